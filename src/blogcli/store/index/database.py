"""The SQLite file of an index: one row a post, in the user's cache folder or in memory.

The file may be deleted at any time: what is missing, of another version or damaged is made again
from the posts. If another process holds it, or the disk is full, this process goes on with a copy
in memory.
"""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import Any

from blogcli.store.fs.state_dir import cache_folder, open_private

VERSION = 17
"""Version of the tables and of what their rows mean; a file of another version is made anew."""

_TABLES = """
CREATE TABLE meta (meaning TEXT, zone TEXT, plain INTEGER, others TEXT, writer BLOB, site TEXT);
CREATE TABLE folder (path BLOB PRIMARY KEY, stamp BLOB) WITHOUT ROWID;
CREATE TABLE post (
  id INTEGER PRIMARY KEY AUTOINCREMENT, stamp BLOB, path BLOB, whole INTEGER, listed INTEGER,
  floating INTEGER, problem TEXT, slug TEXT, date TEXT, at REAL, starts REAL, ends REAL,
  title TEXT DEFAULT '', updated TEXT, draft INTEGER DEFAULT 0, tags TEXT, categories TEXT,
  authors TEXT, description TEXT, source TEXT, byline TEXT, aliases TEXT, url TEXT, lang TEXT,
  words INTEGER, record INTEGER);
CREATE TABLE record (
  id INTEGER PRIMARY KEY, format TEXT, before BLOB, after BLOB, meta INTEGER, text TEXT);
CREATE TABLE content (
  id INTEGER PRIMARY KEY, crowded INTEGER, findings TEXT, links TEXT, run TEXT, headings TEXT,
  assets TEXT, address TEXT);
CREATE TABLE link_words (id INTEGER PRIMARY KEY, words BLOB);
CREATE TABLE site_folder (path BLOB PRIMARY KEY, stamp BLOB) WITHOUT ROWID;
CREATE TABLE site_text (
  id INTEGER PRIMARY KEY, path BLOB, stamp BLOB, words BLOB, page TEXT)
"""

BESIDE = {"record": "record", "content": "id", "link_words": "id"}
"""The tables with at most one row a post, each with the column of `post` that has its number."""

OF_SITE = ("site_folder", "site_text")
"""The tables of the site's texts that are no posts."""

INDEXES = {
    "stamps": "post (path, stamp, listed)",
    "partly": "post (path) WHERE NOT whole",
    # With the columns that a status needs, so that a list in JSON reads no row of `post`.
    "newest": "post (at DESC, path, draft, starts, ends, record) WHERE listed",
    "slugs": "post (slug) WHERE listed",
    "problems": "post (path) WHERE problem IS NOT NULL",
    "site": "site_text (path, stamp)",
}

_WAIT = 0.5
"""Seconds to wait for another process that writes; then this process works with a copy."""

_PASSING = frozenset(
    {
        *(sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR),
        *(sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM),
    }
)
"""Errors that say nothing about the file's contents."""


