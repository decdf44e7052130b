"""`blog rm`: move posts to the trash."""

from __future__ import annotations

import click

from blogcli.cli.app import App, pass_app
from blogcli.cli.command import Command
from blogcli.cli.options import choosing_options, posts_argument, writing_options


@click.command("rm", cls=Command)
@posts_argument
@choosing_options
@writing_options
@pass_app
def command(
    app: App,
    refs: tuple[str, ...],
    where: str | None,
    nul: bool,
    dry_run: bool,
    yes: bool,
    plan: str | None,
) -> None:
    """Move posts to the trash.

    If a post has its own folder, the whole folder is moved, unless it contains another post. To get
    posts back, use `blog undo` for the whole command, or `blog restore` for single posts.

    \b
    Examples:
      blog rm hello-world
      blog rm --where 'is:draft before:2y' --dry-run
      blog list tag:old --format slugs -0 | blog rm - -0
    """
    from blogcli.cli.carry_out import Writing, carry_out, named
    from blogcli.cli.choose import chosen_posts
    from blogcli.store.removal import removal

    posts = chosen_posts(app, refs, where, nul)
    changes = removal(app.blog, posts)
    if carry_out(app, changes, Writing(dry_run, yes, plan), "") is not None:
        app.terminal.say(f"Moved {named(app, changes)} to the trash")
