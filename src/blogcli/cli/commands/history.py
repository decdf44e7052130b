"""`blog history`: list the commands that changed the blog."""

from __future__ import annotations

import click

from blogcli.cli.app import App, pass_app
from blogcli.cli.click_ext import BlogCommand, option
from blogcli.cli.options import limit_option
from blogcli.errors import UsageError
from blogcli.posts.text.counted import counted


@click.command("history", cls=BlogCommand)
@click.argument("number", type=int, required=False, metavar="[N]")
@limit_option("commands")
@option("--json", "as_json", is_flag=True, help="Print a JSON list.")
@option("--prune", is_flag=True, help="Remove old commands now; see history.keep.")
@option("--adopt", metavar="FOLDER", help="Take over the history in FOLDER; asks first.")
@option("-y", "--yes", is_flag=True, help="Do not ask for confirmation (--adopt).")
@option("--keep", metavar="HOW", help="Keep this much with --prune, as 500 (commands) or 90d.")
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
    """List the commands that changed the blog.

    Newest first, with number, time, state (done or undone), and number of files. N lists the files
    that command N changed. The size of the history is shown on stderr.

    The setting history.keep (default: 500 commands) limits the history. --prune applies the limit
    now and frees the disk space.

    The history is in your state folder, not in the blog. --adopt takes over the history in FOLDER:
    the .blog/ of an earlier version, or the state folder of a blog restored from a backup.

    \b
    Examples:
      blog history
      blog history 12
      blog history --prune --keep 90d
      blog history --adopt .blog
    """
    from blogcli.cli.apply_changes import open_history
    from blogcli.output.reports.history import write_changed_files, write_history, written_size
    from blogcli.store.history.log import changed_files, history_entries
    from blogcli.store.history.retention import sizes

    if keep is not None and not prune:
        raise UsageError("--keep needs --prune", "to keep it permanently, set history.keep")
    state = app.blog.state
    if adopt is not None:
        _adopt(app, adopt, yes=yes)
    elif prune:
        with open_history(app, keep) as kept:
            gone = kept.prune()
        app.terminal.say(
            f"Removed {_commands(gone)} from the history; {written_size(*sizes(state))}"
        )
    elif number is not None:
        write_changed_files(app.terminal, changed_files(state, number), as_json=as_json)
    else:
        found = history_entries(state)
        rows = [(one.number, one.time, one.state, one.files, one.label) for one in found[:limit]]
        write_history(app.terminal, rows, app.now, as_json=as_json)
        line = f"{_commands(len(found))}; {written_size(*sizes(state))}"
        app.terminal.say(line, "dim")


def _adopt(app: App, name: str, *, yes: bool) -> None:
    """Show what another state folder contains, ask, and take it over."""
    from blogcli.cli.apply_changes import open_history
    from blogcli.cli.questions import confirm
    from blogcli.store.fs.state_dir import say_nothing
    from blogcli.store.history.adopt import adopt, find_state, summarize_state

    app.blog.state.tell = say_nothing  # it would only suggest this command
    held = summarize_state(find_state(app.blog.state, app.cwd / name, name))
    holds = _holds(held.commands, held.removed)
    last = f"; the last is `{held.last}` ({held.time})" if held.last else ""
    app.terminal.say(f"{held.folder} contains {holds}{last}")
    if not yes:
        confirm(app, "Take over this history and set the current one aside?", "--yes")
    with open_history(app) as kept:
        done = adopt(kept, held)
    left = f"; skipped {done.left_out} invalid entries" * bool(done.left_out)
    taken = f"Took over {_holds(done.commands, done.removed)}"
    app.terminal.say(taken + left)


def _holds(commands: int, removed: int) -> str:
    return f"{_commands(commands)} and {counted(removed, 'removed file', 'no')}"


def _commands(count: int) -> str:
    return counted(count, "command", "no")
