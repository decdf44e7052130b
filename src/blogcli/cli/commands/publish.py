"""`blog publish`: publish drafts."""

from __future__ import annotations

import click

from blogcli.cli.app import App, pass_app
from blogcli.cli.click_ext import BlogCommand, option
from blogcli.cli.options import WriteOptions, posts_argument, selecting_options, writing_options


@click.command("publish", cls=BlogCommand)
@posts_argument
@option("--date", "when", metavar="WHEN", help="Set the date: now, 2024-03-05, monday.")
@selecting_options
@writing_options("Publish {}")
@pass_app
def command(
    app: App,
    /,
    refs: tuple[str, ...],
    when: str | None,
    where: str | None,
    nul: bool,
    writing: WriteOptions,
) -> None:
    """Publish posts.

    Removes `draft: true` (or sets it to false, if the published posts of the blog have the key); a
    draft of Jekyll or Hexo moves from `_drafts` to `_posts`. A missing or future date becomes now;
    a past date stays, unless --date sets another.

    \b
    Examples:
      blog publish hello-world
      blog publish --where is:due
      blog publish hello-world --date now --dry-run
    """
    from blogcli.cli.apply_changes import apply_moves
    from blogcli.cli.select_posts import chosen_posts
    from blogcli.output.relative_dates import appointment
    from blogcli.posts.edit.publish import normalize_local_time
    from blogcli.posts.text import date_words
    from blogcli.store.operations.publish import PublishPlanner

    blog = app.blog  # its time zone is that of --date
    date = (
        normalize_local_time(date_words.moment(when, app.now), app.now)
        if when is not None
        else None
    )
    app.report_problems()
    posts = chosen_posts(app, refs, where, nul, offered="not is:published")
    releases = PublishPlanner(blog, app.now)
    wanted = [releases.publish(post, date) for post in posts]
    waits = date and any(move.after.summary.status(app.now) == "scheduled" for move in wanted)
    tail = f"; public from {appointment(date, app.now)}" if date and waits else ""
    apply_moves(app, releases.moves, wanted, writing, "Published", tail)
