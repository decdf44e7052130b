"""`blog unpublish`: turn posts back into drafts."""

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
    """Turn posts back into drafts.

    Adds `draft: true`, or the key that other drafts of the blog have; a post of Jekyll or Hexo
    moves to `_drafts` if the blog uses that folder. The date stays, so that `blog publish` restores
    the post as it was.

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
    carry_moves(app, releases.moves, wanted, as_told(writing), "Unpublished")
