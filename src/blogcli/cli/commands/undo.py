"""`blog undo`: a whole command taken back."""

from __future__ import annotations

import click

from blogcli.cli.app import App, pass_app
from blogcli.cli.command import Command
from blogcli.cli.options import taking_options


@click.command("undo", cls=Command)
@click.argument("number", type=int, required=False, metavar="[N]")
@taking_options
@pass_app
def command(app: App, number: int | None, dry_run: bool, yes: bool, force: bool) -> None:
    """Take back the last command that changed the blog, whole.

    N is a number that `blog history` shows: that command alone is taken back. Without it, it is
    the last one that is not taken back yet, so a second undo takes back the one before. Every file
    is again what it was: its bytes, its name, its mode and time of change.

    A file that was changed since is named and nothing is undone (exit 4); --force undoes, and what
    the file held goes to the trash.

    \b
    Examples:
      blog undo
      blog undo --dry-run
      blog undo 12 --force
    """
    from blogcli.cli.take_back import take_back

    take_back(app, lambda kept, dry: kept.undo(number, force=force, dry=dry), "undid", dry_run, yes)
