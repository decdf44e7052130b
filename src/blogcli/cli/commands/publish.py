"""`blog publish`: publish drafts."""

from __future__ import annotations

import click

from blogcli.cli.app import App, pass_app
from blogcli.cli.command import Command
from blogcli.cli.options import choosing_options, posts_argument, writing_options


@click.command("publish", cls=Command)
@posts_argument
@click.option("--date", "when", metavar="WHEN", help="Set the date: now, 2024-03-05, monday.")
@choosing_options
@writing_options
@pass_app
def command(
    app: App,
    /,
    refs: tuple[str, ...],
    when: str | None,
    where: str | None,
    nul: bool,
    **writing: object,
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
    from blogcli.cli.carry_moves import as_told, carry_moves
    from blogcli.cli.choose import chosen_posts
    from blogcli.posts import dates
    from blogcli.posts.publishing import settled
    from blogcli.store.releases import Releases

    date = settled(dates.moment(when, app.now), app.now) if when is not None else None
    summaries = app.summaries()
    posts = chosen_posts(app, refs, where, nul, summaries)
    releases = Releases(app.blog, summaries, app.now)
    wanted = [releases.publish(post, date) for post in posts]
    carry_moves(app, releases.moves, wanted, as_told(writing), "Published")
