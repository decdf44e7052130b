"""`blog list`: list the posts that match a query."""

from __future__ import annotations

import click

from blogcli.cli.app import App, pass_app
from blogcli.cli.click_ext import BlogCommand, option
from blogcli.cli.completion.candidates import complete_tag
from blogcli.cli.options import Listing, listing_options, query_argument, sort_option
from blogcli.errors import ExitCode
from blogcli.output.posts.formats import GROUPS
from blogcli.posts.model.fields import NEWEST_FIRST


@click.command("list", cls=BlogCommand)
@query_argument
@option(
    "-t",
    "--tag",
    "tags",
    multiple=True,
    metavar="TAG",
    help="Only posts with this tag.",
    shell_complete=complete_tag,
)
@option("--draft", "statuses", flag_value="draft", multiple=True, help="Only drafts.")
@option(
    "--published",
    "statuses",
    flag_value="published",
    multiple=True,
    help="Only published posts.",
)
@option(
    "--scheduled",
    "statuses",
    flag_value="scheduled",
    multiple=True,
    help="Only scheduled posts.",
)
@option("--since", metavar="WHEN", help="Dated on or after WHEN: 2024-03, 30d, monday.")
@option("--until", metavar="WHEN", help="Dated on or before WHEN.")
@sort_option
@option("-r", "--reverse", is_flag=True, help="Reverse the order: oldest first.")
@option(
    "--group",
    type=click.Choice(GROUPS),
    help="On a terminal, put posts under a heading for each day, month or year.",
)
@option(
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
    statuses: tuple[str, ...],
    since: str | None,
    until: str | None,
    sort: str,
    reverse: bool,
    group: str | None,
    translations: str,
    listing: Listing,
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
    from blogcli.cli.lists import list_found, list_newest

    flags = [f'tag:"{tag}"' for tag in tags]
    flags += [f"since:{since}"] * bool(since) + [f"until:{until}"] * bool(until)
    flags += ["is:" + ",".join(statuses)] * bool(statuses)
    listing = _with_settings(app, listing)._replace(joins=translations == "one")
    shape = listing.shape
    listing = listing._replace(shape=shape._replace(look=shape.look._replace(group=group or "")))
    sort = _reversed(sort) if reverse else sort
    if sort == NEWEST_FIRST and not query and not flags:
        count = list_newest(app, listing)
    else:
        count = list_found(app, (" ".join(query), " ".join(flags)), sort, listing)
    _tell_folders(app, is_empty=not count and not app.blog.index().newest(0)[0])
    return listing.exit_code(count)


def _with_settings(app: App, listing: Listing) -> Listing:
    """Return the output and the limit with the settings of screens, which hold for a table."""
    shape, limit = listing.shape, listing.limit
    if not app.terminal.stdout_is_tty or shape.format or shape.template is not None or shape.nul:
        return listing
    from blogcli.output.posts.records import TableLook

    config = app.blog.config
    if limit is None and config.text("list.limit"):
        limit = int(config.text("list.limit"))
    look = TableLook(config.items("list.columns"), config.text("list.dates"))
    fields = shape.fields if shape.fields is not None else ",".join(config.items("list.fields"))
    shape = shape._replace(fields=fields or shape.fields, look=look)
    return listing._replace(shape=shape, limit=limit)


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
