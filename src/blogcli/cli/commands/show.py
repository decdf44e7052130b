"""`blog show`: show posts, rendered or raw."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from blogcli.cli.app import App, pass_app
from blogcli.cli.click_ext import BlogCommand, Number, option
from blogcli.cli.options import json_option, posts_argument, selecting_options
from blogcli.errors import Unreadable, UsageError
from blogcli.posts.text.counted import counted

if TYPE_CHECKING:
    from blogcli.posts.model.comments import Comment
    from blogcli.posts.read.post import Post

FILE_VIEWS = ("raw", "body", "meta")
"""The views that print bytes of the file."""


@click.command("show", cls=BlogCommand)
@posts_argument
@selecting_options
@option("--raw", "view", flag_value="raw", help="Print the file as it is, on a terminal too.")
@option("--body", "view", flag_value="body", help="Print only the body.")
@option("--meta", "view", flag_value="meta", help="Print only the front matter.")
@option("--plain", "view", flag_value="plain", help="Render as plain text, without color.")
@option("--links", "links", is_flag=True, help="Show the links from the post and to it.")
@option("--comments", "with_comments", is_flag=True, help="Show the comments too.")
@option("--format", "format_", type=click.Choice(["json"]), help="Print JSON, one record per post.")
@json_option
@option(
    "--width",
    cls=Number,
    type=click.IntRange(min=20),
    metavar="N",
    help="Width of the page in columns.",
)
@pass_app
def command(
    app: App,
    refs: tuple[str, ...],
    where: str | None,
    nul: bool,
    view: str | None,
    links: bool,
    with_comments: bool,
    format_: str | None,
    as_json: bool,
    width: int | None,
) -> None:
    """Show posts (rendered; raw in a pipe).

    With --width, --plain or --color always a pipe gets the rendered page too. A page longer than
    the screen opens in the pager: $BLOG_PAGER, $PAGER or the setting `pager`.

    \b
    Examples:
      blog show @latest
      blog show hello-world --body | wc -w
      blog show harbour-strike --comments
      blog show harbour-strike --links
      blog show --where 'tag:python' --meta
      blog list is:draft --format slugs | blog show -
    """
    from blogcli.cli.select_posts import chosen_posts

    if view and (as_json or format_):
        raise UsageError(f"--{view} and --json cannot be combined", "choose one of them")
    if links and (view or with_comments or width):
        other = f"--{view}" if view else "--comments" if with_comments else "--width"
        raise UsageError(f"{other} and --links cannot be combined", "choose one of them")
    if with_comments and view in FILE_VIEWS:
        raise UsageError(f"--{view} and --comments cannot be combined", "choose one of them")
    posts = chosen_posts(app, refs, where, nul)
    for post in posts:
        if post.problem:
            app.on_problem(post.problem.error(post.summary.path))
    if links:
        _links(app, posts, "json" if as_json or format_ else None)
    elif as_json or format_:
        _records(app, posts, with_comments)
    elif view in FILE_VIEWS or not (
        app.terminal.stdout_is_tty or view or with_comments or width or app.colour == "always"
    ):
        for post in posts:
            _bytes(app, post, view or "raw")
    else:
        plain = view == "plain" or not (app.terminal.stdout_is_tty or app.colour == "always")
        _page(app, posts, width, plain=plain, with_comments=with_comments)


def _records(app: App, posts: list[Post], with_comments: bool) -> None:
    """Write one post as an object, several as an array."""
    from blogcli.output.json_value import write_value
    from blogcli.output.posts.records import record
    from blogcli.posts.text.json_text import JSON

    records: list[JSON] = []
    for post in posts:
        summary = app.blog.addresses.with_url(post.summary)
        known: dict[str, JSON] = {**record(summary, app.now), "body": post.body}
        if with_comments:
            from blogcli.posts.model.comments import comment_record

            said = _live_comments(app, post) or ()
            known["comments"] = [dict(comment_record(comment)) for comment in said]
        records.append(known)
    write_value(app.terminal, records[0] if len(records) == 1 else records)


def _links(app: App, posts: list[Post], format_: str | None) -> None:
    """Write the links of the posts, and those to them."""
    from blogcli.cli.pager import paged
    from blogcli.output.reports.links import LinkRow, write_links
    from blogcli.posts.model.summary import Summary

    known, nothing = app.links(), Summary("", "", "")
    rows: list[LinkRow] = []
    for post in posts:
        path, slug = post.summary.path, post.summary.slug
        out = (("to", to, placed) for placed, to in known.links_of(path))
        back = (("from", other, placed) for other, placed in known.links_to([path]))
        for direction, other, (link, line, *_) in (*out, *back):
            end = known.posts.get(other or "", nothing)
            target = link.origin + link.target + link.query + (link.anchor and f"#{link.anchor}")
            place = end.path, end.slug, end.title
            rows.append(LinkRow(slug, direction, line, target, *place, link.text or ""))
    with paged(app) as terminal:
        write_links(terminal, rows, format_)
    out_of, into = (sum(row.direction == one for row in rows) for one in ("to", "from"))
    app.terminal.say(f"{counted(out_of, 'link')} from here, {counted(into, 'link')} to here")


def _bytes(app: App, post: Post, view: str) -> None:
    if view == "meta" and app.terminal.stdout_is_tty:
        from blogcli.output.page.page import render_meta

        located = post._replace(summary=app.blog.addresses.with_url(post.summary))
        app.terminal.write(render_meta(located, app.terminal.stdout_colour))
        return
    document = post.document
    data = {
        "raw": document.join(),
        "body": document.body,
        "meta": document.meta.encode(),
    }[view]
    if app.terminal.stdout_is_tty:
        from blogcli.output.terminal import visible

        text = data.decode(errors="replace").replace("\r\n", "\n")
        app.terminal.write(visible(text, newline=True))
    else:
        app.terminal.write_bytes(data)
        if view == "meta" and not data.endswith(b"\n"):
            app.terminal.write("\n")


def _live_comments(app: App, post: Post) -> tuple[Comment, ...] | None:
    """Return the visible comments; None if the blog has none. Warn if they cannot be read."""
    from blogcli.posts.model.comments import is_live
    from blogcli.store.blog.pages import comments

    try:
        said = comments(app.blog, post.summary.slug)
    except Unreadable as error:
        app.on_problem(error)
        return None
    return None if said is None else tuple(filter(is_live, said))


def _page(
    app: App, posts: list[Post], width: int | None, *, plain: bool, with_comments: bool
) -> None:
    from blogcli.cli.pager import page
    from blogcli.output.page.page import is_shown_as_written, render_messages, render_page

    columns = width or app.terminal.width
    colour = app.terminal.stdout_colour and not plain
    pages = []
    for post in posts:
        post = post._replace(summary=app.blog.addresses.with_url(post.summary))
        if is_shown_as_written(post):
            app.terminal.warn(
                f"{post.summary.path}: too much Markdown to render; shown as plain text"
            )
        said = _live_comments(app, post)
        count = None if said is None else len(said)
        drawn = render_page(
            post,
            now=app.now,
            width=columns,
            colour=colour,
            comments=count,
            plain=plain,
        )
        if with_comments:
            drawn += render_messages(said or (), now=app.now, width=columns, colour=colour)
        pages.append(drawn)
    page(app, "\n".join(pages))
