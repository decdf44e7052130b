"""What the blog's own links to files show: whether such a link is the path of a file."""

from __future__ import annotations

from dataclasses import dataclass, field

from blogcli.posts.checks.model import Finding

_FEW = 5
"""So few links are told in any case where the site's addresses are known: a person can judge them,
and no majority of so few says anything."""


@dataclass(slots=True)
class LinkEvidence:
    """The results for a blog's links of one kind: a count of right ones, findings for others."""

    right: int = 0
    wrong: list[Finding] = field(default_factory=list)

    def is_clear(self, *, certain: bool, few: bool = False) -> bool:
        """Return whether the wrong ones are surely wrong.

        They are if links are `certain` to be paths of files, if more are right than wrong, or, with
        `few`, if there are few.
        """
        count = len(self.wrong)
        return certain or self.right > count or (few and self.right + count <= _FEW)
