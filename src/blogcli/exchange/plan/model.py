"""The planned result of an import for one post: what happens to it, and why."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Outcome(StrEnum):
    """What an import does with a post."""

    NEW = "new"
    UPDATED = "updated"
    SAME = "unchanged"
    HELD = "held"  # updated or unchanged: not known without converting it
    LEFT = "left"


class PlannedFile(NamedTuple):
    """A file of the blog before and after the import; `before` is None for a new file."""

    path: str
    before: bytes | None
    after: bytes


@dataclass(frozen=True, slots=True)
class PlannedPost:
    """A post or page of an export, and what the import does with it.

    `status` is draft, private, scheduled or published. `path` is its path in the blog, "" if it
    has none. `reason` says why it is skipped, `notes` what was changed or is uncertain.
    """

    outcome: Outcome
    kind: str
    title: str
    status: str
    path: str = ""
    comments: int = 0
    reason: str = ""
    notes: tuple[str, ...] = ()
    files: tuple[PlannedFile, ...] = ()
