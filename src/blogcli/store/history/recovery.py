"""Recover from an interrupted action: roll it back, or complete it if every file is done."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from blogcli.errors import BlogError, Unreadable, os_reason
from blogcli.posts.text.counted import counted
from blogcli.store.fs.atomic_write import (
    Staged,
    Stamp,
    is_same_file,
    link_new,
    make_folders,
    missing,
    put,
    remove,
    stage,
    temp_beside,
)
from blogcli.store.fs.files import BlogPaths, read_file
from blogcli.store.fs.fsync import sync, sync_files, sync_folders
from blogcli.store.fs.lock import locked_if_free
from blogcli.store.fs.state_dir import TRASH, StateDir, in_trash
from blogcli.store.history.journal import Journal
from blogcli.store.history.records import Action, FileRecord, Trashed, digest
from blogcli.store.history.steps import stored_path


class Recovered(NamedTuple):
    """What was interrupted, whether it is done now, and the files that someone else changed."""

    what: str
    files: int
    done: bool
    left: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """Return a message about it for the user."""
        files = counted(self.files, "file")
        became = f"finished {files}" if self.done else f"restored {files}"
        left = f"; kept later changes to {', '.join(self.left)}" if self.left else ""
        kept = " (the old contents are in the trash)" if self.left else ""
        return f"{self.what} was interrupted: {became}{left}{kept}"


def recover(state: StateDir, check: Callable[[str], None] | None = None) -> Recovered | None:
    """Settle an interrupted action; None if there is none, or while another process is at work.

    If there is none, this costs one check for a file. `check` is as in BlogPaths. Raises BlogError
    if nothing can be written.
    """
    if not state.is_pending():
        return None
    found = state.make()
    if found is None:
        message = "a command was interrupted and cannot be rolled back: the folder is not writable"
        raise BlogError(message, path=state.name or "")
    folder = Path(found)
    with locked_if_free(Path(state.root), folder) as is_free:
        if not is_free:
            return None
        journal = Journal(folder)
        try:
            return settle(journal, BlogPaths(state.root, check, folder / TRASH))
        finally:
            journal.close()


def settle(journal: Journal, places: BlogPaths) -> Recovered | None:
    """Do the same as `recover` for a caller that holds the lock."""
    pending = journal.pending()
    action = None if pending is None else journal.action(pending)
    if action is None:
        journal.unmark()
        return None
    rows = journal.rows(action.id)
    if all(_is_done(row, places) for row in rows):
        _discard_temps(action, rows, places)
        for leave in action.leaves:
            with suppress(OSError):
                places.folder(leave).rmdir()
        sync_folders(_folders(action, rows, places))
        journal.unmark()
        return Recovered(_named(action), len(rows), done=True)
    left = roll_back(journal, places, action)
    return Recovered(_named(action), len(rows) - len(left), done=False, left=tuple(left))


def _named(action: Action) -> str:
    of = "" if action.doing == "do" else f"the {action.doing} of "
    return f"{of}`{action.label}`"


def roll_back(journal: Journal, places: BlogPaths, action: Action) -> list[str]:
    """Restore every file to what it was before the action, and delete the action.

    Returns the files that are neither as before nor as the action left them: someone else changed
    them, so they stay as they are, and what they held before goes to the trash. It may be
    interrupted itself, and run again. Raises BlogError if the system refuses.
    """
    rows = journal.rows(action.id)
    try:
        _discard_temps(action, rows, places)
        back = _Back(journal, places, action.token)
        for number, row in reversed(list(enumerate(rows))):
            back.take(number, row)
        back.finish(action)
        for folder in reversed(action.made):
            with suppress(OSError):
                places.folder(folder).rmdir()
        sync_folders(_folders(action, rows, places))
    except OSError as error:
        raise BlogError(
            f"cannot be rolled back: {os_reason(error)}", path=str(error.filename or "")
        ) from None
    journal.forget([action.id])
    journal.unmark()
    return back.left


class _Back:
    """One rollback: what it has yet to write and to remove, and what it leaves as it is."""

    def __init__(self, journal: Journal, places: BlogPaths, token: str) -> None:
        self.journal = journal
        self.places = places
        self.token = token
        self.left: list[str] = []
        self.kept: list[tuple[str, bytes]] = []
        self.versions: list[Staged] = []
        self.surplus: list[Path] = []

    def take(self, number: int, row: FileRecord) -> None:
        """Find out what to do about one file; if it was moved unread, move it back."""
        if row.source == row.target:
            self._take_contents(number, row)
        elif row.after is None and row.target:
            self._take_carried(number, row)
        else:
            self._take_new(row)
            self._take_old(number, row)

    def _take_contents(self, number: int, row: FileRecord) -> None:
        place = self.places.place(row.source)
        held = _digest(place)
        if held == row.after != row.before:
            self._restore(number, row, read_file(place))
        elif held != row.before:
            self._leave(row)

    def _leave(self, row: FileRecord) -> None:
        assert row.before is not None
        self.left.append(row.source)
        self.kept.append((row.source, row.before))

    def _take_carried(self, number: int, row: FileRecord) -> None:
        source, target = self.places.entry(row.source), self.places.entry(row.target)
        is_back, is_there = os.path.lexists(source), os.path.lexists(target)
        if is_there and not is_back:
            make_folders(missing(source.parent))
            link_new(target, source, f"{self.token}-back-{number}")
        elif is_there and _is_copied(row, source, target):
            remove(target)
        elif is_there or not is_back:
            self.left.append(row.target)

    def _take_new(self, row: FileRecord) -> None:
        """Plan to remove the file that was created at the target, after everything is restored."""
        if row.target and os.path.lexists(target := self.places.entry(row.target)):
            if _digest(target) == row.after:
                self.surplus.append(target)
            else:
                self.left.append(row.target)

    def _take_old(self, number: int, row: FileRecord) -> None:
        """Plan to restore what was at the source."""
        if not row.source:
            return
        source = self.places.entry(row.source)
        if not os.path.lexists(source):
            self._restore(number, row, None)
        elif _digest(source) != row.before:
            self._leave(row)

    def _restore(self, number: int, row: FileRecord, held: bytes | None) -> None:
        assert row.before is not None
        version = stage(
            row.source,
            self.journal.contents(row.before),
            before=held,
            places=self.places,
            token=f"{self.token}-back-{number}",
            stamp=Stamp(row.mode, row.mtime_ns),
        )
        self.versions.append(version)

    def finish(self, action: Action) -> None:
        """Write all files that are to be restored, and only then remove others."""
        sync_files([version.temp for version in self.versions])
        for version in self.versions:
            put(version)
        sync_folders(folder for version in self.versions for folder in version.folders)
        for file in self.surplus:
            remove(file)
        self._keep(action)

    def _keep(self, action: Action) -> None:
        """Put the old contents of the files that are left into the trash."""
        trashed = [
            Trashed(stored_path(action.id, path), path, path, action.time) for path, _ in self.kept
        ]
        for one, (_, wanted) in zip(trashed, self.kept, strict=True):
            place = self.places.entry(one.stored)
            make_folders(missing(place.parent))
            place.write_bytes(self.journal.contents(wanted))
            sync(place)
        if trashed:
            self.journal.add_trashed(trashed)


def _is_copied(row: FileRecord, source: Path, target: Path) -> bool:
    """Return whether a file with both names was being moved when the action was interrupted."""
    if os.path.samestat(os.lstat(source), os.lstat(target)):
        return True
    across = in_trash(row.source) or in_trash(row.target)  # to another device it is copied
    return across and is_same_file(source, target)


def _is_done(row: FileRecord, places: BlogPaths) -> bool:
    if row.source == row.target:
        return _digest(places.place(row.source)) == row.after
    if row.source and os.path.lexists(places.entry(row.source)):
        return False
    if row.after is None:
        return not row.target or os.path.lexists(places.entry(row.target))
    return _digest(places.entry(row.target)) == row.after


def _digest(place: Path) -> bytes | None:
    try:
        return digest(read_file(place))
    except Unreadable:
        return None


def _discard_temps(action: Action, rows: Sequence[FileRecord], places: BlogPaths) -> None:
    """Remove the versions beside files, except for what someone else wrote meanwhile."""
    for number, row in enumerate(rows):
        if row.source and row.source != row.target:
            _settle_aside(row, places.entry(row.source), f"{action.token}-old-{number}")
        for path in {row.source, row.target}:
            if path:
                place = places.place(path)
                temp = temp_beside(place, f"{action.token}-{number}")
                back = temp_beside(place, f"{action.token}-back-{number}")
                if row.source == row.target:
                    _settle_swapped(place, temp, new=row.after, old=row.before)
                    _settle_swapped(place, back, new=row.before, old=row.after)
                temp.unlink(missing_ok=True)
                back.unlink(missing_ok=True)


def _settle_aside(row: FileRecord, entry: Path, token: str) -> None:
    """Put back a file that was renamed to be checked and removed."""
    aside = temp_beside(entry, token)
    if os.path.lexists(aside):
        if not os.path.lexists(entry):
            link_new(aside, entry)
        elif _digest(aside) == row.before:
            remove(aside)


def _settle_swapped(place: Path, temp: Path, *, new: bytes | None, old: bytes | None) -> None:
    """Put back what a version replaced, if that was not the old contents."""
    if os.path.lexists(temp) and _digest(place) == new != old:
        held = _digest(temp)
        if held is not None and held not in (new, old):
            temp.replace(place)


def _folders(action: Action, rows: Iterable[FileRecord], places: BlogPaths) -> set[Path]:
    paths = [path for row in rows for path in {row.source, row.target} if path]
    found = {places.place(path).parent for path in paths}
    return found | {places.folder(folder).parent for folder in (*action.made, *action.leaves)}
