"""The journal of a blog, `history.db` in its state folder: what commands did to files.

A command has one or more actions: it is done, maybe undone, maybe redone. An action has a row for
each file, and the contents that files had before, each stored once and compressed. It is written
durably before the first file changes. The file `pending` names it until the last file has changed.
"""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from sqlite3 import Connection, DatabaseError, connect
from typing import Any

from blogcli.errors import BlogError
from blogcli.store.fs.content import Content, loaded
from blogcli.store.fs.fsync import sync
from blogcli.store.fs.state_dir import HISTORY, PENDING, open_private
from blogcli.store.history.records import Action, FileRecord, Trashed, digest

VERSION = 1
TABLES = """
CREATE TABLE action (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    number INTEGER NOT NULL,
    doing TEXT NOT NULL,
    label BLOB NOT NULL,
    time TEXT NOT NULL,
    token TEXT NOT NULL,
    made TEXT NOT NULL,
    leaves TEXT NOT NULL
);
CREATE INDEX by_number ON action (number);
CREATE TABLE file (
    action INTEGER NOT NULL,
    step INTEGER NOT NULL,
    source BLOB NOT NULL,
    target BLOB NOT NULL,
    before BLOB,
    after BLOB,
    size INTEGER NOT NULL,
    mode INTEGER NOT NULL,
    mtime_ns INTEGER NOT NULL,
    PRIMARY KEY (action, step)
) WITHOUT ROWID;
CREATE INDEX by_contents ON file (before);
CREATE TABLE contents (digest BLOB PRIMARY KEY, size INTEGER NOT NULL, packed BLOB NOT NULL);
CREATE TABLE trash (
    stored BLOB PRIMARY KEY, path BLOB NOT NULL, post BLOB NOT NULL, time TEXT NOT NULL
) WITHOUT ROWID;
"""


