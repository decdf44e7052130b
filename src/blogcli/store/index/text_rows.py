"""The words of all posts: an FTS5 table in the index, filled by the first search, kept up to date.

The texts themselves are not stored, since the posts have them. So SQLite before 3.43 cannot delete:
a changed post gets a new number, and the text with the old one is ignored. It still weighs a little
in the ranks of others; if one text in ten is dead, the table is filled again.
"""

from __future__ import annotations

from collections.abc import Iterable

from blogcli.posts.model.summary import Summary
from blogcli.posts.search.tokens import TOKENIZER, searchable, searchable_bytes
from blogcli.store.index.database import Database

_HELD = 4 * 1024**2
"""Bytes of new words that FTS5 buffers before it writes them.

A first fill of 70 MB writes 11 segments then. Fewer bytes leave too many segments, and more leave
the processor's cache, in a fifth more time.
"""

# In the first column a post takes two bytes less for each of its words, a third of the table.
# Segments are merged at once when there are many; FTS5 would begin at four, in a quarter more time.
_TABLE = (
    "DROP TABLE IF EXISTS fulltext",
    "CREATE VIRTUAL TABLE fulltext USING fts5"
    f"(body, title, tags, content='', tokenize=\"{TOKENIZER}\")",
    f"INSERT INTO fulltext (fulltext, rank) VALUES ('hashsize', {_HELD})",
    "INSERT INTO fulltext (fulltext, rank) VALUES ('automerge', 0)",
    "INSERT INTO fulltext (fulltext, rank) VALUES ('crisismerge', 64)",
)

_DEAD_WEIGHT, _AT_LEAST = 1.1, 100
"""Most texts for each post, and a number of texts that is always allowed."""

FIELDS = ("title", "tags", "categories", "authors", "description")
"""The fields of a summary that are indexed, beside the body."""

TextRow = tuple[str, str, bytes]
"""Title, tags and body of a post, as they are indexed; bytes are not encoded again."""


def text_row(post: Summary, body: bytes) -> TextRow:
    """Return the text of a post, of which only FIELDS are used."""
    tags = " | ".join((*post.tags, *post.categories, *post.authors))
    text = post.description.encode("utf-8", "replace") + b"\n\n" + body
    return searchable(post.title), searchable(tags), searchable_bytes(text)


def insert_texts(database: Database, rows: Iterable[tuple[object, ...]]) -> None:
    """Index the texts of posts; each row begins with the number of its post."""
    values = "INSERT INTO fulltext (rowid, title, tags, body) VALUES (?, ?, ?, ?)"
    database.connection.executemany(values, rows)


def has_room(database: Database, more: int = 0) -> bool:
    """Return whether the table is there, and not too many of its texts are of posts that are gone.

    `more` posts will be added to both.
    """
    if not database.ask("SELECT 1 FROM sqlite_schema WHERE name = 'fulltext'"):
        return False
    [(held,)] = database.ask("SELECT count(*) FROM fulltext_docsize")
    [(posts,)] = database.ask("SELECT count(*) FROM post WHERE listed")
    return bool(held + more <= max(_AT_LEAST, _DEAD_WEIGHT * (posts + more)))


def make_table(database: Database) -> None:
    """Make the table, empty, in place of one that may be there."""
    for statement in _TABLE:
        database.ask(statement)
