"""`blog publish`: drafts to readers."""

from __future__ import annotations

import click

from blogcli.cli.app import App, pass_app
from blogcli.cli.command import Command
from blogcli.cli.options import choosing_options, posts_argument, writing_options


@click.command("publish", cls=Command)
@posts_argument
@click.option("--date", "when", metavar="WHEN", help="Date it then: now, 2024-03-05, monday.")
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
    """Make posts public, as the blog's generator means it.

    A mark such as `draft: true` goes, or is turned round where the blog's other posts have it
    too; a draft of Jekyll or Hexo moves from `_drafts` to `_posts`. A post without a date is dated
    now, and so is one dated ahead; a date that has passed stays, unless --date gives another.

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

    said = settled(dates.moment(when, app.now), app.now) if when is not None else None
    summaries = app.summaries()
    posts = chosen_posts(app, refs, where, nul, summaries)
    releases = Releases(app.blog, summaries, app.now)
    wanted = [releases.publish(post, said) for post in posts]
    carry_moves(app, releases.moves, wanted, as_told(writing), "published")
