"""Recover from an interrupted action: roll it back, or complete it if every file is done."""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from blogcli.errors import BlogError, os_reason
from blogcli.posts.text.counted import counted
from blogcli.store.fs.atomic_write import is_same_file, link_new, remove, temp_of
from blogcli.store.fs.files import BlogPaths, file_or_none
from blogcli.store.fs.lock import locked_if_free
from blogcli.store.fs.state_dir import TRASH, StateDir, in_trash
from blogcli.store.history.carry_out import BACK, carry_out, close_action
from blogcli.store.history.journal import Journal
from blogcli.store.history.records import Action, FileRecord, digest
from blogcli.store.history.reversal import Reversal


def recover(state: StateDir, check: Callable[[str], None] | None = None) -> str:
    """Settle an interrupted action, and return a message about it for the user.

    Return "" if there is none, or while another process is at work.
    If there is none, this costs one check for a file. `check` is as in BlogPaths. Raises BlogError
    if nothing can be written.
    """
    if not state.is_pending():
        return ""
    found = state.make()
    if found is None:
        message = "a command was interrupted and cannot be rolled back: the folder is not writable"
        raise BlogError(message, path=state.name or "")
    folder = Path(found)
    with locked_if_free(Path(state.root), folder) as is_free:
        if not is_free:
            return ""
        with closing(Journal(folder)) as journal:
            return settle(journal, BlogPaths(state.root, check, folder / TRASH))


def settle(journal: Journal, places: BlogPaths) -> str:
    """Do the same as `recover` for a caller that holds the lock."""
    pending = journal.pending()
    action = None if pending is None else journal.action(pending)
    if action is None:
        journal.unmark()
        return ""
    rows = journal.rows(action.id)
    what = ("" if action.doing == "do" else f"the {action.doing} of ") + f"`{action.label}`"
    what += " was interrupted:"
    with _told():
        _settle_temps(action, rows, places)
        if all(_is_done(row, places) for row in rows):
            close_action(action, rows, places, empty=action.leaves)
            journal.unmark()
            return f"{what} finished {counted(len(rows), 'file')}"
    left = roll_back(journal, places, action)
    kept = f"; kept later changes to {', '.join(left)} (the old contents are in the trash)"
    return f"{what} restored {counted(len(rows) - len(left), 'file')}{kept if left else ''}"


def roll_back(journal: Journal, places: BlogPaths, action: Action) -> list[str]:
    """Restore every file to what it was before the action, and delete the action.

    Returns the files that are neither as before nor as the action left them: someone else changed
    them, so they stay as they are, and what they held before goes to the trash. It may be
    interrupted itself, and run again. Raises BlogError if the system refuses.
    """
    rows = journal.rows(action.id)
    back = Reversal(journal, places, action, "leave")
    with _told():
        _settle_temps(action, rows, places)
        back.take(rows)
        carry_out(back.steps, places, action.token + BACK)
        copies = [FileRecord("", copy.stored, None, None) for copy in back.copies]
        close_action(action, [*rows, *copies], places, empty=reversed(action.made))
    if back.copies:
        journal.add_trashed(back.copies)
    journal.forget([action.id])
    journal.unmark()
    return [*back.changed, *back.lost]


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        message = f"cannot be rolled back: {os_reason(error)}"
        raise BlogError(message, path=str(error.filename or "")) from None


def _settle_temps(action: Action, rows: Iterable[FileRecord], places: BlogPaths) -> None:
    """Remove the temporary files of an action, but put back what someone else wrote meanwhile."""
    for row in rows:
        back = FileRecord(row.target, row.source, row.after, row.before)
        for one, token in ((row, action.token), (back, action.token + BACK)):
            if one.source == one.target:
                _settle_version(places.place(one.target), token, one)
            elif one.target:
                temp_of(places.entry(one.target), token).unlink(missing_ok=True)
            if one.source and one.source != one.target:
                _settle_aside(places.entry(one.source), token, one)
        if row.is_carried:
            _settle_carried(places.entry(row.source), places.entry(row.target), row)


def _settle_version(place: Path, token: str, row: FileRecord) -> None:
    """Remove a new version, or what it replaced; put that back if it was not the old contents."""
    temp = temp_of(place, token)
    if os.path.lexists(temp):
        held = _digest(temp)
        if _digest(place) == row.after != row.before and held not in (row.before, row.after, None):
            temp.replace(place)
        else:
            temp.unlink()


def _settle_aside(entry: Path, token: str, row: FileRecord) -> None:
    """Put back a file that was renamed to be checked and removed."""
    aside = temp_of(entry, token)
    if os.path.lexists(aside):
        if not os.path.lexists(entry):
            link_new(aside, entry)
        elif _digest(aside) == row.before:
            remove(aside)


def _settle_carried(source: Path, target: Path, row: FileRecord) -> None:
    """Give a file that was being moved, and has both names, its old one alone."""
    if os.path.lexists(source) and os.path.lexists(target):
        across = in_trash(row.source) or in_trash(row.target)  # to another device it is copied
        same = os.path.samestat(os.lstat(source), os.lstat(target))
        if same or (across and is_same_file(source, target)):
            remove(target)


def _is_done(row: FileRecord, places: BlogPaths) -> bool:
    if row.source == row.target:
        return _digest(places.place(row.source)) == row.after
    if row.source and os.path.lexists(places.entry(row.source)):
        return False
    if row.after is None:
        return not row.target or os.path.lexists(places.entry(row.target))
    return _digest(places.entry(row.target)) == row.after


def _digest(place: Path) -> bytes | None:
    held = file_or_none(place)
    return None if held is None else digest(held)
