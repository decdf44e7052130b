"""What a plan of an import says of one post: what is to be done, and why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Outcome(StrEnum):
    """What becomes of a post of an export."""

    NEW = "new"
    UPDATED = "updated"
    SAME = "unchanged"
    HELD = "held"  # updated or unchanged: only its conversion tells
    LEFT = "left"


class File(NamedTuple):
    """A file of the blog before and after; `before` is None for one that is made."""

    path: str
    before: bytes | None
    after: bytes


@dataclass(frozen=True, slots=True)
class Arrival:
    """One post or page of an export and what becomes of it.

    `status` is draft, private, scheduled or published; `path` its place in the blog, "" for one
    without. `reason` says why it is left, `notes` what came across changed or in doubt.
    """

    outcome: Outcome
    kind: str
    title: str
    status: str
    path: str = ""
    comments: int = 0
    reason: str = ""
    notes: tuple[str, ...] = ()
    files: tuple[File, ...] = ()
