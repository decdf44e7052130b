"""A comment store on disk: keeps comments until their post is read, in whatever order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import UTC
from typing import TypeAlias

from blogcli.exchange.text.dates import when
from blogcli.posts.model.comments import Comment
from blogcli.posts.text.dates import instant

_TABLE = """
CREATE TABLE comments (post, id, html, parent, author, author_url, date, status, at)
"""


class CommentStore:
    """A comment store in a temporary SQLite database, which is deleted when closed."""

    def __init__(self) -> None:
        import sqlite3

        self._db = sqlite3.connect("")  # a temporary file of SQLite's own
        self._db.executescript(f"PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; {_TABLE}")
        self._indexed = False
        self._left = 0

    def close(self) -> None:
        """Close and delete the database."""
        self._db.close()

    def clear(self) -> None:
        """Remove all comments."""
        self._db.execute("DELETE FROM comments")
        self._left = 0

    def put(self, post: str, make: Callable[[], Comment]) -> None:
        """Store the comment that `make` returns under the id of its post."""
        comment = make()
        date = comment.date.isoformat() if comment.date else ""
        at = instant(comment.date, UTC) if comment.date else 0
        row = (post, comment.id, comment.html, comment.parent, comment.author, comment.author_url)
        self._left += 1
        self._db.execute(
            "INSERT INTO comments VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (*row, date, comment.status, at),
        )

    def take(self, post: str) -> tuple[Comment, ...]:
        """Return the comments of a post, oldest first."""
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
        """Return the number of comments that no post has taken."""
        return max(0, self._left)  # a post that is in the export twice takes them twice


class CommentCounts:
    """A comment store that only counts: the comments it returns are empty."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._taken: set[str] = set()

    def close(self) -> None:
        """Do nothing; there is nothing to close."""

    def clear(self) -> None:
        """Remove all counts."""
        self._counts.clear()

    def put(self, post: str, _: Callable[[], Comment]) -> None:
        """Count a comment of the post."""
        self._counts[post] += 1

    def take(self, post: str) -> tuple[Comment, ...]:
        """Return the post's number of empty comments."""
        self._taken.add(post)
        return (_EMPTY,) * self._counts[post]

    def left(self) -> int:
        """Return the number of comments that no post has taken."""
        return sum(self._counts[post] for post in self._counts.keys() - self._taken)


_EMPTY = Comment("", "")

AnyCommentStore: TypeAlias = CommentStore | CommentCounts


def open_comment_store(*, outline: bool) -> AnyCommentStore:
    """Return an empty comment store; for an outline, one that only counts."""
    return CommentCounts() if outline else CommentStore()
