"""Comments laid aside on disk until their post comes by: an export has them in any order."""

from __future__ import annotations

from datetime import UTC

from blogcli.exchange.times import when
from blogcli.posts.comments import Comment
from blogcli.posts.dates import instant

_TABLE = """
CREATE TABLE comments (post, id, html, parent, author, author_url, date, status, at)
"""


class Shelf:
    """A temporary database, gone once it is closed; memory stays small."""

    def __init__(self) -> None:
        import sqlite3

        self._db = sqlite3.connect("")  # a temporary file of SQLite's own
        self._db.executescript(f"PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; {_TABLE}")
        self._indexed = False
        self._left = 0

    def close(self) -> None:
        self._db.close()

    def put(self, post: str, comment: Comment) -> None:
        """Lay a comment aside under the id of its post."""
        date = comment.date.isoformat() if comment.date else ""
        at = instant(comment.date, UTC) if comment.date else 0
        row = (post, comment.id, comment.html, comment.parent, comment.author, comment.author_url)
        self._left += 1
        self._db.execute(
            "INSERT INTO comments VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (*row, date, comment.status, at),
        )

    def take(self, post: str) -> tuple[Comment, ...]:
        """The post's comments, the oldest first."""
        if not self._indexed:
            self._db.execute("CREATE INDEX by_post ON comments (post)")
            self._indexed = True
        rows = self._db.execute(
            "SELECT id, html, parent, author, author_url, date, status FROM comments"
            " WHERE post = ? ORDER BY at, rowid",
            (post,),
        )
        comments = tuple(
            Comment(name, html, parent, author, address, when(date), status)
            for name, html, parent, author, address, date, status in rows
        )
        self._left -= len(comments)
        return comments

    def left(self) -> int:
        """How many comments no post has taken."""
        return max(0, self._left)  # a post that is in the export twice takes them twice
