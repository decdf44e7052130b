"""The history of a blog: apply changes, and undo whole commands with exact bytes, mode and time."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from blogcli.errors import BlogError, Conflict, NotFound
from blogcli.store.callbacks import OnProgress, no_progress
from blogcli.store.changes.change import ChangeKind, FileChange
from blogcli.store.fs.files import BlogPaths, current_contents, read_file
from blogcli.store.fs.lock import locked
from blogcli.store.fs.state_dir import HISTORY, TRASH, StateDir, say_nothing
from blogcli.store.history.journal import Journal
from blogcli.store.history.log import latest, unknown_command
from blogcli.store.history.records import Action, Doing, FileRecord, Trashed, digest
from blogcli.store.history.recovery import settle
from blogcli.store.history.retention import prune
from blogcli.store.history.reversal import Reversal, as_changes
from blogcli.store.history.steps import FileStep, folders_left, steps_of, stored_path
from blogcli.store.history.transaction import perform
from blogcli.store.settings.keep import KEEP, Keep


class FileCopy(NamedTuple):
    """A file at one moment, recorded because another program is about to change it."""

    path: str
    data: bytes
    mode: int
    mtime_ns: int


def copy_file(root: Path, path: str) -> FileCopy:
    """Return the file as it is now. Raises Unreadable."""
    data = read_file(root / path, root=root)
    status = (root / path).stat()
    return FileCopy(path, data, stat.S_IMODE(status.st_mode), status.st_mtime_ns)


@dataclass
class History:
    """The history of the blog that `state` belongs to.

    `now` is when the command is called. It is only recorded; the order is that of numbers. Folders
    in `kept` are not removed when they are empty. Commands beyond the limit `keep` are pruned.
    `check` is as in BlogPaths. `tell` receives a message about a command that was interrupted
    before, `progress` how far a long one has come.
    """

    state: StateDir
    now: datetime
    kept: Collection[str] = ()
    keep: Keep = KEEP
    check: Callable[[str], None] | None = None
    tell: Callable[[str], None] = say_nothing
    progress: OnProgress = no_progress
    places: BlogPaths = field(init=False)

    def __post_init__(self) -> None:
        self.places = BlogPaths(self.state.root, self.check)

    def apply(self, changes: Sequence[FileChange], label: str) -> int:
        """Apply changes, all or none, record them under a new number, and return it.

        Raises as transaction.perform, and Conflict while another process writes.
        """
        with self.writing() as journal:
            action = self._action(journal, "do", journal.next_number(), label)
            steps = steps_of(changes, action.id)
            self._perform(journal, action, steps, self._trashed(changes, action.id))
            with suppress(BlogError):  # the change is made even if pruning fails
                prune(journal, self.keep, self.now)
            return action.number

    def prune(self) -> int:
        """Delete the commands beyond the limit, free their disk space, and return how many."""
        with self.writing() as journal:
            gone = prune(journal, self.keep, self.now)
            journal.shrink()
            return gone

    def perform(self, steps: Sequence[FileStep], label: str) -> None:
        """Carry out steps that are not a user's changes, such as restoring files from the trash."""
        with self.writing() as journal:
            action = self._action(journal, "do", journal.next_number(), label)
            self._perform(journal, action, steps)

    def record(self, before: Sequence[FileCopy], label: str) -> None:
        """Record what another program did to these files, as a command."""
        with self.writing() as journal:
            action = self._action(journal, "do", journal.next_number(), label)
            rows = [self._seen(one) for one in before]
            journal.add(action, rows, [one.data for one in before])

    def _seen(self, before: FileCopy) -> FileRecord:
        path = before.path
        held = current_contents(self.places, path)
        after = None if held is None else digest(held)
        target = "" if held is None else path
        size = len(before.data)
        return FileRecord(
            path, target, digest(before.data), after, size, before.mode, before.mtime_ns
        )

    def amend(self, number: int, path: str) -> None:
        """Record another program's later change to a file as part of the command that made it."""
        with self.writing() as journal:
            held = current_contents(self.places, path)
            if held is not None:
                journal.saw(_numbered(latest(journal), number).id, path, held)

    def undo(self, number: int | None, *, force: bool = False, dry: bool = False) -> UndoResult:
        """Undo the command with that number, or the last one that is not undone.

        If files changed since, nothing is undone and Conflict names them. With `force` it is
        undone, and copies of them go to the trash. `dry` only checks. Raises NotFound if there is
        no such command.
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

    def redo(self, *, force: bool = False, dry: bool = False) -> UndoResult:
        """Redo the last command that was undone. Raises as `undo`."""
        self._need_one("redo")
        with self.writing() as journal:
            undone = [action for action in latest(journal).values() if action.doing == "undo"]
            if not undone:
                raise _nothing_to("redo")
            last = max(undone, key=lambda action: action.id)
            return self._take_back(journal, last, "redo", force=force, dry=dry)

    def _need_one(self, doing: Doing) -> None:
        """Raise NotFound if there is no history, instead of creating an empty one."""
        if not os.path.exists(f"{self.state.find()}/{HISTORY}"):
            raise _nothing_to(doing)

    def _take_back(
        self, journal: Journal, last: Action, doing: Doing, *, force: bool, dry: bool
    ) -> UndoResult:
        action = self._action(journal, doing, last.number, last.label)
        back = Reversal(journal, self.places, action, "force" if force else "refuse")
        rows = journal.rows(last.id)
        back.take(rows)
        if back.changed or (back.lost and not force):
            raise _changed(back, doing, force=force)
        if not dry:
            self._perform(journal, action, back.steps, back.copies)
        return UndoResult(
            last.number,
            last.label,
            tuple(as_changes(back.steps, self.places) if dry else ()),
            len(rows),
            tuple(copy.path for copy in back.copies),
            tuple(back.lost),
        )

    def _perform(
        self,
        journal: Journal,
        action: Action,
        steps: Sequence[FileStep],
        trashed: Sequence[Trashed] = (),
    ) -> None:
        action = action._replace(leaves=folders_left(steps, self.places, self.kept))
        perform(journal, self.places, action, steps, trashed, self.progress)

    def _action(self, journal: Journal, doing: Doing, number: int, label: str) -> Action:
        time = self.now.isoformat(timespec="seconds")
        return Action(journal.next_id(), number, doing, label, time, os.urandom(4).hex(), (), ())

    def _trashed(self, changes: Sequence[FileChange], action: int) -> list[Trashed]:
        """Return the files that go to the trash; an unread file belongs to the post before it."""
        found: list[Trashed] = []
        post = ""
        time = self.now.isoformat(timespec="seconds")
        for change in changes:
            if change.kind is ChangeKind.TRASH:
                post = post if change.old is None and post else change.path
                stored = stored_path(action, change.path)
                found.append(Trashed(stored, change.path, post, time))
        return found

    @contextmanager
    def writing(self) -> Iterator[Journal]:
        """Hold the lock and yield the journal; an interrupted action is settled first.

        If the user has no folder for state, the journal lasts only as long as the command.
        """
        root = self.state.root
        with self._folder() as folder, locked(Path(root), folder):
            trash = folder / TRASH if str(folder) == self.state.name else None
            self.places = BlogPaths(root, self.check, trash)
            with closing(Journal(folder)) as journal:
                if journal.pending_file.exists() and (said := settle(journal, self.places)):
                    self.tell(said)
                yield journal

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


def write_files(root: Path, changes: Sequence[FileChange]) -> None:
    """Create and write files in a folder, which may be new, all or none; no history is kept.

    They are files that `blog undo` has nothing to do with, as those of a new blog. Raises as
    `History.apply`.
    """
    root.mkdir(parents=True, exist_ok=True)
    homeless = StateDir(os.path.realpath(root), {})
    History(homeless, datetime.fromtimestamp(0, UTC)).apply(changes, "")


class UndoResult(NamedTuple):
    """A command that was undone or redone: what that changed, or would change.

    `copies` are files that had changed since, whose copies are in the trash. `lost` are files that
    were moved and no longer exist.
    """

    number: int
    label: str
    changes: tuple[FileChange, ...]
    files: int
    copies: tuple[str, ...]
    lost: tuple[str, ...]


def _numbered(actions: Mapping[int, Action], number: int) -> Action:
    if number not in actions:
        raise unknown_command(number)
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
