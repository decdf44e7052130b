"""Changes to a blog's files as values: to show, to save as a plan, or to apply."""

from enum import StrEnum
from typing import NamedTuple

from blogcli.store.fs.content import Content, loaded


class ChangeKind(StrEnum):
    """What a change does to a file."""

    CREATE = "create"
    WRITE = "write"
    MOVE = "move"
    TRASH = "trash"


class FileChange(NamedTuple):
    """One file before and after a change; paths are relative to the blog, with forward slashes.

    `old` is None for a file that is created, `new` for one that goes to the trash. Both are None
    for a file that is moved or trashed unread. `to` is the new path of a moved file, "" for others.
    """

    path: str
    old: Content | None
    new: Content | None
    to: str = ""

    @classmethod
    def carry(cls, path: str, to: str) -> "FileChange":
        """Return a change that moves a file of any size unread, such as the image of a post."""
        return cls(path, None, None, to)

    @classmethod
    def trash(cls, path: str, before: bytes | None = None) -> "FileChange":
        """Return a change that moves a file to the trash; without `before` it is moved unread."""
        return cls(path, before, None)

    @property
    def before(self) -> bytes | None:
        """Return the bytes before the change."""
        return loaded(self.old)

    @property
    def after(self) -> bytes | None:
        """Return the bytes after the change."""
        return loaded(self.new)

    @property
    def kind(self) -> ChangeKind:
        """Return what the change does to the file."""
        if self.to:
            return ChangeKind.MOVE
        if self.new is None:
            return ChangeKind.TRASH
        return ChangeKind.CREATE if self.old is None else ChangeKind.WRITE

    @property
    def is_empty(self) -> bool:
        """Return whether it changes nothing."""
        return self.kind is ChangeKind.WRITE and self.before == self.after
