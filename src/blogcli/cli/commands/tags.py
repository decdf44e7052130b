"""`blog tags`: all tags of the blog, and changes of one in every post that has it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import click

from blogcli.cli.app import App, pass_app
from blogcli.cli.command import Group
from blogcli.cli.complete import complete_query, complete_tag
from blogcli.cli.options import writing_options
from blogcli.errors import NotFound, UsageError

within_option = click.option(
    "--where",
    metavar="QUERY",
    help="Only in the posts a query selects.",
    shell_complete=complete_query,
)

tag_formats = click.option(
    "--format", "format_", type=click.Choice(["table", "tsv", "json"]), help="How to write it."
)
tag_json = click.option("--json", "as_json", is_flag=True, help="The same as --format json.")


@click.group("tags", cls=Group, invoke_without_command=True, subcommand_metavar="[COMMAND …]")
@within_option
@tag_formats
@tag_json
@click.pass_context
def command(ctx: click.Context, where: str | None, format_: str | None, as_json: bool) -> None:
    """List all tags, or change one in every post.

    Alone it lists every tag with how often and how lately it was used.

    \b
    Examples:
      blog tags
      blog tags --where 'since:2024'
      blog tags rename js javascript --dry-run
      blog tags similar
    """
    given = where is not None or format_ is not None or as_json
    if ctx.invoked_subcommand is not None:
        if given:
            name = ctx.invoked_subcommand
            raise UsageError(f"options of {name} stand after it", f"blog tags {name} … --where …")
    else:
        from blogcli.cli.tag_list import write_tags

        write_tags(ctx.ensure_object(App), where or "", "json" if as_json else format_)


@command.command("rename")
@click.argument("old", metavar="OLD", shell_complete=complete_tag)
@click.argument("new", metavar="NEW", shell_complete=complete_tag)
@within_option
@writing_options
@pass_app
def rename(app: App, /, old: str, new: str, where: str | None, **writing: object) -> None:
    """Call a tag something else, in every post that has it.

    Its place among the tags stays; a post that has NEW already only loses OLD.

    \b
    Examples:
      blog tags rename js javascript
      blog tags rename Linux linux --where 'since:2020' --dry-run
    """
    _merge(app, [old], new, where, writing)


@command.command("merge")
@click.argument("tags", nargs=-1, required=True, metavar="A B… INTO", shell_complete=complete_tag)
@within_option
@writing_options
@pass_app
def merge(app: App, /, tags: tuple[str, ...], where: str | None, **writing: object) -> None:
    """Make one tag of several: the last word is the one that stays.

    \b
    Examples:
      blog tags merge js ecmascript javascript
      blog tags merge Go golang go --dry-run
    """
    if len(tags) < 2:
        raise UsageError("one tag alone cannot be merged", "give the tags, then the one that stays")
    _merge(app, tags[:-1], tags[-1], where, writing)


@command.command("delete")
@click.argument("tags", nargs=-1, required=True, metavar="TAG…", shell_complete=complete_tag)
@within_option
@writing_options
@pass_app
def delete(app: App, /, tags: tuple[str, ...], where: str | None, **writing: object) -> None:
    """Take tags out of every post that has them.

    The word - stands for tags on stdin, one a line.

    \b
    Examples:
      blog tags delete draft-ideas
      blog tags delete misc --where 'before:2015' --dry-run
    """
    from blogcli.cli.choose import names_from_stdin

    words = [
        name for tag in tags for name in (names_from_stdin(app, False) if tag == "-" else [tag])
    ]
    _merge(app, words, None, where, writing)


@command.command("similar")
@within_option
@tag_formats
@tag_json
@pass_app
def similar(app: App, where: str | None, format_: str | None, as_json: bool) -> None:
    """List tags that are perhaps the same, and those used once.

    Two tags are alike by case, hyphen or space, plural, or one letter where one of them is rare.
    The right column of tags has the more used one.

    \b
    Examples:
      blog tags similar
      blog tags similar | awk -F'\\t' '$5 == "case"'
    """
    from blogcli.cli.choose import select
    from blogcli.output.tags import write_likenesses
    from blogcli.posts.tags import count_tags
    from blogcli.posts.tags import similar as similar_tags

    found = similar_tags(count_tags(select(app, where or "")))
    write_likenesses(app.terminal, found, "json" if as_json else format_)
    if app.terminal.stdout_is_tty and any(one.like for one in found):
        app.terminal.say("`blog tags merge TAG LIKE` makes one of two", "dim")


def _merge(
    app: App,
    /,
    olds: Sequence[str],
    new: str | None,
    where: str | None,
    writing: Mapping[str, object],
) -> None:
    """Put `new` in the place of the old tags, or nothing where it is None."""
    from blogcli.cli.carry_moves import as_told
    from blogcli.cli.carry_out import carry_out
    from blogcli.cli.choose import select
    from blogcli.posts.closest import did_you_mean
    from blogcli.posts.edits import set_tags
    from blogcli.posts.tags import merged, one_tag

    names = [one_tag(old) for old in olds]
    stays = None if new is None else one_tag(new)
    posts = select(app, where or "")
    known = {tag for post in posts for tag in post.tags}
    for name in names:
        if name not in known:
            hint = did_you_mean(name, known) or "`blog tags` lists them"
            raise NotFound(f"no post has the tag '{name}'", hint)
    gone = {name for name in names if name != stays}
    chosen = [post for post in posts if not gone.isdisjoint(post.tags)]
    changes = []
    for summary in chosen:
        post = app.blog.read(summary.path)
        document = set_tags(post, merged(post.summary.tags, gone, stays))
        changes.append(app.blog.plan(post, document))
    carry_out(app, changes, as_told(writing), "retagged")
