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
@click.option("--adopt", metavar="FOLDER", help="Take over the history in another folder; asks.")
@click.option("-y", "--yes", is_flag=True, help="With --adopt: do not ask.")
@click.option("--keep", metavar="HOW", help="With --prune: keep 500 commands, or those of 90d.")
@pass_app
def command(
    app: App,
    number: int | None,
    limit: int | None,
    as_json: bool,
    prune: bool,
    keep: str | None,
    adopt: str | None,
    yes: bool,
) -> None:
    """List the commands that changed the blog, the last first.

    Each with its number, when it was called, whether it was undone, and how many files it changed;
    with N, what became of each file of that command. The size of it all is said on stderr.

    Commands beyond what the setting history.keep says (500 of them, unless it is set) are forgotten
    by themselves; --prune does so now and gives back the room.

    A blog's history is kept with its user, not in the blog. --adopt takes over what FOLDER holds:
    the .blog/ of an earlier version, or the state of a blog that was restored from a backup.

    \b
    Examples:
      blog history
      blog history 12
      blog history --prune --keep 90d
      blog history --adopt .blog
    """
    from blogcli.cli.undoable import history
    from blogcli.output.history import write_files, write_history, written_size
    from blogcli.store.past import entries, files
    from blogcli.store.retention import sizes

    if keep is not None and not prune:
        raise UsageError("--keep is for --prune", "set history.keep to keep to it for good")
    state = app.blog.state
    if adopt is not None:
        _adopt(app, adopt, yes=yes)
    elif prune:
        with history(app, keep) as kept:
            gone = kept.prune()
        app.terminal.say(f"forgot {_commands(gone)}; {written_size(*sizes(state))}")
    elif number is not None:
        write_files(app.terminal, files(state, number), as_json=as_json)
    else:
        found = entries(state)
        write_history(app.terminal, found[:limit], app.now, as_json=as_json)
        line = f"{_commands(len(found))}; {written_size(*sizes(state))}"
        app.terminal.say(line, "dim")


def _adopt(app: App, name: str, *, yes: bool) -> None:
    """Show what another state folder holds and, after a yes, take it over."""
    from blogcli.cli.carry_out import confirm
    from blogcli.cli.undoable import history
    from blogcli.store.adopt import adopt, find_state, look_at
    from blogcli.store.own_folder import ignore

    app.blog.state.tell = ignore  # what it would hint at is being done
    held = look_at(find_state(app.blog.state, app.cwd / name, name))
    holds = f"{_commands(held.commands)} and {_files(held.removed)}"
    last = f", the last `{held.last}` of {held.time}" if held.last else ""
    app.terminal.say(f"{held.folder} holds {holds}{last}")
    if not yes:
        confirm(app, "Take over this history, and put aside the one that is here?", "--yes")
    with history(app) as kept:
        done = adopt(kept, held)
    left = f"; {done.left_out} that no command could have made are left out" * bool(done.left_out)
    taken = f"took over {_commands(done.commands)} and {_files(done.removed)}"
    app.terminal.say(taken + left)


def _files(count: int) -> str:
    return "1 removed file" if count == 1 else f"{count or 'no'} removed files"


def _commands(count: int) -> str:
    return "1 command" if count == 1 else f"{count or 'no'} commands"
