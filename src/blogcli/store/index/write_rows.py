"""Write the rows of posts into the index, and delete them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from blogcli.store.index.database import Database
from blogcli.store.index.rows import PLACE, PostRow, RecordRow

Row = tuple[PostRow, tuple[object, ...] | None, tuple[object, ...] | None]
"""The rows of a post: of itself, its record and its contents, None for what was not read."""


def is_unread(row: Row) -> bool:
    """Return whether the file could not be read, and so is tried again each time."""
    post, record, _ = row
    return post.problem is not None and record is None


def delete_posts(database: Database, paths: Collection[bytes]) -> None:
    """Delete the rows of posts that are gone or were read again."""
    some = [(path,) for path in paths]
    of_path = "(SELECT id FROM post WHERE path = ?)"
    many = database.connection.executemany
    many(f"DELETE FROM record WHERE id = {of_path}", some)
    many("DELETE FROM post WHERE path = ?", some)


def insert_posts(database: Database, marks: Sequence[bytes], rows: Sequence[Row]) -> None:
    """Store new rows, each with its stamp, under numbers that no post had before."""
    last = database.ask("SELECT seq FROM sqlite_sequence WHERE name = 'post'")
    first = last[0][0] + 1 if last else 1
    places, posts, records, contents = [], [], [], []
    for number, (mark, row) in enumerate(zip(marks, rows, strict=True), first):
        post, record, content = row
        if post.whole:
            posts.append((number, mark, *post))
        else:
            places.append((number, mark, *post[: len(PLACE)]))
        if record is not None:
            records.append((number, *record))
        if content is not None:
            contents.append((number, *content))
    _insert(database, "post", ("id", "stamp", *PLACE), places)
    _insert(database, "post", ("id", "stamp", *PostRow._fields), posts)
    _insert(database, "record", ("id", *RecordRow._fields), records)
    if contents:
        insert_contents(database, contents)


def insert_contents(database: Database, rows: Sequence[tuple[Any, ...]]) -> None:
    """Store what posts say by themselves; each row begins with the number of its post."""
    from blogcli.store.index.content_rows import ContentRow  # no list needs what it loads

    marks = ",".join("?" * (1 + len(ContentRow._fields)))
    database.connection.executemany(f"INSERT OR REPLACE INTO content VALUES ({marks})", rows)


def _insert(
    database: Database, table: str, columns: Sequence[str], rows: Sequence[tuple[Any, ...]]
) -> None:
    values = ",".join("?" * len(columns))
    statement = f"INSERT INTO {table} ({','.join(columns)}) VALUES ({values})"
    database.connection.executemany(statement, rows)
