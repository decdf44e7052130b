"""The orders of `blog tags`, in a module of their own so that its help loads nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from blogcli.posts.edit.tags import TagCount

TAG_ORDERS = ("count", "name", "last")
"""Orders of tags: most used first, by name, or last used first."""


class TagOrder(NamedTuple):
    """How tags are listed: by which of TAG_ORDERS, in reverse or not, and how many at most."""

    by: str = "count"
    reverse: bool = False
    limit: int | None = None

    def apply(self, counts: Sequence[TagCount]) -> list[TagCount]:
        """Return the tags to list, from those in the order of `count_tags`."""
        found = list(counts)
        if self.by == "name":
            found.sort(key=lambda one: one.tag.casefold())
        elif self.by == "last":
            found.sort(key=lambda one: one.last_at, reverse=True)
        return (found[::-1] if self.reverse else found)[: self.limit]
