"""Reverse an action: find the steps that make every file what it was before."""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from blogcli.errors import Conflict, Unreadable
from blogcli.store.changes.change import FileChange
from blogcli.store.fs.atomic_write import AGAIN, Stamp
from blogcli.store.fs.files import BlogPaths, current_contents, read_file
from blogcli.store.fs.state_dir import in_trash
from blogcli.store.history.journal import Journal
from blogcli.store.history.records import FileRecord, Trashed, digest
from blogcli.store.history.steps import FileStep, LateStep, stored_path


class UndoPlan:
    """The steps that reverse rows of the journal, carried out as the action with id `action`.

    `changed` lists the files that are not as the rows left them. With `force` they are reversed
    anyway, and what they hold now goes to the trash: `copies` lists it. `lost` are files that were
    moved and no longer exist.
    """

    def __init__(
        self, journal: Journal, places: BlogPaths, action: int, time: str, *, force: bool
    ) -> None:
        self.journal = journal
        self.places = places
        self.action = action
        self.time = time
        self.force = force
        self.steps: list[FileStep] = []
        self.changed: list[str] = []
        self.lost: list[str] = []
        self.copies: list[Trashed] = []

    def take(self, rows: Sequence[FileRecord]) -> None:
        """Find the steps that reverse these rows, the last of them first."""
        for row in reversed(rows):
            if row.source == row.target:
                self._restore(row, expected=row.after)
            elif row.source and row.target and row.after is None:
                self._carry_back(row)
            else:
                if row.source:
                    self._restore(row, expected=None)
                if row.target:
                    self._take_away(row)

    def _restore(self, row: FileRecord, expected: bytes | None) -> None:
        """Restore the source's old contents; its digest should be `expected`, None for no file."""
        assert row.before is not None
        held = current_contents(self.places, row.source)
        found = None if held is None else digest(held)
        if found == row.before:
            return
        if found != expected and not self._forced(row.source, held):
            return
        stamp, contents = Stamp(row.mode, row.mtime_ns), partial(self.journal.contents, row.before)
        if held is None:
            self.steps.append(LateStep("", row.source, contents, stamp))
        else:
            self.steps.append(FileStep(row.source, row.source, held, contents(), stamp))

    def _take_away(self, row: FileRecord) -> None:
        """Remove the target, which should hold what the row gave it."""
        held = current_contents(self.places, row.target)
        if held is None:
            if row.source and not self.force:
                self.changed.append(row.target)
        elif digest(held) == row.after or self._forced(row.target, held):
            self.steps.append(
                LateStep(row.target, "", partial(self._still, row.target, digest(held)))
            )

    def _still(self, path: str, wanted: bytes) -> bytes:
        """Return what the file holds, unchanged since it was checked. Raises Conflict otherwise."""
        held = current_contents(self.places, path)
        if held is None or digest(held) != wanted:
            raise Conflict("the file has changed since it was read", AGAIN, path=path)
        return held

    def _carry_back(self, row: FileRecord) -> None:
        source, target = self.places.entry(row.source), self.places.entry(row.target)
        if not os.path.lexists(target):
            if not self._is_same(source, row):
                self.lost.append(row.source if in_trash(row.target) else row.target)
        elif os.path.lexists(source):
            self.changed.append(row.source)
        else:
            if not (self.force or in_trash(row.target) or self._is_same(target, row)):
                self.changed.append(row.target)
            else:
                self.steps.append(FileStep(row.target, row.source))

    def _is_same(self, place: Path, row: FileRecord) -> bool:
        """Return whether the file is the one that the row moved, by contents if they are known."""
        try:
            status = os.lstat(place)
            if row.before is not None:
                return digest(read_file(place)) == row.before
        except (OSError, Unreadable):
            return False
        return (status.st_size, status.st_mtime_ns) == (row.size, row.mtime_ns)

    def _forced(self, path: str, held: bytes | None) -> bool:
        """Return whether a changed file is reversed anyway; then a copy goes to the trash."""
        if not self.force:
            self.changed.append(path)
            return False
        if held is not None:
            status = self.places.place(path).stat()
            stored = stored_path(self.action, path)
            stamp = Stamp(stat.S_IMODE(status.st_mode), status.st_mtime_ns)
            self.steps.append(FileStep("", stored, None, held, stamp))
            self.copies.append(Trashed(stored, path, path, self.time))
        return True


def as_changes(steps: Sequence[FileStep], places: BlogPaths) -> list[FileChange]:
    """Return the steps as changes to show: a restored file is created, a removed one deleted."""
    shown: list[FileChange] = []
    for step in steps:
        if in_trash(step.target) and not step.source:
            continue
        if in_trash(step.source):
            shown.append(FileChange.create(step.target, _contents(places.entry(step.source))))
        elif in_trash(step.target) or not step.target:
            shown.append(FileChange.trash(step.source, step.before))
        elif step.carries:
            shown.append(FileChange(step.source, step.before, step.before, step.target))
        else:
            shown.append(FileChange(step.source or step.target, step.before, step.after))
    return shown


def _contents(file: Path) -> bytes:
    try:
        return read_file(file)
    except Unreadable:
        return b""
