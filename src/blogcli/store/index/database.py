"""The index's SQLite file: the parts of the last snapshot, and a row for each post.

Nothing in it is trusted unchecked. The parts of one snapshot carry its number and a CRC-32, and
each row carries a key and a checksum (see row_codec). So the file needs no fsync, and damage to it
costs time but never gives a wrong answer.
"""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any, TypeVar
from zlib import crc32

from blogcli.store.fs.state_dir import cache_folder, open_private

VERSION = 6
"""Version of tables, parts and rows; a file of another version is built again."""

_TOGETHER = 500
"""Rows per query if all are wanted."""

_WAIT = 0.5
"""Seconds to wait for another process that writes; then this process works without the file."""

POSTS, TEXTS = f"post_{VERSION}", f"text_{VERSION}"
"""Tables of rows by path: of posts (see row_codec.pack_post), and of their records
(row_codec.pack_text)."""

_PART = f"part_{VERSION}"

_TABLES = (
    f"CREATE TABLE IF NOT EXISTS {_PART}"
    " (name TEXT PRIMARY KEY, seal BLOB, data BLOB) WITHOUT ROWID",
    f"CREATE TABLE IF NOT EXISTS {POSTS} (path BLOB PRIMARY KEY, row BLOB)",
    f"CREATE TABLE IF NOT EXISTS {TEXTS} (path BLOB PRIMARY KEY, row BLOB)",
)

_COLUMNS = {_PART: 3, POSTS: 2, TEXTS: 2}

_NAME = "IFNULL(CAST(name AS TEXT), '')"
_SEAL, _DATA, _ROW = (f"IFNULL(CAST({column} AS BLOB), x'')" for column in ("seal", "data", "row"))
"""Casts to bytes, since a damaged file may hold a value of any type."""

_PASSING = frozenset(
    {
        *(sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR),
        *(sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM),
    }
)
"""Errors that say nothing about the file's contents; this process works without the file."""

Result = TypeVar("Result")


