"""Full text: SQLite's FTS5 over title, tags and body of every post, kept like the index.

It is filled by the first search; later only what changed is read. The texts themselves are not
kept, for the posts have them. A changed post gets a new number, and what the old one stands for is
passed over, until there is too much of such dead weight; then the file is made anew. (SQLite before
3.43 cannot delete from a table without content.)

A file beside it tells which sweep it was filled from, and the stamp that it had then. If it has
another now, somebody else had a hand in it, and it is made anew.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from blogcli.errors import Unreadable
from blogcli.posts.query_tree import Query
from blogcli.posts.search_query import ranked, rest_test, wanted
from blogcli.posts.search_text import searchable
from blogcli.posts.summary import Summary
from blogcli.store.index import Index
from blogcli.store.stamps import settled, stamps
from blogcli.store.sweep import LISTED
from blogcli.store.walk import Report, Step, no_step

if TYPE_CHECKING:
    from blogcli.store.blog import Blog

_TABLES = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS words_1 USING fts5(title, tags, body, content='',"
    " tokenize='unicode61 remove_diacritics 2')",
    "CREATE TABLE IF NOT EXISTS post_1 (number INTEGER PRIMARY KEY, path BLOB UNIQUE, stamp BLOB)",
)

_MEMORY = ":memory:"

_DEAD_WEIGHT, _AT_LEAST = 1.1, 100
"""How much more than the posts there are, and than so many, may have been kept in all."""


def open_search(blog: Blog, step: Step = no_step) -> Search:
    """The search of a blog's posts; `step` is told of the posts that are read for it."""

    def text(path: bytes) -> Text:
        post = blog.read(os.fsdecode(path))
        known = post.summary
        tags = " | ".join((*known.tags, *known.categories, *known.authors))
        return Text(known.title, tags, f"{known.description}\n\n{post.body}")

    index = blog.index(step)
    return Search(index, index.folder, text, step)


class Text(NamedTuple):
    """What of a post is searched."""

    title: str
    tags: str
    body: str


class Found(NamedTuple):
    """What a search found: how many posts, the first of them, and the words that it looked for."""

    total: int
    posts: list[Summary]
    words: tuple[str, ...]


class Search:
    """The words of all posts that an index lists, in `folder`, or in memory where that is None."""

    def __init__(
        self, index: Index, folder: str | None, read: Callable[[bytes], Text], step: Step
    ) -> None:
        self._index = index
        self._step = step
        self._read = read
        self._name = f"{folder}/search.db" if folder else _MEMORY
        self._database: sqlite3.Connection | None = None

    def find(self, query: Query, limit: int | None, now: datetime, report: Report) -> Found:
        """The posts that a query selects, the best first; problems are reported.

        Raises UsageError for a query without a word to look for.
        """
        asked = wanted(query)
        paths = ranked(asked, self._matches)
        self._index.report_all(report)
        if not asked.rest:
            posts = [entry.summary for entry in self._index.at(paths[:limit])]
            return Found(len(paths), posts, asked.words)
        if not asked.only:
            sweep = self._index.sweep
            newest = (sweep.paths[place] for place in sweep.newest)
            paths = list(dict.fromkeys((*paths, *newest)))
        fits = rest_test(asked.rest, now, self._matches)
        posts = [
            entry.summary
            for entry in self._index.at(paths)
            if fits(entry.summary, os.fsencode(entry.summary.path))
        ]
        return Found(len(posts), posts[:limit], asked.words)

    def _matches(self, expression: str) -> Mapping[bytes, float]:
        """The posts that match an FTS5 expression, with their rank: bm25, the lower the better."""
        statement = (
            "SELECT path, bm25(words_1, 10.0, 5.0, 1.0) FROM words_1 JOIN post_1"
            " ON number = words_1.rowid WHERE words_1 MATCH ?"
        )
        try:
            return dict(self._ready().execute(statement, (expression,)).fetchall())
        except sqlite3.Error:  # damaged all the same
            self._start_anew()
            return dict(self._ready().execute(statement, (expression,)).fetchall())

    def _ready(self) -> sqlite3.Connection:
        """The database, with the words of all posts as they are now."""
        if self._database is None:
            sweep = self._index.sweep
            if self._noted() == self._state(sweep.stamps):
                self._database = self._connect()
                return self._database
            for name in (self._name, self._name, _MEMORY):
                self._name = name
                try:
                    self._database = self._filled()
                    break
                except sqlite3.Error:  # damaged; then the disk is full, or another one writes
                    self._start_anew()
        assert self._database is not None
        return self._database

    def _filled(self) -> sqlite3.Connection:
        """The database after what is new or changed was read, and noted to be so."""
        sweep, clock = self._index.sweep, self._index.clock()
        if not self._noted().startswith(self._stamp()):
            self._start_anew()
        database = self._connect()
        database.execute("PRAGMA synchronous = OFF")
        database.execute("BEGIN IMMEDIATE")
        for table in _TABLES:
            database.execute(table)
        had = dict(database.execute("SELECT path, stamp FROM post_1").fetchall())
        last = database.execute("SELECT coalesce(max(number), 0) FROM post_1").fetchone()[0]
        kept = settled(sweep.stamps, clock)
        listed = {sweep.paths[at]: sweep.stamp(at) for at in sweep.marked(LISTED)}
        changed = [path for path, stamp in listed.items() if had.get(path) != stamp]
        if had and last + len(changed) > max(_AT_LEAST, _DEAD_WEIGHT * len(listed)):
            database.close()
            self._start_anew()
            return self._filled()
        gone = [(path,) for path in had if path not in listed]
        database.executemany("DELETE FROM post_1 WHERE path = ?", gone)
        settled_ones = sweep._replace(stamps=kept)
        places = {path: at for at, path in enumerate(sweep.paths)}
        for done, path in enumerate(changed):
            self._step(done, len(changed))
            self._add(database, last + 1 + done, path, settled_ones.stamp(places[path]))
        database.execute("COMMIT")
        self._note(self._state(kept))
        return database

    def _add(self, database: sqlite3.Connection, number: int, path: bytes, stamp: bytes) -> None:
        try:
            words = (number, *map(searchable, self._read(path)))
        except Unreadable:
            return
        database.execute(
            "INSERT INTO words_1 (rowid, title, tags, body) VALUES (?, ?, ?, ?)", words
        )
        database.execute("INSERT OR REPLACE INTO post_1 VALUES (?, ?, ?)", (number, path, stamp))

    def _connect(self) -> sqlite3.Connection:
        return sqlite3.connect(self._name, timeout=2.0, isolation_level=None)

    def _start_anew(self) -> None:
        """Throw away what is kept."""
        if self._database is not None:
            self._database.close()
            self._database = None
        for name in ("", "-journal", ".state"):
            with suppress(OSError):
                Path(self._name + name).unlink()

    def _state(self, marks: bytes) -> bytes:
        """The file's stamp, and a digest of the posts with these stamps."""
        sweep = self._index.sweep
        digest = crc32(marks, crc32(sweep.marks, crc32(b"\0".join(sweep.paths))))
        return self._stamp() + digest.to_bytes(4, "little")

    def _stamp(self) -> bytes:
        folder, _, name = self._name.rpartition("/")
        return stamps(folder.encode(), [name.encode()])

    def _noted(self) -> bytes:
        try:
            return Path(self._name + ".state").read_bytes()
        except OSError:
            return b""

    def _note(self, state: bytes) -> None:
        if self._name != _MEMORY:
            with suppress(OSError):
                Path(self._name + ".state").write_bytes(state)
