"""The words of all posts: an FTS5 table in the index, filled by the first search, kept up to date.

The texts themselves are not stored, since the posts have them. So SQLite before 3.43 cannot delete:
a changed post gets a new number, and the text with the old one is ignored. It still weighs a little
in the ranks of others; if one text in ten is dead, the table is filled again.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import partial

from blogcli.errors import Unreadable
from blogcli.posts.search.tokens import TOKENIZER, searchable
from blogcli.store.callbacks import OnProgress, shifted
from blogcli.store.fs.files import read_file
from blogcli.store.index.database import Database
from blogcli.store.index.rows import read_items

_HELD = 16 * 1024**2
"""Bytes of new words that FTS5 buffers before it writes them: a fill takes a third less time."""

# In the first column a post takes two bytes less for each of its words, a third of the table.
# What 16 changes wrote is merged at once; FTS5 would begin at four, in a quarter more time.
_TABLE = (
    "CREATE VIRTUAL TABLE fulltext USING fts5"
    f"(body, title, tags, content='', tokenize=\"{TOKENIZER}\")",
    f"INSERT INTO fulltext (fulltext, rank) VALUES ('hashsize', {_HELD})",
    "INSERT INTO fulltext (fulltext, rank) VALUES ('automerge', 0)",
)

_DEAD_WEIGHT, _AT_LEAST = 1.1, 100
"""Most texts for each post, and a number of texts that is always allowed."""

_AT_ONCE = 5_000
"""Posts for each transaction, so that others can write in between."""

_UNREAD = "FROM post WHERE listed AND id > ? AND id NOT IN (SELECT id FROM fulltext_docsize)"
_COLUMNS = "id, path, title, tags, categories, authors, description"

_Row = tuple[int, bytes, str, str, str, str, str]
"""A row of _COLUMNS."""

Text = tuple[int, str, str, bytes]
"""Number, title, tags and body of a post, as they are indexed; bytes are not encoded again."""


def read_body(root: str, path: str, *, headers: bool) -> str:
    """Return the body of the post at `path`; `headers` as in document.split. Raises Unreadable."""
    from blogcli.posts.model.document import split  # no list of paths needs it

    data = read_file(f"{root}/{path}", root=root)
    return split(data, headers=headers).body.decode(errors="replace")


def bring_up_to_date(database: Database, body: Callable[[str], str], step: OnProgress) -> None:
    """Index the words of all posts that the index lists and that have none yet."""
    if not database.ask("SELECT 1 FROM sqlite_schema WHERE name = 'fulltext'"):
        _change(database, _TABLE)
    if _is_heavy(database):
        _change(database, ["DROP TABLE fulltext", *_TABLE])
    [(total,)] = database.ask(f"SELECT count(*) {_UNREAD}", (0,))
    asked = f"SELECT {_COLUMNS} {_UNREAD} ORDER BY id LIMIT {_AT_ONCE}"
    last = done = 0
    while posts := database.ask(asked, (last,)):
        # Not needed for an unchanged blog.
        from blogcli.store.index.read_posts import read_all

        texts = read_all(partial(_text, body), posts, shifted(step, done, total))
        with database.change(database.writer) as is_same:
            if is_same:
                many = database.connection.executemany
                values = "INSERT INTO fulltext (rowid, title, tags, body) VALUES (?, ?, ?, ?)"
                many(values, filter(None, texts))
        last, done = posts[-1][0], done + len(posts)


def _is_heavy(database: Database) -> bool:
    """Return whether too many of the texts are those of posts that are gone or have changed."""
    [(held,)] = database.ask("SELECT count(*) FROM fulltext_docsize")
    [(posts,)] = database.ask("SELECT count(*) FROM post WHERE listed")
    return bool(held > max(_AT_LEAST, _DEAD_WEIGHT * posts))


def _change(database: Database, statements: Sequence[str]) -> None:
    with database.change(database.writer) as is_same:
        for statement in statements if is_same else ():
            database.ask(statement)


def _text(body: Callable[[str], str], post: _Row) -> Text | None:
    """Return the text of a post; None if it cannot be read any more."""
    number, path, title, *lists, description = post
    try:
        text = body(os.fsdecode(path))
    except Unreadable:  # deleted or changed since the index was read
        return None
    tags = " | ".join(" | ".join(read_items(items)) for items in lists if items)
    body_text = searchable(f"{description}\n\n{text}")
    return number, searchable(title), searchable(tags), body_text.encode()