class IndexFile:
    """The index file at `name`, existing or not. A missing or damaged file reads as empty."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._damaged = False
        self._out_of_reach = False
        self._connection: sqlite3.Connection | None = None

    def parts(self, *names: str) -> Mapping[str, bytes] | None:
        """Return these parts of the last snapshot, or all.

        None unless they are undamaged and of the same snapshot.
        """
        asked = f"WHERE name IN ({','.join('?' * len(names))})" if names else ""
        found = self._select(f"SELECT {_NAME}, {_SEAL}, {_DATA} FROM {_PART} {asked}", names)
        numbers = {seal[4:] for _, seal, _ in found}
        whole = len(found) == (len(names) or len(found)) and all(
            seal == _sealed(name, seal[4:], data) for name, seal, data in found
        )
        if not whole or len(numbers) > 1:
            return None
        return {name: data for name, _, data in found}

    def rows(self, table: str, paths: Sequence[bytes]) -> dict[bytes, bytes]:
        """Return the rows of these paths, as far as there are any; at most 250 paths at once."""
        asked = ",".join("?" * len(paths))
        some = f"SELECT path, {_ROW} FROM {table} WHERE path IN ({asked})"
        return dict(self._select(some, paths) if paths else [])

    def all_rows(self, table: str) -> Iterator[Mapping[bytes, bytes]]:
        """Yield all rows by their paths, some at a time, in the order in which they were stored.

        Other processes may write in between; then a row may be missing.
        """
        last = -1
        statement = f"SELECT rowid, path, {_ROW} FROM {table} WHERE rowid > ? ORDER BY 1 LIMIT ?"
        # In a damaged file the row numbers might not increase, and the loop would not end.
        while (some := self._select(statement, (last, _TOGETHER))) and some[-1][0] > last:
            last = some[-1][0]
            yield {path: row for _, path, row in some}

    def save(
        self,
        parts: Mapping[str, bytes],
        posts: Sequence[tuple[bytes, bytes]],
        stale: Sequence[bytes] | None,
    ) -> bool:
        """Store the parts of a snapshot and new rows of posts; delete the rows of `stale` paths.

        Without `stale` everything stored before is deleted. Returns whether it was done: another
        process may be writing, or the disk may be full.
        """
        number = os.urandom(8)
        sealed = [(name, _sealed(name, number, data), data) for name, data in parts.items()]
        self._damaged = self._damaged or stale is None
        return self._write(((POSTS, posts), (_PART, sealed)), [(path,) for path in stale or ()])

    def keep(self, table: str, rows: Sequence[tuple[bytes, bytes]]) -> None:
        """Store rows that were missing or damaged, if the file can be written."""
        self._write([(table, rows)])

    def _write(
        self,
        new: Iterable[tuple[str, Sequence[tuple[str | bytes, ...]]]],
        stale: Sequence[tuple[bytes]] = (),
    ) -> bool:
        """Write new rows to tables and delete the rows of `stale` paths, in one transaction."""

        def write(connection: sqlite3.Connection) -> bool:
            connection.execute("PRAGMA page_size = 16384")  # parts are large
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute("BEGIN IMMEDIATE")
            for table in _TABLES:
                connection.execute(table)
            for table in (POSTS, TEXTS):
                connection.executemany(f"DELETE FROM {table} WHERE path = ?", stale)
            for table, rows in new:
                if table == _PART:  # a smaller snapshot has fewer parts
                    connection.execute(f"DELETE FROM {_PART}")
                values = ",".join("?" * _COLUMNS[table])
                connection.executemany(f"INSERT OR REPLACE INTO {table} VALUES ({values})", rows)
            connection.execute("COMMIT")
            return True

        done = self._minding(write, otherwise=False, make=True)
        if not done and self._damaged:  # found to be damaged just now: try again with a new file
            done = self._minding(write, otherwise=False, make=True)
        return done

    def clock(self) -> int:
        """Return the current time of the file's file system in nanoseconds, 0 if it gives none."""
        try:
            handle = open_private(f"{self.name}.clock")
            try:
                os.utime(handle)
                return os.fstat(handle).st_mtime_ns
            finally:
                os.close(handle)
        except OSError:
            return 0

    def close(self) -> None:
        """Close the database if it is open."""
        if self._connection is not None:
            with suppress(sqlite3.Error):
                self._connection.close()
            self._connection = None

    def _discard(self) -> None:
        self.close()
        self._damaged = False
        for ending in ("-journal", "-wal", "-shm", ""):
            with suppress(OSError):
                os.unlink(self.name + ending)

    def _is_there(self) -> bool:
        """Return whether the name is a regular file; anything else, even a link, is damage."""
        try:
            is_file = stat.S_ISREG(os.lstat(self.name).st_mode)
        except OSError:
            return False
        self._damaged = self._damaged or not is_file
        return is_file

    def _select(self, statement: str, values: Sequence[object]) -> list[tuple[Any, ...]]:
        return self._minding(lambda open: open.execute(statement, values).fetchall(), otherwise=[])

    def _minding(
        self, work: Callable[[sqlite3.Connection], Result], *, otherwise: Result, make: bool = False
    ) -> Result:
        """Run `work(connection)`. Return `otherwise` if there is no file or SQLite fails."""
        if self._out_of_reach:
            return otherwise
        try:
            there = self._connection is not None or self._is_there()
            if make and self._damaged:
                self._discard()
            if self._connection is None and (make or there):
                if not there:
                    with suppress(OSError):  # SQLite then reports why it cannot be created
                        os.close(open_private(self.name))
                self._connection = sqlite3.connect(self.name, timeout=_WAIT, isolation_level=None)
            return otherwise if self._connection is None else work(self._connection)
        except (sqlite3.Error, ValueError, MemoryError) as error:  # even its message may be damaged
            code = getattr(error, "sqlite_errorcode", 0) & 0xFF
            self._out_of_reach = code in _PASSING
            self._damaged = self._damaged or not self._out_of_reach
            self.close()
            return otherwise


def index_file(root: str, environ: Mapping[str, str]) -> IndexFile | None:
    """Return the index file of the blog at `root`; None if the cache cannot be written."""
    folder = cache_folder(root, environ)
    return IndexFile(f"{folder}/index.db") if folder else None


def _sealed(name: str, number: bytes, data: bytes) -> bytes:
    """Return the checksum of a part: a CRC-32 of all of it, then its snapshot's number."""
    return crc32(data, crc32(name.encode() + number)).to_bytes(4, "little") + number
