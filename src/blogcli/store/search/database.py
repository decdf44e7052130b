"""The words of all posts in an SQLite file with an FTS5 table, filled and kept up to date.

The texts themselves are not stored, since the posts have them. So SQLite before 3.43 cannot delete:
a changed post gets a new number, and the text with the old one is ignored. If there are too many
such dead texts, the file is built again.

The file is built under another name, and later changed in place, without a journal. An interrupted
change is never used: a note beside the file has the stamp that the file had when it was last
complete. If its stamp differs now, it is built again.
"""

import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, suppress
from typing import NamedTuple
from zlib import crc32

from blogcli.posts.search.bm25 import Corpus
from blogcli.posts.search.tokens import TOKENIZER, searchable
from blogcli.store.callbacks import OnProgress
from blogcli.store.fs.state_dir import open_private
from blogcli.store.index.index import Index
from blogcli.store.index.snapshot import LISTED, Snapshot
from blogcli.store.index.stamps import drop_racy, stamps

VERSION = 2
"""Version of the tables and of `searchable`; a file of another version is built again."""

WORDS, POST = f"words_{VERSION}", f"post_{VERSION}"
"""The full text by number; and for every post its number, path, stamp, date, the byte offset of
its body in the file and its number of tokens."""

_STATE = f"state_{VERSION}"
"""One row: digests of the rules and of the snapshot it was filled from, and the totals of WORDS."""

_TABLES = (
    f"CREATE VIRTUAL TABLE {WORDS} USING fts5"
    f"(title, tags, body, content='', tokenize=\"{TOKENIZER}\")",
    f"CREATE TABLE {POST} (number INTEGER PRIMARY KEY, path BLOB UNIQUE, stamp BLOB, at REAL,"
    " start INTEGER, size INTEGER)",
    f"CREATE TABLE {_STATE} (meaning INTEGER, sweep INTEGER, texts INTEGER, tokens INTEGER)",
    f"INSERT INTO {_STATE} VALUES (0, 0, 0, 0)",
)

_HELD = 16 * 1024**2
"""Bytes of new words that FTS5 buffers before it writes them: a fill takes a third less time."""

_DEAD_WEIGHT, _AT_LEAST = 1.1, 100
"""Most texts for each post, and a number of texts that is always allowed."""

_WAIT = 2.0
"""Seconds to wait for another search that writes; then this one fills a file of its own."""


class Text(NamedTuple):
    """The searchable text of a post, its date, and the byte offset of its body in the file."""

    title: str
    tags: str
    body: str
    at: float | None
    start: int


Texts = Callable[[Sequence[bytes]], Iterator[tuple[bytes, Text]]]
"""A function that reads the posts at these paths, and skips those that cannot be read."""