class Journal:
    """The journal in a state folder. Raises BlogError if it cannot be used."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.file = folder / HISTORY
        self.pending_file = folder / PENDING
        with self._told():
            os.close(open_private(str(self.file)))
            self._db: Connection = connect(self.file, isolation_level=None)
        try:
            self._set_up()
        except BaseException:
            self.close()
            raise

    def _set_up(self) -> None:
        with self._told():
            # EXTRA, not FULL: with FULL, a power loss may still roll back the last commit.
            self._db.execute("PRAGMA synchronous = EXTRA")
            version = self._db.execute("PRAGMA user_version").fetchone()[0]
        if version > VERSION:
            raise BlogError("written by a newer blogcli", "update blogcli", path=str(self.file))
        if version < VERSION:
            with self.writing():
                for statement in TABLES.split(";"):
                    self._db.execute(statement)
                self._db.execute(f"PRAGMA user_version = {VERSION}")

    def close(self) -> None:
        """Close the database."""
        self._db.close()

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except DatabaseError as error:
            hint = f"`blog undo` needs it; to start a new history, move {HISTORY} away"
            message = f"cannot use the history: {error}"
            raise BlogError(message, hint, path=str(self.file)) from None

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Open a transaction for the block: durable at its end, rolled back on an error."""
        with self._told(), self._db:  # which commits, or rolls back
            self._db.execute("BEGIN IMMEDIATE")
            yield self._db

    def reading(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        """Return the rows that a statement selects."""
        with self._told():
            return self._db.execute(statement, values).fetchall()

    def next_id(self) -> int:
        """Return the id of the next action; no id is used twice."""
        rows = self.reading("SELECT seq FROM sqlite_sequence WHERE name = 'action'")
        return int(rows[0][0]) + 1 if rows else 1

    def next_number(self) -> int:
        """Return the number of the next command, one more than any that is stored."""
        return int(self.reading("SELECT coalesce(max(number), 0) FROM action")[0][0]) + 1

    def add(
        self,
        action: Action,
        rows: Sequence[FileRecord],
        contents: Iterable[Content],
        trashed: Iterable[Trashed] = (),
    ) -> None:
        """Record an action, with what files hold before it."""
        with self.writing() as db:
            db.execute(
                "INSERT INTO action VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    *(action.id, action.number, action.doing, _blob(action.label), action.time),
                    *(action.token, json.dumps(action.made), json.dumps(action.leaves)),
                ),
            )
            db.executemany(
                "INSERT INTO file VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    (action.id, step, _blob(row.source), _blob(row.target), *row[2:])
                    for step, row in enumerate(rows)
                ),
            )
            packed = map(_packed, contents)
            db.executemany("INSERT OR IGNORE INTO contents VALUES (?, ?, ?)", packed)
            _insert_trashed(db, trashed)

    def forget(self, actions: Iterable[int]) -> None:
        """Delete actions as if they had never begun, with contents that no other action needs."""
        with self.writing() as db:
            for action in actions:
                rows = db.execute("SELECT before FROM file WHERE action = ?", (action,)).fetchall()
                db.execute("DELETE FROM file WHERE action = ?", (action,))
                db.execute("DELETE FROM action WHERE id = ?", (action,))
                db.executemany(
                    "DELETE FROM contents WHERE digest = ?1"
                    " AND NOT EXISTS (SELECT 1 FROM file WHERE before = ?1)",
                    ((before,) for (before,) in rows if before is not None),
                )

    def shrink(self) -> None:
        """Free the disk space that is no longer needed."""
        with self._told():
            self._db.execute("VACUUM")

    def saw(self, action: int, target: str, after: bytes) -> None:
        """Record that an action left these contents at the target."""
        with self.writing() as db:
            db.execute(
                "UPDATE file SET after = ? WHERE action = ? AND target = ?",
                (digest(after), action, _blob(target)),
            )

    def trashed(self) -> list[Trashed]:
        """Return the files that went to the trash, latest first; some may no longer be there."""
        rows = self.reading("SELECT stored, path, post, time FROM trash ORDER BY time DESC")
        return [Trashed(_text(row[0]), _text(row[1]), _text(row[2]), row[3]) for row in rows]

    def add_trashed(self, trashed: Iterable[Trashed]) -> None:
        """Record files that went to the trash."""
        with self.writing() as db:
            _insert_trashed(db, trashed)

    def forget_trashed(self, stored: Iterable[str]) -> None:
        """Delete the records of files in the trash."""
        with self.writing() as db:
            db.executemany("DELETE FROM trash WHERE stored = ?", ((_blob(one),) for one in stored))

    def mark(self, action: int) -> None:
        """Write the id of the pending action to a file, durably."""
        file = self.pending_file
        with open(open_private(str(file)), "wb") as stream:
            stream.truncate()
            stream.write(b"%d\n" % action)
        sync(file)
        if os.name != "nt":
            sync(self.folder)

    def unmark(self) -> None:
        """Delete the file that names the pending action."""
        self.pending_file.unlink(missing_ok=True)

    def pending(self) -> int | None:
        """Return the id of the action that was begun and not ended, None if there is none."""
        try:
            said = self.pending_file.read_bytes()
        except FileNotFoundError:
            return None
        # Writing it was interrupted: no action began.
        return int(said) if said.endswith(b"\n") and said.strip().isdigit() else None

    def action(self, id: int) -> Action | None:
        """Return the action with that id, None if there is none."""
        rows = self.reading("SELECT * FROM action WHERE id = ?", id)
        return _action(rows[0]) if rows else None

    def actions(self) -> list[Action]:
        """Return all actions (do, undo and redo) in the order in which they happened."""
        return [_action(row) for row in self.reading("SELECT * FROM action ORDER BY id")]

    def rows(self, action: int) -> list[FileRecord]:
        """Return what an action did, or is to do, to each file."""
        statement = (
            "SELECT source, target, before, after, size, mode, mtime_ns"
            " FROM file WHERE action = ? ORDER BY step"
        )
        found = self.reading(statement, action)
        return [FileRecord(_text(row[0]), _text(row[1]), *row[2:]) for row in found]

    def contents(self, wanted: bytes) -> bytes:
        """Return the contents with that digest. Raises BlogError if they are missing or damaged."""
        rows = self.reading("SELECT packed, size FROM contents WHERE digest = ?", wanted)
        data = unpacked(*rows[0]) if rows else b""
        if digest(data) != wanted:
            raise BlogError("the history lacks the old contents of a file", path=str(self.file))
        return data


def _packed(content: Content) -> tuple[bytes, int, bytes]:
    data = loaded(content)
    return digest(content), len(data), zlib.compress(data, 1)


def unpacked(packed: bytes, size: int) -> bytes:
    """Return decompressed contents of at most `size` bytes; b"" if they are damaged."""
    try:
        return zlib.decompressobj().decompress(packed, size + 1)
    except zlib.error:
        return b""


def _action(row: tuple[Any, ...]) -> Action:
    id, number, doing, label, time, token, made, leaves = row
    if not is_token(token):
        raise BlogError("the history is damaged: a token is not hexadecimal")
    return Action(
        id, number, doing, _text(label), time, token, json.loads(made), json.loads(leaves)
    )


def is_token(text: object) -> bool:
    """Return whether it is a token: it is used in file names, so it must not hold a path."""
    return isinstance(text, str) and text.isascii() and text.isalnum()


def _insert_trashed(db: Connection, trashed: Iterable[Trashed]) -> None:
    db.executemany(
        "INSERT OR REPLACE INTO trash VALUES (?, ?, ?, ?)",
        ((*map(_blob, one[:3]), one.time) for one in trashed),
    )


def _blob(text: str) -> bytes:
    """Encode text for the database: a file name need not be UTF-8, but SQLite's text must be."""
    return text.encode("utf-8", "surrogateescape")


def _text(held: bytes | str) -> str:
    return held if isinstance(held, str) else held.decode("utf-8", "surrogateescape")
