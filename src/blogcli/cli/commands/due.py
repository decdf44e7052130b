"""`blog due`: what became public since a time, for cron."""

from __future__ import annotations

import click

from blogcli.cli.app import App, pass_app
from blogcli.cli.click_ext import BlogCommand, option
from blogcli.cli.options import Listing, listing_options, query_argument
from blogcli.errors import ExitCode


@click.command("due", cls=BlogCommand)
@query_argument
@option(
    "--since", metavar="WHEN", default="1d", show_default=True, help="From when on: 1h, yesterday."
)
@option("--next", "is_next", is_flag=True, help="Print when the next post comes out instead.")
@listing_options
@pass_app
def command(
    app: App,
    /,
    query: tuple[str, ...],
    since: str,
    is_next: bool,
    listing: Listing,
) -> ExitCode:
    """List what has just become public, for cron.

    By the rules of the blog's generator: where it builds what is dated ahead, no date makes a post
    public. Drafts are never among them. Exits with 3 if there is none, so that a job can deploy
    only what is new.

    \b
    Examples:
      blog due
      blog due --since 1h && make deploy
      blog due --next
    """
    from blogcli.cli.lists import write_list
    from blogcli.cli.select_posts import select
    from blogcli.posts.model.fields import NEWEST_FIRST
    from blogcli.posts.query.sort import sort_posts
    from blogcli.posts.text.date_words import stretch

    now = app.now.timestamp()
    posts = select(app, " ".join(query), attributes=("at", "starts", "ends", "draft"))
    if is_next:
        starts = (post.starts for post in posts if post.status(app.now) == "scheduled")
        soonest = min((start for start in starts if start is not None), default=None)
        if soonest is None:
            return ExitCode.NOT_FOUND
        app.terminal.write(f"{app.at(soonest).isoformat(timespec='seconds')}\n")
        return ExitCode.DONE
    start = stretch(since, app.now)[0]
    found = [
        post
        for post in posts
        if post.starts is not None
        and start < post.starts <= now
        and post.status(app.now) == "published"
    ]
    found = [*app.blog.index().at(sort_posts(found, NEWEST_FIRST, app.now))]
    write_list(app, found, listing, len(found))
    return ExitCode.DONE if found else ExitCode.NOT_FOUND