class Database:
    """An open index, in the file `name` or, if there is none, in memory."""

    def __init__(self, name: str | None) -> None:
        self.name = name
        self.connection = _opened(name) or _in_memory()

    def ask(self, statement: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Return all rows of a query."""
        return self.connection.execute(statement, values).fetchall()

    @property
    def writer(self) -> bytes:
        """Return the number of the last change, by which a change of another process shows."""
        found = self.ask("SELECT writer FROM meta")
        return bytes(found[0][0]) if found else b""

    def look(self) -> None:
        """Begin to read; until the next change the file stays as it is for this process."""
        self._end()
        self.connection.execute("BEGIN")

    @contextmanager
    def change(self, since: bytes) -> Iterator[bool]:
        """Change the index in one transaction, if nobody has changed it `since`.

        Yields False, and changes nothing, if another process has. If the file cannot be written,
        a copy in memory is changed in its place.
        """
        self._end()
        try:
            self.connection.execute("BEGIN IMMEDIATE")
            self.ask("UPDATE meta SET writer = writer")  # fails in a file that may only be read
        except sqlite3.OperationalError as error:
            if not is_passing(error):
                raise
            self._end()
            self._leave()
            self.connection.execute("BEGIN IMMEDIATE")
        same = self.writer == since
        try:
            yield same
            if same:
                self.connection.execute("UPDATE meta SET writer = ?", (os.urandom(8),))
            self.connection.execute("COMMIT")
        except BaseException:
            self._end()
            raise
        self.look()

    @contextmanager
    def filling(self) -> Iterator[None]:
        """Store rows; in an empty index its indexes come after them, in a third less time."""
        if self.ask("SELECT 1 FROM post LIMIT 1"):
            yield
            return
        for name in INDEXES:
            self.ask(f"DROP INDEX {name}")
        yield
        for name, columns in INDEXES.items():
            self.ask(f"CREATE INDEX {name} ON {columns}")

    def renew(self) -> None:
        """Delete the file, which is damaged, and begin with an empty one."""
        self.close()
        if self.name is not None:
            _discard(self.name)
        self.connection = _opened(self.name) or _in_memory()

    def leave_file(self) -> None:
        """Go on in memory: empty, since the file cannot be used."""
        self.close()
        self.connection = _in_memory()

    def close(self) -> None:
        """Close the file; what was changed is in it then."""
        with suppress(sqlite3.Error):
            self.connection.close()

    def clock(self) -> int:
        """Return the current time of the file's file system in nanoseconds, 0 if it gives none."""
        if self.name is None:
            return 0
        try:
            handle = open_private(f"{self.name}.clock")
            try:
                os.utime(handle)
                return os.fstat(handle).st_mtime_ns
            finally:
                os.close(handle)
        except OSError:
            return 0

    def _leave(self) -> None:
        """Go on with a copy in memory of what the file holds."""
        copy = _connect(":memory:")
        self.connection.backup(copy)
        self.close()
        self.connection = copy

    def _end(self) -> None:
        if self.connection.in_transaction:
            self.connection.execute("ROLLBACK")


def is_passing(error: sqlite3.Error) -> bool:
    """Return whether the error says nothing about the file's contents, as a full disk does."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in _PASSING


def index_file(root: str, environ: Mapping[str, str]) -> str | None:
    """Return the name of the index file of the blog at `root`; None if no cache can be kept."""
    folder = cache_folder(root, environ)
    return f"{folder}/index.db" if folder else None


def _opened(name: str | None) -> sqlite3.Connection | None:
    """Open the file, new where it is missing or damaged; None if that cannot be done."""
    for _ in range(2 if name else 0):
        assert name is not None
        try:
            return _open(name)
        except (sqlite3.Error, OSError, ValueError) as error:
            if isinstance(error, sqlite3.Error) and is_passing(error):
                return None
            _discard(name)
    return None


def _open(name: str) -> sqlite3.Connection:
    try:
        there = os.lstat(name)
    except FileNotFoundError:
        os.close(open_private(name))
    else:
        if not stat.S_ISREG(there.st_mode):  # anything else, even a link, is damage
            raise ValueError(name)
    connection = _connect(name)
    try:
        connection.execute("PRAGMA synchronous = NORMAL")
        found = connection.execute("PRAGMA user_version").fetchone()[0]
        if found == VERSION:
            # Not before the first fill: every page would be written twice.
            with suppress(sqlite3.OperationalError):
                connection.execute("PRAGMA journal_mode = WAL")
        elif connection.execute("SELECT 1 FROM sqlite_schema").fetchone():
            raise ValueError(name)  # of another version, or of another program
        else:
            _create(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _connect(name: str) -> sqlite3.Connection:
    # Opened by one thread and used by another, as `blog browse` does, but never by two at once.
    return sqlite3.connect(name, timeout=_WAIT, isolation_level=None, check_same_thread=False)


def _create(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA page_size = 8192")  # rows of 1,500 bytes leave less of it empty
    connection.execute("BEGIN IMMEDIATE")
    if connection.execute("PRAGMA user_version").fetchone()[0] != VERSION:  # nobody was quicker
        for statement in _TABLES.split(";"):
            connection.execute(statement)
        for name, columns in INDEXES.items():
            connection.execute(f"CREATE INDEX {name} ON {columns}")
        connection.execute(f"PRAGMA user_version = {VERSION}")
    connection.execute("COMMIT")


def _in_memory() -> sqlite3.Connection:
    connection = _connect(":memory:")
    _create(connection)
    return connection


def _discard(name: str) -> None:
    for ending in ("-journal", "-wal", "-shm", ""):
        with suppress(OSError):
            os.unlink(name + ending)
