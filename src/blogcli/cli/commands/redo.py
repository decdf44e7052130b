"""`blog redo`: redo what was undone."""

from __future__ import annotations

import click

from blogcli.cli.app import App, pass_app
from blogcli.cli.click_ext import BlogCommand
from blogcli.cli.options import undoing_options


@click.command("redo", cls=BlogCommand)
@undoing_options
@pass_app
def command(app: App, dry_run: bool, yes: bool, force: bool) -> None:
    """Redo what was undone.

    Redoes the command that the last `blog undo` undid. After several undos, redo again for the one
    before.

    \b
    Examples:
      blog redo
      blog redo --dry-run
    """
    from blogcli.cli.apply_changes import undo_or_redo

    undo_or_redo(app, lambda kept, dry: kept.redo(force=force, dry=dry), "Redid", dry_run, yes)
