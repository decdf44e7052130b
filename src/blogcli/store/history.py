"""What commands did to a blog, and taking it back: whole commands, exact bytes, mode and time."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from blogcli.errors import BlogError, Conflict, NotFound
from blogcli.store.actions import Action, Doing, Row, Trashed, digest
from blogcli.store.changes import Change, Kind
from blogcli.store.files import Places, read_file
from blogcli.store.journal import Journal
from blogcli.store.lock import locked
from blogcli.store.own_folder import HISTORY, TRASH, StateDir, ignore
from blogcli.store.past import latest, unknown
from blogcli.store.recovery import settle
from blogcli.store.retention import KEEP, Keep, prune
from blogcli.store.reversal import Reversal, as_changes, held_by
from blogcli.store.steps import Step, steps_of, stored_path
from blogcli.store.transaction import Progress, Transaction, silent


class Snapshot(NamedTuple):
    """A file at a moment, to be kept when another program changes it."""

    path: str
    data: bytes
    mode: int
    mtime_ns: int


def snapshot(root: Path, path: str) -> Snapshot:
    """The file as it is now; raises Unreadable."""
    data = read_file(root / path, root=root)
    status = (root / path).stat()
    return Snapshot(path, data, stat.S_IMODE(status.st_mode), status.st_mtime_ns)


@dataclass
class History:
    """The history of the blog that `state` is of.

    `now` is when the command is called, which is only noted: what came first is told by numbers.
    Folders of `kept` stay though they are empty; commands that `keep` lets go are forgotten.
    `check` is as in Places. `tell` is given a sentence about a command that was cut off before,
    `progress` how far a long one has come.
    """

    state: StateDir
    now: datetime
    kept: Collection[str] = ()
    keep: Keep = KEEP
    check: Callable[[str], None] | None = None
    tell: Callable[[str], None] = ignore
    progress: Progress = silent
    places: Places = field(init=False)

    def __post_init__(self) -> None:
        self.places = Places(self.state.root, self.check)

    def apply(self, changes: Sequence[Change], label: str) -> int:
        """Carry out changes, all or none, and keep them under a new number, which is the answer.

        Raises as transaction.perform; Conflict as well where another process is at work.
        """
        with self.writing() as journal:
            action = self._action(journal, "do", journal.next_number(), label)
            steps = steps_of(changes, action.id)
            self._perform(journal, action, steps, self._trashed(changes, action.id))
            with suppress(BlogError):  # the change is made, come what may of older ones
                prune(journal, self.keep, self.now)
            return action.number

    def prune(self) -> int:
        """Forget the commands that need not be kept, and give back their room; gives how many."""
        with self.writing() as journal:
            gone = prune(journal, self.keep, self.now)
            journal.shrink()
            return gone

    def perform(self, steps: Sequence[Step], label: str) -> None:
        """Carry out steps that are no changes of a user, as files come back from the trash."""
        with self.writing() as journal:
            action = self._action(journal, "do", journal.next_number(), label)
            self._perform(journal, action, steps, ())

    def record(self, before: Sequence[Snapshot], label: str) -> None:
        """Keep what another program did to these files, as a command of ours."""
        with self.writing() as journal:
            action = self._action(journal, "do", journal.next_number(), label)
            rows = [self._seen(one) for one in before]
            journal.add(action, rows, [one.data for one in before])

    def _seen(self, before: Snapshot) -> Row:
        path = before.path
        held = held_by(self.places, path)
        after = None if held is None else digest(held)
        target = "" if held is None else path
        size = len(before.data)
        return Row(path, target, digest(before.data), after, size, before.mode, before.mtime_ns)

    def amend(self, number: int, path: str) -> None:
        """Count what another program did to a file since as a part of the command that made it."""
        with self.writing() as journal:
            held = held_by(self.places, path)
            if held is not None:
                journal.saw(_numbered(latest(journal), number).id, path, held)

    def undo(self, number: int | None, *, force: bool = False, dry: bool = False) -> Taken:
        """Take back the command of that number, or the last that is not taken back.

        Where files changed since, nothing is, and Conflict names them; with `force` it is, and a
        copy of them is in the trash. `dry` only finds out. Raises NotFound for no such command.
        """
        self._need_one("undo")
        with self.writing() as journal:
            done = latest(journal)
            if number is None:
                standing = [action for action in done.values() if action.doing != "undo"]
                if not standing:
                    raise _nothing_to("undo")
                last = max(standing, key=lambda action: action.number)
            else:
                last = _numbered(done, number)
                if last.doing == "undo":
                    raise NotFound(f"command {number} is already undone", "`blog redo` redoes it")
            return self._take_back(journal, last, "undo", force=force, dry=dry)

    def redo(self, *, force: bool = False, dry: bool = False) -> Taken:
        """Take back the last undo that is not taken back; raises as `undo`."""
        self._need_one("redo")
        with self.writing() as journal:
            undone = [action for action in latest(journal).values() if action.doing == "undo"]
            if not undone:
                raise _nothing_to("redo")
            last = max(undone, key=lambda action: action.id)
            return self._take_back(journal, last, "redo", force=force, dry=dry)

    def _need_one(self, doing: Doing) -> None:
        """Make no history only to find nothing in it."""
        if not os.path.exists(f"{self.state.find()}/{HISTORY}"):
            raise _nothing_to(doing)

    def _take_back(
        self, journal: Journal, last: Action, doing: Doing, *, force: bool, dry: bool
    ) -> Taken:
        action = self._action(journal, doing, last.number, last.label)
        back = Reversal(journal, self.places, action.id, action.time, force=force)
        rows = journal.rows(last.id)
        back.take(rows)
        if back.changed or (back.lost and not force):
            raise _changed(back, doing, force=force)
        if not dry:
            self._perform(journal, action, back.steps, back.copies)
        return Taken(
            last.number,
            last.label,
            tuple(as_changes(back.steps, self.places) if dry else ()),
            len(rows),
            tuple(copy.path for copy in back.copies),
            tuple(back.lost),
        )

    def _perform(
        self, journal: Journal, action: Action, steps: Sequence[Step], trashed: Sequence[Trashed]
    ) -> None:
        Transaction(journal, self.places, self.kept, self.progress).perform(action, steps, trashed)

    def _action(self, journal: Journal, doing: Doing, number: int, label: str) -> Action:
        time = self.now.isoformat(timespec="seconds")
        return Action(journal.next_id(), number, doing, label, time, os.urandom(4).hex(), (), ())

    def _trashed(self, changes: Sequence[Change], action: int) -> list[Trashed]:
        """What goes to the trash; a file that goes unread goes with the post before it."""
        found: list[Trashed] = []
        post = ""
        time = self.now.isoformat(timespec="seconds")
        for change in changes:
            if change.kind is Kind.TRASH:
                post = post if change.before is None and post else change.path
                stored = stored_path(action, change.path)
                found.append(Trashed(stored, change.path, post, time))
        return found

    @contextmanager
    def writing(self) -> Iterator[Journal]:
        """The journal, with the lock; what was cut off before is settled first.

        Where the user has no folder for state it is kept as long as the command runs.
        """
        root = self.state.root
        with self._folder() as folder, locked(Path(root), folder):
            trash = folder / TRASH if str(folder) == self.state.name else None
            self.places = Places(root, self.check, trash)
            journal = Journal(folder)
            try:
                if journal.pending_file.exists() and (found := settle(journal, self.places)):
                    self.tell(found.sentence)
                yield journal
            finally:
                journal.close()

    @contextmanager
    def _folder(self) -> Iterator[Path]:
        folder = self.state.make()
        if folder is not None:
            yield Path(folder)
            return
        from tempfile import TemporaryDirectory

        where = self.state.name or "$XDG_STATE_HOME"
        self.tell(f"this change cannot be undone: {where} is not writable")
        with TemporaryDirectory(prefix="blogcli-") as temporary:
            yield Path(temporary)


class Taken(NamedTuple):
    """A command that was taken back or done again: what it changed, or would change.

    `copies` are files that had been changed since, whose copies are in the trash; `lost` are those
    that were moved and are gone since.
    """

    number: int
    label: str
    changes: tuple[Change, ...]
    files: int
    copies: tuple[str, ...]
    lost: tuple[str, ...]


def _numbered(actions: Mapping[int, Action], number: int) -> Action:
    if number not in actions:
        raise unknown(number)
    return actions[number]


def _nothing_to(doing: Doing) -> NotFound:
    return NotFound(f"nothing to {doing}", "`blog history` lists the commands")


def _changed(back: Reversal, doing: Doing, *, force: bool) -> Conflict:
    files = [*back.changed, *back.lost]
    what = "changed since then" if len(files) == 1 else f"{len(files)} files changed since then"
    hint = f"--force {doing}es anyway; your version goes to the trash"
    if force:
        hint = "move it out of the way first"
    if len(files) > 1:
        hint = f"{', '.join(files)}; {hint}"
    return Conflict(what, hint, path=files[0] if len(files) == 1 else "")
