"""What commands did to files, as the journal keeps it."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b
from typing import Literal, NamedTuple, TypeAlias

Doing: TypeAlias = Literal["do", "undo", "redo"]


class Row(NamedTuple):
    """What an action does to one file: from `source` to `target`, paths relative to the blog.

    One made has no source, one that is taken away no target. `before` and `after` are digests of
    the contents, None for none and for a file that is moved unread. Size, mode bits and time of
    change are those of the source before, 0 without one.
    """

    source: str
    target: str
    before: bytes | None
    after: bytes | None
    size: int = 0
    mode: int = 0
    mtime_ns: int = 0

    @property
    def is_carried(self) -> bool:
        """Whether the file only got another place, so that its contents are not kept."""
        return bool(self.source and self.target) and self.after is None


class Action(NamedTuple):
    """Doing a command, undoing it or doing it again; `number` is the command's in the history.

    `token` is in the names of its temporary files; `made` are folders made for it, `leaves` those
    it may leave empty, all relative to the blog.
    """

    id: int
    number: int
    doing: Doing
    label: str
    time: str
    token: str
    made: Sequence[str]
    leaves: Sequence[str]


class Trashed(NamedTuple):
    """A file in the trash: where it lies, where it was, with which post, and when it went."""

    stored: str
    path: str
    post: str
    time: str


def digest(data: bytes) -> bytes:
    return blake2b(data, digest_size=20).digest()
