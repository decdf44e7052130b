"""Reverse an action: find the steps that make every file what it was before."""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Literal, TypeAlias

from blogcli.errors import BlogError, Conflict, UsageError
from blogcli.store.changes.change import FileChange
from blogcli.store.fs.atomic_write import AGAIN, Stamp
from blogcli.store.fs.content import Content, Spooled, loaded
from blogcli.store.fs.files import BlogPaths, current_contents, file_or_none
from blogcli.store.fs.state_dir import in_trash
from blogcli.store.history.journal import Journal
from blogcli.store.history.records import Action, FileRecord, Trashed, digest
from blogcli.store.history.steps import FileStep, stored_path

Policy: TypeAlias = Literal["refuse", "force", "leave"]
"""What becomes of a file that somebody changed since.

Undo refuses, and changes nothing. With `force` it is reversed, and what it holds now goes to the
trash. A recovery leaves it as it is, and what it held before goes to the trash.
"""

_UNREADABLE = b"", b""
"""Contents and digest of what is no readable file: no action has left that."""


class Reversal:
    """The steps that reverse rows of the journal; `action` names their copies in the trash.

    `changed` lists the files that are neither as the rows left them nor as they were before, `lost`
    those that were moved and no longer exist, `copies` what the steps put into the trash.
    """

    def __init__(self, journal: Journal, places: BlogPaths, action: Action, policy: Policy) -> None:
        self.journal = journal
        self.places = places
        self.action = action
        self.policy = policy
        self.steps: list[FileStep] = []
        self.changed: list[str] = []
        self.lost: list[str] = []
        self.copies: list[Trashed] = []

    def take(self, rows: Sequence[FileRecord]) -> None:
        """Find the steps that reverse these rows, the last of them first."""
        for row in reversed(rows):
            if row.is_carried:
                self._carry_back(row)
            else:
                if row.source:
                    self._restore(row)
                if row.target and row.target != row.source:
                    self._remove(row)

    def _restore(self, row: FileRecord) -> None:
        """Restore the source's old contents, unless it has them."""
        assert row.before is not None
        held, found = self._held(row.source)
        left = row.after if row.source == row.target else None
        if found != row.before and (found == left or self._may_replace(row.source, held, row)):
            self._write(row.source, found, self._before(row), _stamp(row))

    def _remove(self, row: FileRecord) -> None:
        """Remove the target, which should hold what the row gave it."""
        held, found = self._held(row.target)
        if found is None:
            if row.source and self.policy == "refuse":
                self.changed.append(row.target)
        elif found == row.after or self._may_replace(row.target, held):
            self.steps.append(FileStep(row.target, "", self._now(row.target, found)))

    def _carry_back(self, row: FileRecord) -> None:
        source, target = self.places.entry(row.source), self.places.entry(row.target)
        if not os.path.lexists(target):
            if not self._is_same(source, row):
                self.lost.append(row.source if in_trash(row.target) else row.target)
        elif os.path.lexists(source):
            self.changed.append(row.source)
        elif self.policy == "refuse" and not (in_trash(row.target) or self._is_same(target, row)):
            self.changed.append(row.target)
        else:
            self.steps.append(FileStep(row.target, row.source))

    def _held(self, path: str) -> tuple[bytes | None, bytes | None]:
        """Return what a file holds now, and its digest; None for no file."""
        try:
            held = current_contents(self.places, path)
        except BlogError as error:
            if self.policy != "leave" or isinstance(error, UsageError):
                raise
            return _UNREADABLE
        return held, None if held is None else digest(held)

    def _before(self, row: FileRecord) -> Spooled:
        assert row.before is not None
        return Spooled(partial(self.journal.contents, row.before), row.before)

    def _now(self, path: str, found: bytes) -> Spooled:
        return Spooled(partial(self._unchanged, path, found), found)

    def _unchanged(self, path: str, wanted: bytes) -> bytes:
        """Return what the file holds, unchanged since it was checked. Raises Conflict otherwise."""
        held = current_contents(self.places, path)
        if held is None or digest(held) != wanted:
            raise Conflict("the file has changed since it was read", AGAIN, path=path)
        return held

    def _is_same(self, place: Path, row: FileRecord) -> bool:
        """Return whether the file is the one that the row moved, by contents if they are known."""
        try:
            status = os.lstat(place)
        except OSError:
            return False
        if row.before is not None:
            held = file_or_none(place)
            return held is not None and digest(held) == row.before
        return (status.st_size, status.st_mtime_ns) == (row.size, row.mtime_ns)

    def _may_replace(self, path: str, held: bytes | None, row: FileRecord | None = None) -> bool:
        """Return whether a changed file is reversed anyway; `row` has what it held before."""
        if self.policy == "force":
            if held is not None:
                status = self.places.place(path).stat()
                self._copy(path, held, Stamp(stat.S_IMODE(status.st_mode), status.st_mtime_ns))
            return True
        self.changed.append(path)
        if self.policy == "leave" and row is not None:
            self._copy(path, self._before(row), _stamp(row))
        return False

    def _copy(self, path: str, contents: Content, stamp: Stamp) -> None:
        """Put contents of a changed file into the trash; an interrupted recovery may have."""
        stored = stored_path(self.action.id, path)
        found = self._held(stored)[1]
        if found != digest(contents):
            self._write(stored, found, contents, stamp)
        self.copies.append(Trashed(stored, path, path, self.action.time))

    def _write(self, path: str, found: bytes | None, contents: Content, stamp: Stamp) -> None:
        """Write contents to a file that holds those with the digest `found`, None for no file."""
        source, old = ("", None) if found is None else (path, self._now(path, found))
        self.steps.append(FileStep(source, path, old, contents, stamp))


def _stamp(row: FileRecord) -> Stamp:
    return Stamp(row.mode, row.mtime_ns)


def as_changes(steps: Sequence[FileStep], places: BlogPaths) -> list[FileChange]:
    """Return the steps as changes to show: a restored file is created, a removed one deleted."""
    shown: list[FileChange] = []
    for step in steps:
        old, new = loaded(step.old), loaded(step.new)
        if in_trash(step.target) and not step.source:
            continue
        if in_trash(step.source):
            held = file_or_none(places.entry(step.source))
            shown.append(FileChange(step.target, None, held or b""))
        elif in_trash(step.target) or not step.target:
            shown.append(FileChange.trash(step.source, old))
        elif step.carries:
            shown.append(FileChange(step.source, old, old, step.target))
        else:
            shown.append(FileChange(step.source or step.target, old, new))
    return shown
