"""Write the rows of posts into the index, and delete them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from itertools import count, islice
from typing import Any

from blogcli.store.index.database import BESIDE, Database
from blogcli.store.index.pack_rows import PLACE, PostRow, RecordRow
from blogcli.store.index.source import Depth
from blogcli.store.index.stamps import NONE

SentRow = tuple[tuple[Any, ...], tuple[Any, ...] | None, tuple[Any, ...] | None]
"""The rows of a post: of itself, its record, and its contents or text; None for what is missing."""

_WHOLE = PostRow._fields.index("whole")

_AT = PostRow._fields.index("at")

_NUMBER_BITS = 24
"""Bits of a record's number that are the post's; the years to 9999 need 39 more.

Two posts of one second whose numbers are so far apart begin a new index, which numbers from 1.
"""

_TOGETHER = 64
"""Posts whose rows are stored at once; with more, those who read the next ones have to wait."""


def delete_posts(database: Database, paths: Collection[bytes]) -> None:
    """Delete the rows of posts that are gone or were read again."""
    some = [(path,) for path in paths]
    many = database.connection.executemany
    for table, column in BESIDE.items():
        many(f"DELETE FROM {table} WHERE id = (SELECT {column} FROM post WHERE path = ?)", some)
    many("DELETE FROM post WHERE path = ?", some)


def prepare(database: Database, posts: int, depth: Depth) -> None:
    """Prepare to store what the depth adds, of that many posts."""
    if depth == "texts":
        from blogcli.store.index.text_rows import has_room, make_table

        if not has_room(database, posts):
            make_table(database)


def insert_posts(
    database: Database, marks: Iterable[bytes], rows: Iterable[SentRow], depth: Depth
) -> None:
    """Store new rows, each with its stamp, under numbers that no post had before."""
    last = database.ask("SELECT seq FROM sqlite_sequence WHERE name = 'post'")
    numbered = zip(count(last[0][0] + 1 if last else 1), marks, rows)
    while some := [*islice(numbered, _TOGETHER)]:
        places, posts, records, more = [], [], [], []
        for number, mark, (post, record, added) in some:
            own = None if record is None else record_number(number, post[_AT])
            if not post[_WHOLE]:
                places.append((number, mark, *post[: len(PLACE)]))
            else:
                # What could not be read is tried again each time.
                posts.append((number, NONE if record is None else mark, own, *post))
            if record is not None:
                records.append((own, *record))
            if added is not None:
                more.append((number, *added))
        _insert(database, "post", ("id", "stamp", *PLACE), places)
        _insert(database, "post", ("id", "stamp", "record", *PostRow._fields), posts)
        _insert(database, "record", ("id", *RecordRow._fields), records)
        if more and depth == "texts":
            from blogcli.store.index.text_rows import insert_texts

            insert_texts(database, more)
        elif more:
            insert_contents(database, more)


def record_number(number: int, at: float | None) -> int:
    """Return the number of a post's record, by which those of one time stand together.

    A list in JSON reads all records, newest first: in another order nearly each one is a read of
    the file, 34 instead of 20 ms for 10,000 posts.
    """
    return (int(at or 0) << _NUMBER_BITS) + number % (1 << _NUMBER_BITS)


def insert_contents(database: Database, rows: Iterable[tuple[Any, ...]]) -> None:
    """Store what posts say by themselves: their numbers, each with what `content_row` returns."""
    from blogcli.store.index.content_rows import ContentRow  # no list needs what it loads

    some = [*rows]
    marks = ",".join("?" * (1 + len(ContentRow._fields)))
    many = database.connection.executemany
    many(f"INSERT OR REPLACE INTO content VALUES ({marks})", [row[:-1] for row in some])
    words = [(number, words) for number, *_, words in some]
    many("INSERT OR REPLACE INTO link_words VALUES (?, ?)", words)


def _insert(
    database: Database, table: str, columns: Sequence[str], rows: Sequence[tuple[Any, ...]]
) -> None:
    values = ",".join("?" * len(columns))
    statement = f"INSERT INTO {table} ({','.join(columns)}) VALUES ({values})"
    database.connection.executemany(statement, rows)
