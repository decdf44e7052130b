"""Read the history of a blog: the commands in it, and what each did to files."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

from blogcli.errors import NotFound
from blogcli.store.fs.state_dir import HISTORY, StateDir, in_trash
from blogcli.store.history.journal import Journal
from blogcli.store.history.records import Action, FileRecord


class HistoryEntry(NamedTuple):
    """A command in the history; `time` is in ISO 8601, `state` is "done" or "undone"."""

    number: int
    time: str
    label: str
    files: int
    state: str


@contextmanager
def kept_journal(state: StateDir) -> Iterator[Journal | None]:
    """Yield the journal of a blog for reading; None if nothing was changed yet."""
    folder = state.find()
    if folder is None or not Path(folder, HISTORY).exists():
        yield None
        return
    with closing(Journal(Path(folder))) as journal:
        yield journal


def latest(journal: Journal) -> dict[int, Action]:
    """Return the last action of each command, by its number."""
    return {action.number: action for action in journal.actions()}


def history_entries(state: StateDir) -> list[HistoryEntry]:
    """Return all commands in the history, latest first."""
    with kept_journal(state) as journal:
        if journal is None:
            return []
        counts = dict(journal.reading("SELECT action, count(*) FROM file GROUP BY action"))
        last = latest(journal)
        first = [action for action in journal.actions() if action.doing == "do"]
    return [
        HistoryEntry(
            action.number,
            action.time,
            action.label,
            counts.get(action.id, 0),
            "undone" if last[action.number].doing == "undo" else "done",
        )
        for action in reversed(first)
    ]


def changed_files(state: StateDir, number: int) -> list[tuple[str, str, str]]:
    """Return what a command did to each file: a verb, the path, and the new path of a move.

    Raises NotFound for a number that no command has.
    """
    with kept_journal(state) as journal:
        actions = [] if journal is None else journal.actions()
        first = next((action for action in actions if action.number == number), None)
        if journal is None or first is None:
            raise unknown_command(number)
        return [_told(row) for row in journal.rows(first.id)]


def unknown_command(number: int) -> NotFound:
    """Return the error for a number that no command has."""
    return NotFound(f"no command {number} in the history", "`blog history` lists them all")


def _told(row: FileRecord) -> tuple[str, str, str]:
    if row.source == row.target:
        return "write", row.source, ""
    if not row.source:
        return "create", row.target, ""
    if in_trash(row.source):
        return "restore", row.target, ""
    if not row.target or in_trash(row.target):
        return "trash" if row.target else "remove", row.source, ""
    return "move", row.source, row.target
