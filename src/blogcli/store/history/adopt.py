"""Import the history of another state folder without trusting it.

The folder may come from an earlier version, a backup or a stranger. So its database is opened
read-only, no SQLite journal is rolled back, the schema must be blogcli's own, and a row is accepted
only if a command could have written it.
"""

import json
import os
import sqlite3
import stat
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from blogcli.errors import BlogError, NotFound, UsageError
from blogcli.store.fs.files import MAX_SIZE, BlogPaths
from blogcli.store.fs.state_dir import EARLIER, HISTORY, TRASH, StateDir, in_trash, open_private
from blogcli.store.history.history import History
from blogcli.store.history.journal import TABLES, VERSION, Journal, is_token, unpacked
from blogcli.store.history.records import Action, FileRecord, Trashed, digest
from blogcli.store.history.steps import stored_path
from blogcli.store.history.trash import stored_file

_MOST_STEPS = 200_000_000
"""Limit on SQLite virtual machine steps, about 10 s. 10,000 commands take 2,000,000."""

_MOST_BYTES = 64 * 1024**2
"""Limit on the length of a value in the database, in bytes."""


class StateSummary(NamedTuple):
    """What a state folder holds: commands, the last one and its time, and removed files."""

    folder: Path
    commands: int
    last: str
    time: str
    removed: int


class Adopted(NamedTuple):
    """The numbers of commands and removed files that were imported, and of those left out."""

    commands: int
    removed: int
    left_out: int


def find_state(state: StateDir, place: Path, shown: str) -> Path:
    """Return the state folder that `place` is or contains, or that the blog at `place` has.

    Raises NotFound if there is none.
    """
    named = state.named(os.path.realpath(place))
    for folder in (place, place / EARLIER, *([Path(named)] if named else [])):
        links = folder.is_symlink() or (folder / HISTORY).is_symlink()
        if not links and (folder / HISTORY).is_file():
            return folder
    hint = f"give a folder that contains {HISTORY}, such as {EARLIER}/ of an earlier version"
    raise NotFound("contains no history", hint, path=shown)


def summarize_state(folder: Path) -> StateSummary:
    """Return what a state folder holds. Raises BlogError if the history is not blogcli's."""
    with _opened(folder) as database:
        count = "SELECT count(*) FROM action WHERE doing = 'do'"
        commands = database.execute(count).fetchone()[0]
        last = "SELECT label, time FROM action ORDER BY id DESC LIMIT 1"
        label, time = database.execute(last).fetchone() or (b"", "")
        removed = database.execute("SELECT count(*) FROM trash").fetchone()[0]
    return StateSummary(folder, commands, _text(label), str(time)[:40], removed)


def adopt(history: History, held: StateSummary) -> Adopted:
    """Import what another state folder holds. An existing history is set aside first.

    The other folder is not changed. Raises BlogError if its history is not blogcli's.
    """
    aside = history.state.start_over()
    folder = Path(aside) if aside and held.folder == Path(history.state.name or "") else held.folder
    with history.writing() as journal, _opened(folder) as database:
        adoption = _Adoption(database, journal, history.places, folder)
        actions = [action for action in list(adoption.actions()) if adoption.take(action)]
        removed = list(adoption.trashed())
        for one in removed:
            adoption.bring(one)
        journal.add_trashed(removed)
    commands = {action.number for action in actions}
    return Adopted(len(commands), len(removed), adoption.left_out)


