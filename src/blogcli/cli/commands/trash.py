"""`blog trash`: what was removed, and removing it for good."""

from __future__ import annotations

import click

from blogcli.cli.app import App, pass_app
from blogcli.cli.command import Command
from blogcli.errors import UsageError


@click.command("trash", cls=Command)
@click.option("--empty", "emptying", is_flag=True, help="Remove all of it for good; asks first.")
@click.option("-y", "--yes", is_flag=True, help="Do not ask.")
@click.option("--json", "as_json", is_flag=True, help="As a list of JSON.")
@pass_app
def command(app: App, emptying: bool, yes: bool, as_json: bool) -> None:
    """List what is in the trash, the last removed first.

    Each with when it was removed, its size in bytes, and how many files went with it. What is in
    the trash takes room until it is emptied; that, and that alone, cannot be undone.

    \b
    Examples:
      blog trash
      blog trash --json
      blog trash --empty
    """
    from blogcli.cli.undoable import history
    from blogcli.store.trash import empty, items

    if emptying and as_json:
        raise UsageError("--empty and --json do not go together", "leave out one of them")
    there = items(app.blog.state)
    if not emptying:
        from blogcli.output.history import write_trash

        rows = [(item.path, item.time, item.size, len(item.files)) for item in there]
        write_trash(app.terminal, rows, app.now, as_json=as_json)
        return
    if not there:
        app.terminal.say("the trash is empty")
        return
    if not yes:
        from blogcli.cli.carry_out import confirm

        confirm(app, f"Remove {len(there)} from the trash for good?", "--yes")
    with history(app) as kept:
        count = empty(kept)
    files = "1 file" if count == 1 else f"{count} files"
    app.terminal.say(f"removed {files} for good")
