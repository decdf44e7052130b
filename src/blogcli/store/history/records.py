"""The records of the journal: actions, the files they change, and files in the trash."""

from collections.abc import Sequence
from typing import Literal, NamedTuple, TypeAlias

from blogcli.store.fs.content import digest as digest

Doing: TypeAlias = Literal["do", "undo", "redo"]


class FileRecord(NamedTuple):
    """What an action does to one file: from `source` to `target`, paths relative to the blog.

    A created file has no source, a removed one no target. `before` and `after` are digests of the
    contents. They are None if there are no contents, and for a file that is moved unread. `size`
    (bytes), `mode` (permission bits) and `mtime_ns` are those of the source before the action, 0
    without a source.
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
        """Return whether the file is only moved, so that its contents are not stored."""
        return bool(self.source and self.target) and self.after is None


class Action(NamedTuple):
    """One run of a command: do, undo or redo. `number` is the command's number in the history.

    `token` is part of the names of its temporary files. `made` are folders created for it, `leaves`
    folders that it may leave empty. All are relative to the blog.
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
    """A file in the trash.

    `stored` is its path in the trash, `path` its former path in the blog, `post` the post that it
    was removed with, and `time` when it was removed.
    """

    stored: str
    path: str
    post: str
    time: str
