"""`blog unpublish`: posts back to drafts."""

from __future__ import annotations

import click

from blogcli.cli.app import App, pass_app
from blogcli.cli.command import Command
from blogcli.cli.options import choosing_options, posts_argument, writing_options


@click.command("unpublish", cls=Command)
@posts_argument
@choosing_options
@writing_options
@pass_app
def command(
    app: App, /, refs: tuple[str, ...], where: str | None, nul: bool, **writing: object
) -> None:
    """Make posts drafts again, as the blog's generator means it.

    The post gets the mark that the blog's other drafts have, or moves to `_drafts` in a blog of
    Jekyll or Hexo that keeps them there. Its date stays: `blog publish` puts it back as it was.

    \b
    Examples:
      blog unpublish hello-world
      blog unpublish --where 'tag:internal' --dry-run
    """
    from blogcli.cli.carry_moves import as_told, carry_moves
    from blogcli.cli.choose import chosen_posts
    from blogcli.store.releases import Releases

    summaries = app.summaries()
    posts = chosen_posts(app, refs, where, nul, summaries)
    releases = Releases(app.blog, summaries, app.now)
    wanted = [releases.unpublish(post) for post in posts]
    carry_moves(app, releases.moves, wanted, as_told(writing), "unpublished")