class _Adoption:
    """The import of one history from another folder into `journal`."""

    def __init__(
        self, database: sqlite3.Connection, journal: Journal, places: BlogPaths, folder: Path
    ) -> None:
        self.database = database
        self.journal = journal
        self.places = places
        self.folder = folder
        self.left_out = 0

    def actions(self) -> Iterator[Action]:
        """Yield every valid action that was completed; count the others as left out."""
        pending = _pending(self.folder)
        for row in self.database.execute("SELECT * FROM action ORDER BY id"):
            try:
                action = _action(row)
                for folder in (*action.made, *action.leaves):
                    self.places.folder(folder)
                if action.id == pending:
                    raise ValueError
            except (ValueError, TypeError, BlogError):
                self.left_out += 1
            else:
                yield action

    def take(self, action: Action) -> bool:
        """Store an action with its rows and old contents, or count it as left out if invalid."""
        try:
            rows = [self._row(row) for row in self.database.execute(_ROWS, (action.id,))]
            wanted = {row.before for row in rows if row.before is not None and not row.is_carried}
            self.journal.add(action, rows, [self._contents(before) for before in wanted])
        except (ValueError, TypeError, BlogError):
            self.left_out += 1
            return False
        return True

    def _row(self, row: tuple[Any, ...]) -> FileRecord:
        source, target = _text(row[0]), _text(row[1])
        for path in {source, target} - {""}:
            self._check(path)
        before, after, size, mode, mtime = row[2:]
        if not all(one is None or (isinstance(one, bytes) and len(one) == 20) for one in row[2:4]):
            raise ValueError
        # An untrusted history must not make a file executable.
        return FileRecord(source, target, before, after, int(size), int(mode) & 0o666, int(mtime))

    def _contents(self, before: bytes) -> bytes:
        found = self.database.execute(_CONTENTS, (before,)).fetchone()
        data = unpacked(*found) if found and found[1] <= MAX_SIZE else b""
        if digest(data) != before:
            raise ValueError
        return data

    def _check(self, path: str) -> None:
        if in_trash(path):
            number, _, kept = path.split("/", 2)[2].partition("/")
            if not number.isdecimal() or path != stored_path(int(number), kept[:-1]):
                raise ValueError
            path = kept[:-1]
        self.places.entry(path)

    def trashed(self) -> Iterator[Trashed]:
        """Yield every removed file that exists and could be restored."""
        for row in self.database.execute("SELECT stored, path, post, time FROM trash"):
            try:
                one = Trashed(_text(row[0]), _text(row[1]), _text(row[2]), str(row[3]))
                if not in_trash(one.stored):
                    raise ValueError
                self._check(one.stored)
                self._check(one.path)
                file = Path(stored_file(str(self.folder), one.stored))
                real = Path(os.path.realpath(file.parent)) / file.name
                below = real.is_relative_to(os.path.realpath(self.folder / TRASH))
                if not below or not stat.S_ISREG(file.lstat().st_mode):
                    raise ValueError
            except (ValueError, TypeError, OSError, BlogError):
                self.left_out += 1
            else:
                yield one

    def bring(self, one: Trashed) -> None:
        """Copy a removed file into the trash."""
        from shutil import copyfile

        file, place = Path(stored_file(str(self.folder), one.stored)), self.places.entry(one.stored)
        place.parent.mkdir(parents=True, exist_ok=True)
        os.close(open_private(str(place)))
        copyfile(file, place, follow_symlinks=False)
        status = file.lstat()
        place.chmod(stat.S_IMODE(status.st_mode) & 0o666)
        os.utime(place, ns=(status.st_mtime_ns, status.st_mtime_ns))


_ROWS = (
    "SELECT source, target, before, after, size, mode, mtime_ns FROM file"
    " WHERE action = ? ORDER BY step"
)
_CONTENTS = "SELECT packed, size FROM contents WHERE digest = ?"


@contextmanager
def _opened(folder: Path) -> Iterator[sqlite3.Connection]:
    """Yield the database of a folder, opened read-only. Raises BlogError if it is not blogcli's."""
    file = folder / HISTORY
    try:
        # immutable=1: SQLite ignores a journal or a write-ahead log beside the file.
        uri = f"{file.absolute().as_uri()}?mode=ro&immutable=1"
        with closing(sqlite3.connect(uri, uri=True, isolation_level=None)) as database:
            database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _MOST_BYTES)
            database.set_progress_handler(_counting(), 100_000)
            database.execute("PRAGMA trusted_schema = OFF")
            if _schema(database) != _own_schema():
                raise BlogError("is not a blogcli history", path=str(file))
            version = database.execute("PRAGMA user_version").fetchone()[0]
            if version != VERSION:
                raise BlogError(f"is a history of version {version}", path=str(file))
            yield database
    except (sqlite3.Error, MemoryError, OverflowError) as error:
        raise BlogError(f"cannot read the history: {error}", path=str(file)) from None


def _counting() -> Callable[[], int]:
    """Return a progress handler that aborts after _MOST_STEPS steps in all."""
    left = iter(range(_MOST_STEPS // 100_000))
    return lambda: next(left, None) is None


def _schema(database: sqlite3.Connection) -> list[tuple[Any, ...]]:
    statement = "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY name LIMIT 50"
    return database.execute(statement).fetchall()


def _own_schema() -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(":memory:")) as database:
        database.executescript(TABLES)
        return _schema(database)


def _action(row: tuple[Any, ...]) -> Action:
    id, number, doing, label, time, token, made, leaves = row
    # Folders in the old trash were recorded too; the trash of this blog has its own.
    folders = [
        [name for name in json.loads(text) if not name.startswith(EARLIER)]
        for text in (made, leaves)
    ]
    if doing not in ("do", "undo", "redo") or not is_token(token):
        raise ValueError
    if datetime.fromisoformat(time).tzinfo is None:
        raise ValueError
    return Action(int(id), int(number), doing, _text(label), time, token, *folders)


def _pending(folder: Path) -> int | None:
    """Return the id of the other history's unfinished action, which is left out."""
    with suppress(OSError, ValueError):
        file = folder / "pending"
        if stat.S_ISREG(file.lstat().st_mode) and file.lstat().st_size < 32:
            return int(file.read_bytes())
    return None


def _text(held: object) -> str:
    """Decode text of the journal, which stores paths as bytes."""
    if isinstance(held, bytes):
        return held.decode("utf-8", "surrogateescape")
    if isinstance(held, str):
        return held
    raise UsageError("is not text")
