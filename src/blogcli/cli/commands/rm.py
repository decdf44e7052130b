"""`blog rm`: move posts to the trash."""

from __future__ import annotations

import click

from blogcli.cli.app import App, pass_app
from blogcli.cli.click_ext import BlogCommand
from blogcli.cli.options import WriteOptions, posts_argument, selecting_options, writing_options


@click.command("rm", cls=BlogCommand)
@posts_argument
@selecting_options
@writing_options("Move {} to the trash")
@pass_app
def command(
    app: App,
    /,
    refs: tuple[str, ...],
    where: str | None,
    nul: bool,
    writing: WriteOptions,
) -> None:
    """Move posts to the trash.

    If a post has its own folder, the whole folder is moved, unless it contains another post. With
    --where, the posts are named and you are asked first, on a terminal. To get posts back, use
    `blog undo` for the whole command, or `blog restore` for single posts.

    \b
    Examples:
      blog rm hello-world
      blog rm --where 'is:draft before:2y' --dry-run
      blog list tag:old --format slugs -0 | blog rm - -0
    """
    from blogcli.cli.apply_changes import apply_changes, warn_of_links
    from blogcli.cli.questions import named
    from blogcli.cli.select_posts import chosen_posts
    from blogcli.store.operations.move import MovePlanner
    from blogcli.store.operations.remove import trash_changes

    app.report_problems()
    posts = chosen_posts(app, refs, where, nul)
    moves = MovePlanner(app.blog)
    warn_of_links(app, moves, moves.links_to(posts), len(posts))
    changes = trash_changes(app.blog, posts)
    writing = writing._replace(always=where is not None)
    if apply_changes(app, changes, writing, "") is not None:
        app.terminal.say(f"Moved {named(app, changes)} to the trash")
