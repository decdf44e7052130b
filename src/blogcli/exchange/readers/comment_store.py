"""A comment store: keeps comments until their post is read, in whatever order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import UTC

from blogcli.posts.model.comments import Comment
from blogcli.posts.text.dates import instant


class CommentStore:
    """Comments by the id of their post; for an outline they are only counted, and empty."""

    def __init__(self, *, outline: bool = False) -> None:
        self._outline = outline
        self._comments: defaultdict[str, list[Comment]] = defaultdict(list)
        self._taken: set[str] = set()

    def clear(self) -> None:
        """Remove all comments."""
        self._comments.clear()

    def put(self, post: str, make: Callable[[], Comment]) -> None:
        """Store the comment that `make` returns under the id of its post."""
        self._comments[post].append(_EMPTY if self._outline else make())

    def take(self, post: str) -> tuple[Comment, ...]:
        """Return the comments of a post, oldest first."""
        self._taken.add(post)
        return tuple(sorted(self._comments.get(post, ()), key=_moment))

    def left(self) -> int:
        """Return the number of comments that no post has taken."""
        return sum(len(self._comments[post]) for post in self._comments.keys() - self._taken)


_EMPTY = Comment("", "")


def _moment(comment: Comment) -> float:
    return instant(comment.date, UTC) if comment.date else 0
