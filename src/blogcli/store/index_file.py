"""The index's SQLite file: parts of the last sweep, a row for each post, and slugs.

Nothing in it is believed without proof. The parts of one sweep carry its number and a CRC-32, rows
prove themselves (see rows), and a slug is a hint where to look. So the file needs no fsync, and
whatever befalls it costs time, never an answer.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any, TypeVar
from zlib import crc32

VERSION = 1
"""Of tables, parts and rows; a file of another version is made anew."""

_WAIT = 0.5
"""Seconds to wait for another process that writes; then the call does without the file."""

POSTS, TEXTS = f"post_{VERSION}", f"text_{VERSION}"
"""Tables of rows by path: of posts (see rows.pack), and of their records (rows.pack_text)."""

_PART, _SLUG = f"part_{VERSION}", f"slug_{VERSION}"

_TABLES = (
    f"CREATE TABLE IF NOT EXISTS {_PART} (name TEXT PRIMARY KEY, data BLOB) WITHOUT ROWID",
    f"CREATE TABLE IF NOT EXISTS {POSTS} (path BLOB PRIMARY KEY, row BLOB)",
    f"CREATE TABLE IF NOT EXISTS {TEXTS} (path BLOB PRIMARY KEY, row BLOB)",
    f"CREATE TABLE IF NOT EXISTS {_SLUG} (slug BLOB PRIMARY KEY, paths BLOB) WITHOUT ROWID",
)

_PASSING = frozenset(
    {
        *(sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR),
        *(sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM),
    }
)
"""Errors that say nothing against what the file holds."""

Result = TypeVar("Result")

Slugs = Mapping[str, tuple[set[bytes], set[bytes]]]
"""By slug: paths that posts of it have, and paths that no post of it has any more."""


class IndexFile:
    """The file `name`, there or not. Reading from one that is missing or damaged finds nothing."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.damaged = False
        self._connection: sqlite3.Connection | None = None

    def parts(self, *names: str) -> Mapping[str, bytes] | None:
        """These parts of the last sweep; None unless all are there, whole and of one sweep."""
        asked = ",".join("?" * len(names))
        rows = self._select(f"SELECT name, data FROM {_PART} WHERE name IN ({asked})", names)
        if len(rows) < len(names):
            return None
        self.damaged = not all(_is_whole(data) for _, data in rows)
        if self.damaged or len({data[4:12] for _, data in rows}) > 1:
            return None
        return {name: data[12:] for name, data in rows}

    def rows(self, table: str, paths: Sequence[bytes]) -> dict[bytes, bytes]:
        """The rows of these paths, as far as there are any; 250 may be asked for at once."""
        asked = ",".join("?" * len(paths))
        some = f"SELECT path, row FROM {table} WHERE path IN ({asked})"
        return dict(self._select(some, paths) if paths else [])

    def all_rows(self, table: str) -> dict[bytes, bytes]:
        """Every row by its path."""
        return dict(self._select(f"SELECT path, row FROM {table}", ()))

    def paths_of(self, slug: bytes) -> set[bytes]:
        """Paths that posts of this slug perhaps have."""
        rows = self._select(f"SELECT paths FROM {_SLUG} WHERE slug = ?", (slug,))
        paths = rows[0][0][4:] if rows and _is_whole(rows[0][0]) else b""
        return set(paths.split(b"\0")) if paths else set()

    def paths_of_slugs(self, start: bytes) -> set[bytes]:
        """Paths that posts whose slugs begin so perhaps have."""
        statement = f"SELECT slug, paths FROM {_SLUG} WHERE slug >= ? AND slug < ?"
        rows = self._select(statement, (start, start + b"\xff"))
        return {path for _, held in rows if _is_whole(held) for path in held[4:].split(b"\0")}

    def save(
        self,
        parts: Mapping[str, bytes],
        posts: Iterable[tuple[bytes, bytes]],
        slugs: Slugs,
        gone: Iterable[bytes],
    ) -> bool:
        """Keep the parts of a sweep and the rows that are new, and drop those of paths `gone`.

        Returns whether it was done: another process may be writing, or the disk be full.
        """
        number = os.urandom(8)
        sealed = [(name, _sealed(number + data)) for name, data in parts.items()]
        new = ((POSTS, posts), (_SLUG, self._slug_rows(slugs)), (_PART, sealed))
        return self._write(new, [(path,) for path in gone])

    def keep(self, table: str, rows: Iterable[tuple[bytes, bytes]]) -> None:
        """Keep rows that were missing or damaged, if nothing stands in the way."""
        self._write([(table, rows)])

    def _write(
        self,
        new: Iterable[tuple[str, Iterable[tuple[str | bytes, bytes]]]],
        gone: Sequence[tuple[bytes]] = (),
    ) -> bool:
        """New rows of tables, and paths that lose theirs, in one transaction."""
        if self.damaged:
            self._discard()

        def write(connection: sqlite3.Connection) -> bool:
            connection.execute("PRAGMA page_size = 16384")  # parts are large
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute("BEGIN IMMEDIATE")
            for table in _TABLES:
                connection.execute(table)
            for table in (POSTS, TEXTS):
                connection.executemany(f"DELETE FROM {table} WHERE path = ?", gone)
            for table, rows in new:
                connection.executemany(f"INSERT OR REPLACE INTO {table} VALUES (?, ?)", rows)
            connection.execute("COMMIT")
            return True

        return self._minding(write, otherwise=False, make=True)

    def _slug_rows(self, slugs: Slugs) -> Iterator[tuple[bytes, bytes]]:
        any_kept = self._select(f"SELECT slug, paths FROM {_SLUG} LIMIT 1", ())
        for slug, (new, old) in slugs.items():
            key = slug.encode("utf-8", "surrogatepass")
            kept = self.paths_of(key) - old if any_kept else set()
            yield key, _sealed(b"\0".join(sorted(kept | new)))

    def clock(self) -> int:
        """The time of the file system that the file is on, in nanoseconds; 0 if it does not say."""
        try:
            with open(f"{self.name}.clock", "w") as stream:
                os.utime(stream.fileno())
                return os.fstat(stream.fileno()).st_mtime_ns
        except OSError:
            return 0

    def start_anew(self) -> None:
        """Throw away what the file holds; it is of no use any more."""
        self.damaged = True

    def close(self) -> None:
        if self._connection is not None:
            with suppress(sqlite3.Error):
                self._connection.close()
            self._connection = None

    def _discard(self) -> None:
        self.close()
        self.damaged = False
        for name in (f"{self.name}-journal", self.name):
            with suppress(OSError):
                os.unlink(name)

    def _select(self, statement: str, values: Sequence[object]) -> list[tuple[Any, bytes]]:
        return self._minding(lambda open: open.execute(statement, values).fetchall(), otherwise=[])

    def _minding(
        self, work: Callable[[sqlite3.Connection], Result], *, otherwise: Result, make: bool = False
    ) -> Result:
        """What the work gives, with the file open; `otherwise` without a file, and if it fails."""
        try:
            if self._connection is None and (make or os.path.exists(self.name)):
                self._connection = sqlite3.connect(self.name, timeout=_WAIT, isolation_level=None)
            return otherwise if self._connection is None else work(self._connection)
        except sqlite3.Error as error:
            code = getattr(error, "sqlite_errorcode", 0) & 0xFF
            self.damaged = self.damaged or code not in _PASSING
            self.close()
            return otherwise


def _sealed(data: bytes) -> bytes:
    return crc32(data).to_bytes(4, "little") + data


def _is_whole(sealed: bytes) -> bool:
    return crc32(memoryview(sealed)[4:]).to_bytes(4, "little") == sealed[:4]
