"""`blog unpublish`: turn posts back into drafts."""

from __future__ import annotations

import click

from blogcli.cli.app import App, pass_app
from blogcli.cli.click_ext import BlogCommand
from blogcli.cli.options import WriteOptions, posts_argument, selecting_options, writing_options


@click.command("unpublish", cls=BlogCommand)
@posts_argument
@selecting_options
@writing_options("Unpublish {}")
@pass_app
def command(
    app: App, /, refs: tuple[str, ...], where: str | None, nul: bool, writing: WriteOptions
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
    from blogcli.cli.apply_changes import apply_moves
    from blogcli.cli.select_posts import chosen_posts
    from blogcli.store.operations.publish import PublishPlanner

    app.report_problems()
    posts = chosen_posts(app, refs, where, nul, offered="not is:draft")
    releases = PublishPlanner(app.blog, app.now)
    wanted = [releases.unpublish(post) for post in posts]
    apply_moves(app, releases.moves, wanted, writing, "Unpublished")