class SearchFile:
    """The words of the posts that an index lists, in `folder`, or in memory if that is None."""

    def __init__(self, index: Index, folder: str | None, texts: Texts, step: OnProgress) -> None:
        self._index = index
        self._texts = texts
        self._step = step
        self._folder = folder
        self._name = f"{folder}/search.db"

    def open(self) -> sqlite3.Connection:
        """Return the database, up to date. No process can change it before it is closed."""
        if self._folder is not None:
            for ready in (self._as_it_is, self._brought_up_to_date, self._made_anew):
                with suppress(sqlite3.Error, OSError):
                    if (database := ready()) is not None:
                        return database
        return self._filled(":memory:")

    def discard(self) -> None:
        """Mark the file as damaged, so that it is built again."""
        with suppress(OSError):
            os.unlink(f"{self._name}.state")

    def _as_it_is(self) -> sqlite3.Connection | None:
        if not os.path.exists(self._name):
            return None
        with ExitStack() as undo:
            database = _connected(self._name, undo)
            database.execute("BEGIN")
            state = database.execute(f"SELECT meaning, sweep FROM {_STATE}").fetchone()
            # It is locked for reading now, so nobody changes it after its stamp is checked.
            sweep = self._index.sweep
            if state == _digests(sweep, sweep.stamps) and self._is_in_order():
                undo.pop_all()
                return database
        return None

    def _brought_up_to_date(self) -> sqlite3.Connection | None:
        if not os.path.exists(self._name):
            return None
        sweep, clock = self._index.sweep, self._index.clock()
        with ExitStack() as undo:
            database = _connected(self._name, undo)
            database.execute("PRAGMA locking_mode = EXCLUSIVE")
            database.execute("PRAGMA journal_mode = MEMORY")
            database.execute("BEGIN EXCLUSIVE")
            if self._is_in_order() and self._update(database, sweep, clock):
                database.execute("COMMIT")
                self._note()
                undo.pop_all()
                return database
        return None

    def _made_anew(self) -> sqlite3.Connection:
        """Build a file under a name of its own, and rename it into place if that is possible."""
        assert self._folder is not None
        new = f"{self._name}.new"
        for name in os.listdir(self._folder):  # left by searches that were killed
            if name.startswith("search.db.new"):
                with suppress(OSError):
                    os.unlink(f"{self._folder}/{name}")
        name = f"{new}-{os.getpid()}"
        try:
            database = self._filled(name)
        except sqlite3.Error:
            with suppress(OSError):
                os.unlink(name)
            raise
        with suppress(OSError):
            os.replace(name, self._name)
            self._note()
        return database

    def _filled(self, name: str) -> sqlite3.Connection:
        sweep, clock = self._index.sweep, self._index.clock()
        with ExitStack() as undo:
            database = _connected(name, undo)
            database.execute("PRAGMA journal_mode = OFF")
            database.execute("BEGIN")
            for statement in _TABLES:
                database.execute(statement)
            self._update(database, sweep, clock)
            database.execute("COMMIT")
            undo.pop_all()
        return database

    def _update(self, database: sqlite3.Connection, sweep: Snapshot, clock: int) -> bool:
        """Read what is new or changed. Return False if the file must be built again instead."""
        meaning, _, texts, tokens = database.execute(f"SELECT * FROM {_STATE}").fetchone()
        had = dict(database.execute(f"SELECT path, stamp FROM {POST}").fetchall())
        kept = drop_racy(sweep.stamps, clock)
        digests = _digests(sweep, kept)
        listed = {sweep.paths[at]: at for at in sweep.marked(LISTED)}
        changed = [path for path, at in listed.items() if had.get(path) != sweep.stamp(at)]
        too_many = texts + len(changed) > max(_AT_LEAST, _DEAD_WEIGHT * len(listed))
        if texts and (too_many or meaning != digests[0]):
            return False
        gone = [(path,) for path in had if path not in listed]
        database.executemany(f"DELETE FROM {POST} WHERE path = ?", gone)
        settled_ones = sweep._replace(stamps=kept)
        database.execute(f"INSERT INTO {WORDS} ({WORDS}, rank) VALUES ('hashsize', {_HELD})")
        for done, (path, text) in enumerate(self._texts(changed)):
            self._step(done, len(changed))
            texts += 1
            size = _add(database, texts, text)
            stamp = settled_ones.stamp(listed[path])
            row = (texts, path, stamp, text.at, text.start, size)
            database.execute(f"INSERT OR REPLACE INTO {POST} VALUES (?, ?, ?, ?, ?, ?)", row)
            tokens += size
        state = (*digests, texts, tokens)
        database.execute(
            f"UPDATE {_STATE} SET (meaning, sweep, texts, tokens) = (?, ?, ?, ?)", state
        )
        return True

    def _is_in_order(self) -> bool:
        """Return whether the file is as it was when it was last noted to be complete."""
        try:
            with open(f"{self._name}.state", "rb") as stream:
                return stream.read() == self._stamp()
        except OSError:
            return False

    def _note(self) -> None:
        with open(open_private(f"{self._name}.state"), "wb") as stream:
            stream.truncate()
            stream.write(self._stamp())

    def _stamp(self) -> bytes:
        assert self._folder is not None
        return stamps(os.fsencode(self._folder), [b"search.db"])


def corpora(database: sqlite3.Connection) -> tuple[Corpus, Corpus]:
    """Return the corpus of all texts in the file, dead ones included, and that of the posts."""
    held = database.execute(f"SELECT texts, tokens FROM {_STATE}").fetchone()
    alive = database.execute(f"SELECT count(*), coalesce(sum(size), 0) FROM {POST}").fetchone()
    return Corpus(*held), Corpus(*alive)


def _connected(name: str, undo: ExitStack) -> sqlite3.Connection:
    """Open the database, which `undo` closes."""
    if name != ":memory:":
        os.close(open_private(name))
    database = sqlite3.connect(name, timeout=_WAIT, isolation_level=None)
    undo.callback(database.close)
    database.execute("PRAGMA synchronous = OFF")
    return database


def _digests(sweep: Snapshot, marks: bytes) -> tuple[int, int]:
    """Return digests of the rules for reading files, and of the posts with these stamps."""
    meaning = crc32(sweep.folders.meaning.encode("utf-8", "surrogatepass"))
    return meaning, crc32(marks, crc32(sweep.marks, crc32(b"\0".join(sweep.paths), meaning)))


def _add(database: sqlite3.Connection, number: int, text: Text) -> int:
    """Add a text and return how many tokens it has."""
    database.execute(
        f"INSERT INTO {WORDS} (rowid, title, tags, body) VALUES (?, ?, ?, ?)",
        (number, *map(searchable, text[:3])),
    )
    sizes = f"SELECT sz FROM {WORDS}_docsize WHERE id = ?"
    return sum(_numbers(database.execute(sizes, (number,)).fetchone()[0]))


def _numbers(data: bytes) -> Iterator[int]:
    """Decode SQLite's variable-length integers (https://sqlite.org/fileformat2.html#varint)."""
    number = 0
    for byte in data:
        number = number << 7 | byte & 0x7F
        if byte < 0x80:
            yield number
            number = 0
