"""What the blog's own links to files show: whether such a link is the path of a file."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

FEW_BY_URL, FEW_BY_PATH = 5, 20
"""How many are told without a majority, where the addresses of the posts are known, and where such
a link is the path of a file. More of them are a folder that is elsewhere, not so many slips."""


@dataclass(slots=True)
class LinkEvidence:
    """The results for a blog's links of one kind: a count of right ones, a row for each other."""

    right: int = 0
    wrong: list[tuple[Any, ...]] = field(default_factory=list)

    def is_clear(self, few: int = 0) -> bool:
        """Return whether the wrong ones are wrong: more are right, or they are `few` at most."""
        return self.right > len(self.wrong) or len(self.wrong) <= few
