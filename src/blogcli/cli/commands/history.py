"""`blog history`: what commands changed."""

from __future__ import annotations

import click

from blogcli.cli.app import App, pass_app
from blogcli.cli.command import Command
from blogcli.errors import UsageError


@click.command("history", cls=Command)
@click.argument("number", type=int, required=False, metavar="[N]")
@click.option("-n", "--limit", type=click.IntRange(min=0), help="At most so many.")
@click.option("--json", "as_json", is_flag=True, help="As a list of JSON.")
@click.option("--prune", is_flag=True, help="Forget what the setting history.keep lets go.")
@click.option("--keep", metavar="HOW", help="With --prune: keep 500 commands, or those of 90d.")
@pass_app
def command(
    app: App, number: int | None, limit: int | None, as_json: bool, prune: bool, keep: str | None
) -> None:
    """List the commands that changed the blog, the last first.

    Each with its number, when it was called, whether it was undone, and how many files it changed;
    with N, what became of each file of that command. The size of it all is said on stderr.

    Commands beyond what the setting history.keep says (500 of them, unless it is set) are forgotten
    by themselves; --prune does so now and gives back the room.

    \b
    Examples:
      blog history
      blog history 12
      blog history --prune --keep 90d
    """
    from blogcli.cli.undoable import history
    from blogcli.output.history import write_files, write_history, written_size
    from blogcli.store.past import entries, files
    from blogcli.store.retention import sizes

    if keep is not None and not prune:
        raise UsageError("--keep is for --prune", "set history.keep to keep to it for good")
    root = app.blog.root
    if prune:
        with history(app, keep) as kept:
            gone = kept.prune()
        app.terminal.say(f"forgot {_commands(gone)}; {written_size(*sizes(root))}")
    elif number is not None:
        write_files(app.terminal, files(root, number), as_json=as_json)
    else:
        found = entries(root)
        write_history(app.terminal, found[:limit], app.now, as_json=as_json)
        line = f"{_commands(len(found))}; {written_size(*sizes(root))}"
        app.terminal.say(line, "dim")


def _commands(count: int) -> str:
    return "1 command" if count == 1 else f"{count or 'no'} commands"
