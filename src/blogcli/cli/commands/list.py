"""`blog list`: list the posts that match a query."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import islice
from typing import TYPE_CHECKING, Any

import click

from blogcli.cli.app import App, pass_app
from blogcli.cli.click_ext import BlogCommand
from blogcli.cli.completion.candidates import complete_names, complete_query, complete_tag
from blogcli.cli.options import listing_options
from blogcli.errors import ExitCode
from blogcli.output.posts.formats import GROUPS
from blogcli.posts.model.fields import NEWEST_FIRST

if TYPE_CHECKING:
    from blogcli.output.posts.records import OutputSpec
    from blogcli.posts.model.summary import Summary

STATUS_FLAGS = {
    "draft": "Only drafts.",
    "published": "Only published posts.",
    "scheduled": "Only scheduled posts.",
}


def _status_flags(command: Callable[..., Any]) -> Callable[..., Any]:
    for name, text in reversed(STATUS_FLAGS.items()):
        command = click.option(f"--{name}", is_flag=True, help=text)(command)
    return command


@click.command("list", cls=BlogCommand)
@click.argument("query", nargs=-1, metavar="[QUERY]", shell_complete=complete_query)
@click.option(
    "-t",
    "--tag",
    "tags",
    multiple=True,
    metavar="TAG",
    help="Only posts with this tag.",
    shell_complete=complete_tag,
)
@_status_flags
@click.option("--since", metavar="WHEN", help="Dated on or after WHEN: 2024-03, 30d, monday.")
@click.option("--until", metavar="WHEN", help="Dated on or before WHEN.")
@click.option(
    "-s",
    "--sort",
    default=NEWEST_FIRST,
    metavar="FIELD[,-FIELD]",
    show_default=True,
    shell_complete=complete_names,
    help="Sort order; - for descending.",
)
@click.option("-r", "--reverse", is_flag=True, help="Reverse the order: oldest first.")
@click.option(
    "--group",
    type=click.Choice(GROUPS),
    help="On a terminal, put posts under a heading for each day, month or year.",
)
@click.option(
    "--translations",
    type=click.Choice(["one", "all"]),
    default="one",
    help="Show translations of a post in the table as one line, or each. [default: one]",
)
@listing_options
@pass_app
def command(
    app: App,
    /,
    query: tuple[str, ...],
    tags: tuple[str, ...],
    since: str | None,
    until: str | None,
    sort: str,
    reverse: bool,
    group: str | None,
    translations: str,
    limit: int | None,
    format_: str | None,
    as_json: bool,
    as_count: bool,
    fields: str | None,
    template: str | None,
    nul: bool,
    exit_status: bool,
    **status: bool,
) -> ExitCode:
    """List posts, newest first, or those that match a query.

    On a terminal the list is a table; a narrow one marks drafts with ○, scheduled posts with ◔.
    In a pipe it has one line per post: date, status, slug, title, path and tags, with tabs between
    them and nothing cut.

    A post must match every term of QUERY: tag:x, is:draft, since:30d, words:>500, "a phrase";
    terms combine with not, or and ( ). is:scheduled matches posts with a future date, is:due drafts
    whose date has passed.

    \b
    Examples:
      blog list is:draft
      blog list 'tag:python,rust since:2024 not title:release'
      blog list -s title --fields title,date -n 10
      blog list has:source --group day
      blog list --json | jq .
    """
    from blogcli.cli.options import one_format
    from blogcli.output.posts.records import OutputSpec

    flags = [f'tag:"{tag}"' for tag in tags]
    flags += [f"since:{since}"] * bool(since) + [f"until:{until}"] * bool(until)
    wanted = [name for name in STATUS_FLAGS if status[name]]
    flags += ["is:" + ",".join(wanted)] * bool(wanted)
    shape = OutputSpec(one_format(format_, as_json, as_count), fields, template, nul)
    shape, limit = _with_settings(app, shape, limit)
    shape = shape._replace(look=shape.look._replace(group=group or ""))
    sort = _reversed(sort) if reverse else sort
    joins = translations == "one" and _is_screen(app, shape)
    if sort == NEWEST_FIRST and not query and not flags:
        count = _list_newest(app, limit, shape, joins)
    else:
        count = _list_found(app, (" ".join(query), " ".join(flags)), sort, limit, shape, joins)
    _tell_folders(app, is_empty=not count and not app.blog.index().newest(0)[0])
    return ExitCode.NOT_FOUND if exit_status and not count else ExitCode.DONE


def _with_settings(app: App, shape: OutputSpec, limit: int | None) -> tuple[OutputSpec, int | None]:
    """Return the output and the limit with the settings of screens, which hold for a table."""
    if not app.terminal.stdout_is_tty or shape.format or shape.template is not None or shape.nul:
        return shape, limit
    from blogcli.output.posts.records import TableLook

    config = app.blog.config
    if limit is None and config.text("list.limit"):
        limit = int(config.text("list.limit"))
    look = TableLook(config.items("list.columns"), config.text("list.dates"))
    fields = shape.fields if shape.fields is not None else ",".join(config.items("list.fields"))
    return shape._replace(fields=fields or shape.fields, look=look), limit


def _reversed(sort: str) -> str:
    """Return a sort order with every field the other way round."""
    words = [word.strip() for word in sort.split(",")]
    return ",".join(word[1:] if word.startswith("-") else f"-{word}" for word in words if word)


def _tell_folders(app: App, *, is_empty: bool) -> None:
    """Say which folders are the blog's where that is not plain, and which setting changes it."""
    blog = app.blog
    if not blog.detected.marker or blog.config.items("posts") != blog.layout.folders:
        return
    hint = "the setting `posts` in blog.toml names others"
    where = ", ".join("the whole site" if one == "." else one for one in blog.folders)
    if is_empty:
        app.terminal.say(f"no posts in {where or blog.layout.home}; {hint}", "dim")
    elif blog.choice.searched:
        app.terminal.say(f"posts are those in {where}; {hint}", "dim")
    if others := blog.index().others:
        kinds = ", ".join(f".{ending}" for ending in sorted(set(others)))
        from blogcli.posts.text.counted import counted

        files = counted(len(others), "file")
        app.terminal.say(
            f"left out: {files} in other formats ({kinds}); blogcli reads Markdown", "dim"
        )


