"""What a reader keeps aside: counts of what it skips, and comments until their post is read."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import UTC

from blogcli.exchange.model import ReadOptions, Skipped
from blogcli.posts.model.comments import Comment
from blogcli.posts.text.dates import instant

_EMPTY = Comment("", "")


class Aside:
    """The counts of skipped items, and the comments by the id of their post, in whatever order.

    For an outline comments are only counted, and empty.
    """

    def __init__(self, options: ReadOptions) -> None:
        self.options = options
        self._counts: Counter[tuple[str, str]] = Counter()
        self._comments: defaultdict[str, list[Comment]] = defaultdict(list)
        self._taken: set[str] = set()

    def skip(self, what: str, reason: str, count: int = 1) -> None:
        """Count skipped items of one kind, with the reason."""
        self._counts[what, reason] += count

    def keeps(self, *, gone: str = "", hidden: str = "") -> bool:
        """Return whether to import a comment; count it if not.

        `gone` is the reason to skip it always, `hidden` one that `--comments all` overrules.
        """
        reason = gone or ("" if self.options.comments == "all" else hidden)
        if self.options.comments == "none":
            reason = "comments are skipped (--comments none)"
        if reason:
            self.skip("comment", reason)
        return not reason

    def put(self, post: str, make: Callable[[], Comment]) -> None:
        """Store the comment that `make` returns under the id of its post."""
        self._comments[post].append(_EMPTY if self.options.outline else make())

    def take(self, post: str) -> tuple[Comment, ...]:
        """Return the comments of a post, oldest first."""
        self._taken.add(post)
        return tuple(sorted(self._comments.get(post, ()), key=_moment))

    def clear(self) -> None:
        """Forget everything."""
        self._counts.clear()
        self._comments.clear()

    def skipped(self) -> list[Skipped]:
        """Return the counts, in the order of their first occurrence, once the stream has ended."""
        left = sum(len(self._comments[post]) for post in self._comments.keys() - self._taken)
        self.skip("comment", "its post was not imported", left)
        return [
            Skipped(what, count, reason) for (what, reason), count in self._counts.items() if count
        ]


def _moment(comment: Comment) -> float:
    return instant(comment.date, UTC) if comment.date else 0
