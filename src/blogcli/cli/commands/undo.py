"""`blog undo`: undo a command."""

from __future__ import annotations

import click

from blogcli.cli.app import App, pass_app
from blogcli.cli.click_ext import BlogCommand
from blogcli.cli.options import undoing_options


@click.command("undo", cls=BlogCommand)
@click.argument("number", type=int, required=False, metavar="[N]")
@undoing_options
@pass_app
def command(app: App, number: int | None, dry_run: bool, yes: bool, force: bool) -> None:
    """Undo the last command.

    Undo again for the command before it. N undoes only command N of `blog history`. Every file of
    the command gets back its exact bytes, name, mode and modification time.

    If a file has changed since then, nothing is undone and the file is named (exit 4). --force
    undoes anyway; your version of the file goes to the trash.

    \b
    Examples:
      blog undo
      blog undo --dry-run
      blog undo 12 --force
    """
    from blogcli.cli.apply_changes import undo_or_redo

    undo_or_redo(
        app, lambda kept, dry: kept.undo(number, force=force, dry=dry), "Undid", dry_run, yes
    )