def _is_screen(app: App, shape: OutputSpec) -> bool:
    is_table = (shape.format or "table") == "table" and shape.template is None and not shape.nul
    return is_table and app.terminal.stdout_is_tty


def _list_newest(app: App, limit: int | None, shape: OutputSpec, joins: bool) -> int:
    """List the newest posts from the index; return how many were listed."""
    from blogcli.output.posts.text_formats import takes_texts, write_texts

    if takes_texts(app.terminal, shape):
        with app.index() as (index, report):
            total, texts = index.newest_texts(limit, report)
        write_texts(app.terminal, texts, shape, app.now)
    else:
        from blogcli.output.posts.write import attributes_written

        with app.index() as (index, report):
            enough = attributes_written(app.terminal, shape)
            total, shown = index.newest(limit, report, enough)
            posts = [*shown] if joins else shown
            if joins and limit is not None and _have_languages(posts):
                posts = index.newest(None)[1]  # the translations of the last ones may be later
        _write(app, posts, shape, limit, total, joins)
    return _shown(limit, total)


def _list_found(
    app: App,
    queries: tuple[str, str],
    sort: str,
    limit: int | None,
    shape: OutputSpec,
    joins: bool,
) -> int:
    """List the posts that match the queries; return how many were listed."""
    from blogcli.cli.select_posts import select
    from blogcli.output.posts.text_formats import takes_texts, write_texts
    from blogcli.output.posts.write import attributes_written
    from blogcli.posts.query.sort import sort_posts, sorted_by

    written = attributes_written(app.terminal, shape)
    enough = None if written is None else {*written, *sorted_by(sort)}
    found = sort_posts(select(app, *queries, attributes=enough), sort, app.now)
    if takes_texts(app.terminal, shape):
        texts = app.blog.index().record_texts(found[:limit])
        write_texts(app.terminal, texts, shape, app.now)
    else:
        _write(app, found, shape, limit, len(found), joins)
    return _shown(limit, len(found))


def _write(
    app: App,
    posts: Iterable[Summary],
    shape: OutputSpec,
    limit: int | None,
    total: int,
    joins: bool,
) -> None:
    """Write the first posts, and their count if it is a table.

    With `joins`, translations are on one line, and the limit is one of lines.
    """
    from blogcli.cli.pager import paged
    from blogcli.output.posts.write import write_posts

    count, more = _shown(limit, total), ""
    posts = [*posts] if joins else posts
    if joins and _have_languages(posts):
        posts, count = _lines(app, posts, limit)
        if count > len(posts):
            more = "; translations share a line, --translations all lists each"
    posts = islice(posts, limit)
    if app.terminal.stdout_is_tty and shape.format != "count":
        from blogcli.cli.choosing.post_words import noting

        if shape.look.group:
            from blogcli.output.posts.date_groups import by_date_group

            posts = by_date_group(posts, shape.look.group, app.now)[0]
        posts = noting(app, posts)
    with paged(app) as terminal:
        write_posts(terminal, posts, shape, app.now)
    if _is_screen(app, shape):
        from blogcli.output.text_table import post_count

        app.terminal.say(post_count(count, total) + more, "dim")


def _have_languages(posts: Iterable[Summary]) -> bool:
    from blogcli.posts.model.translations import language_of

    return any(map(language_of, posts))


def _lines(app: App, posts: Iterable[Summary], limit: int | None) -> tuple[list[Summary], int]:
    """Return the first posts, one for all its translations, and how many posts they are."""
    from blogcli.posts.model.translations import as_one, translations

    groups = translations(posts)[:limit]
    count = sum(map(len, groups))
    default = app.blog.addresses.permalinks.language if count > len(groups) else ""
    return [as_one(group, default, app.now) for group in groups], count


def _shown(limit: int | None, total: int) -> int:
    return total if limit is None else min(limit, total)
