"""Every change to a blog's files, as a value: to be shown, saved as a plan, or carried out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from blogcli.store.files import Places
from blogcli.store.versions import Staged, discard, put_all, stage


class Kind(StrEnum):
    """What becomes of a file."""

    CREATE = "create"
    WRITE = "write"
    MOVE = "move"
    TRASH = "trash"


@dataclass(frozen=True, slots=True)
class Change:
    """One file before and after; paths are relative to the blog, with forward slashes.

    `before` is None for a file that is made, `after` for one that goes to the trash; both are for
    one that is moved or trashed unread. `to` is where it is moved, "" where it stays.
    """

    path: str
    before: bytes | None
    after: bytes | None
    to: str = ""

    @classmethod
    def create(cls, path: str, after: bytes) -> Change:
        """A file that is made; nothing may be there."""
        return cls(path, None, after)

    @classmethod
    def write(cls, path: str, before: bytes, after: bytes) -> Change:
        """A file that is to hold something else."""
        return cls(path, before, after)

    @classmethod
    def move(cls, path: str, to: str, before: bytes, after: bytes) -> Change:
        """A file that gets another name, and may get other contents with it."""
        return cls(path, before, after, to)

    @classmethod
    def carry(cls, path: str, to: str) -> Change:
        """A file that gets another name unread, of any size, as the image of a post."""
        return cls(path, None, None, to)

    @classmethod
    def trash(cls, path: str, before: bytes | None = None) -> Change:
        """A file that goes to the trash; one without `before` goes unread."""
        return cls(path, before, None)

    @property
    def kind(self) -> Kind:
        if self.to:
            return Kind.MOVE
        if self.after is None:
            return Kind.TRASH
        return Kind.CREATE if self.before is None else Kind.WRITE

    @property
    def is_empty(self) -> bool:
        """Whether it changes nothing."""
        return self.kind is Kind.WRITE and self.before == self.after


def apply(root: Path, changes: Sequence[Change]) -> None:
    """Create and write files that are no blog's yet, each whole or not at all, without a history.

    For a blog's own files see transaction.apply. Raises Conflict where a file is not as it was
    before, UsageError for a path that leads out of `root`, BlogError where the system refuses. See
    versions.stage and versions.put_all.
    """
    versions: list[Staged] = []
    places = Places(root)
    try:
        for change in changes:
            assert change.after is not None
            assert not change.to
            staged = stage(change.path, change.after, before=change.before, places=places)
            versions.append(staged)
        put_all(versions)
    except BaseException:
        discard(versions)
        raise
