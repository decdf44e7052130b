"""`blog tags`: list all tags; rename, merge or delete them."""

from __future__ import annotations

from collections.abc import Sequence

import click

from blogcli.cli.app import App, pass_app
from blogcli.cli.click_ext import BlogGroup, option
from blogcli.cli.completion.candidates import complete_tag
from blogcli.cli.options import (
    WriteOptions,
    limit_option,
    table_formats,
    within_option,
    writing_options,
)
from blogcli.errors import NotFound, UsageError

_writing = writing_options("Change the tags of {}")
_formats = table_formats("Output format.")


@click.group("tags", cls=BlogGroup, invoke_without_command=True, subcommand_metavar="[COMMAND …]")
@within_option
@option(
    "-s",
    "--sort",
    type=click.Choice(("count", "name", "last")),
    help="By posts, by name, or by last use. [default: count]",
)
@option("-r", "--reverse", is_flag=True, help="Reverse the order.")
@limit_option("tags")
@_formats
@click.pass_context
def command(
    ctx: click.Context,
    where: str | None,
    sort: str | None,
    reverse: bool,
    limit: int | None,
    format_: str | None,
    as_json: bool,
) -> None:
    """List all tags; rename, merge or delete them.

    Without a command, it lists every tag with the number of posts and the date of the last one.

    \b
    Examples:
      blog tags
      blog tags --where 'since:2024' -n 10
      blog tags --sort last
      blog tags rename js javascript --dry-run
      blog tags similar
    """
    options = (where, sort, limit, format_)
    given = reverse or as_json or any(value is not None for value in options)
    if ctx.invoked_subcommand is not None:
        if given:
            name = ctx.invoked_subcommand
            raise UsageError(f"give the options after {name}", f"blog tags {name} … --where …")
    else:
        from blogcli.cli.lists import write_tags

        write_tags(
            ctx.ensure_object(App),
            where or "",
            "json" if as_json else format_,
            sort=sort or "count",
            reverse=reverse,
            limit=limit,
        )


@command.command("rename")
@click.argument("old", metavar="OLD", shell_complete=complete_tag)
@click.argument("new", metavar="NEW", shell_complete=complete_tag)
@within_option
@_writing
@pass_app
def rename(app: App, old: str, new: str, where: str | None, writing: WriteOptions) -> None:
    """Rename a tag in every post that has it.

    The order of the tags stays. In a post that already has NEW, OLD is removed.

    \b
    Examples:
      blog tags rename js javascript
      blog tags rename Linux linux --where 'since:2020' --dry-run
    """
    _merge(app, [old], new, where, writing)


@command.command("merge")
@click.argument("tags", nargs=-1, required=True, metavar="A B… INTO", shell_complete=complete_tag)
@within_option
@_writing
@pass_app
def merge(app: App, tags: tuple[str, ...], where: str | None, writing: WriteOptions) -> None:
    """Merge tags into the last one.

    \b
    Examples:
      blog tags merge js ecmascript javascript
      blog tags merge Go golang go --dry-run
    """
    if len(tags) < 2:
        raise UsageError("merge needs two tags or more", "give the tags, then the one to keep")
    _merge(app, tags[:-1], tags[-1], where, writing)


@command.command("delete")
@click.argument("tags", nargs=-1, required=True, metavar="TAG…", shell_complete=complete_tag)
@within_option
@_writing
@pass_app
def delete(app: App, tags: tuple[str, ...], where: str | None, writing: WriteOptions) -> None:
    """Remove tags from every post that has them.

    Use - to read tags from stdin, one per line.

    \b
    Examples:
      blog tags delete draft-ideas
      blog tags delete misc --where 'before:2015' --dry-run
    """
    from blogcli.cli.select_posts import names_from_stdin

    words = [
        name for tag in tags for name in (names_from_stdin(app, False) if tag == "-" else [tag])
    ]
    _merge(app, words, None, where, writing)


@command.command("similar")
@within_option
@option("--once", is_flag=True, help="List the tags used once instead.")
@_formats
@pass_app
def similar(app: App, where: str | None, once: bool, format_: str | None, as_json: bool) -> None:
    """List likely duplicate tags, and tags used once.

    Similar tags differ in case, hyphens or spaces, plural, or in one letter if one of them is rare.
    The second tag of each pair is the more common one. On a terminal the tags used once are only
    counted; --once lists them.

    \b
    Examples:
      blog tags similar
      blog tags similar --once
      blog tags similar | awk -F'\\t' '$5 == "case"'
    """
    from blogcli.cli.pager import paged
    from blogcli.cli.select_posts import select
    from blogcli.output.reports.tags import write_likenesses
    from blogcli.output.text_table import post_count
    from blogcli.posts.edit.tags import count_tags
    from blogcli.posts.edit.tags import find_similar_tags as similar_tags

    found = similar_tags(count_tags(select(app, where or "")))
    format_ = "json" if as_json else format_
    pairs = [one for one in found if one.like]
    single = [one for one in found if not one.like]
    is_screen = app.terminal.stdout_is_tty and format_ is None
    with paged(app) as terminal:
        write_likenesses(terminal, single if once else pairs if is_screen else found, format_)
    if not is_screen:
        return
    if pairs and not once:
        app.terminal.say("Merge two with `blog tags merge TAG LIKE`", "dim")
    if single:
        hint = "" if once else "; `blog tags similar --once` lists them"
        app.terminal.say(f"{post_count(len(single), noun='tag')} used once{hint}", "dim")
    elif not pairs or once:
        app.terminal.say("No tags used once" if once else "No similar tags", "dim")


def _merge(
    app: App,
    olds: Sequence[str],
    new: str | None,
    where: str | None,
    writing: WriteOptions,
) -> None:
    """Replace the old tags with `new`, or remove them if it is None."""
    from blogcli.cli.apply_changes import apply_changes
    from blogcli.cli.select_posts import select
    from blogcli.posts.edit.fields import set_tags
    from blogcli.posts.edit.tags import merged, one_tag
    from blogcli.posts.text.suggest import did_you_mean

    names = [one_tag(old) for old in olds]
    stays = None if new is None else one_tag(new)
    posts = select(app, where or "")
    known = {tag for post in posts for tag in post.tags}
    for name in names:
        if name not in known:
            hint = did_you_mean(name, known) or "`blog tags` lists all tags"
            raise NotFound(f"no post has the tag '{name}'", hint)
    gone = {name for name in names if name != stays}
    chosen = [post for post in posts if not gone.isdisjoint(post.tags)]
    changes = []
    for summary in chosen:
        post = app.blog.read(summary.path)
        document = set_tags(post, merged(post.summary.tags, gone, stays))
        changes.append(app.blog.plan(post, document))
    apply_changes(app, changes, writing, "Changed the tags of")
