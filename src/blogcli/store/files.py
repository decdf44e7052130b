"""Files read, and where paths of a blog really lead."""

from __future__ import annotations

import os
import stat
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

from blogcli.errors import Unreadable, UsageError

if TYPE_CHECKING:
    from pathlib import Path

StrPath: TypeAlias = str | os.PathLike[str]

_READING = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)

_BUT_NO_LINK = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
"""A pipe opens at once, with nobody at its other end."""

BEGINNING = 8192

MAX_SIZE = 50 * 1024 * 1024
"""A post of more bytes than this is taken for something else."""


def read_file(file: StrPath, *, root: StrPath | None = None) -> bytes:
    """The bytes of a regular file.

    With `root` no link out of that folder is followed, and errors name the file relative to it.
    Raises Unreadable for what is missing, no regular file (which is never opened: a pipe would
    wait for ever), larger than MAX_SIZE, or not to be read.
    """
    name = os.fspath(file)
    try:
        status = os.lstat(name)
        if stat.S_ISLNK(status.st_mode):
            name = os.path.realpath(name) if root is None else real_place(root, name)
            status = os.lstat(name)
        if not stat.S_ISREG(status.st_mode):
            raise Unreadable("not a regular file", path=_shown(file, root))
        if status.st_size > MAX_SIZE:
            limit = f"a post has at most {MAX_SIZE // 1024**2} MiB"
            raise Unreadable("too large for a post", limit, path=_shown(file, root))
        return _read(name, status.st_size)
    except OSError as error:
        raise Unreadable(reason("cannot be read", error), path=_shown(file, root)) from None
    except UsageError as error:
        raise Unreadable(error.message, error.hint, path=_shown(file, root)) from None


def _read(name: str, size: int) -> bytes:
    """All bytes of a file that is about `size` long; by bare calls, for thousands are read."""
    handle = os.open(name, _READING)
    try:
        data = os.read(handle, size + 1)
        if len(data) != size:  # it grew or shrank just now, or does not know its size
            while more := os.read(handle, MAX_SIZE):
                data += more
        return data
    finally:
        os.close(handle)


def beginning(file: str) -> bytes | None:
    """The first BEGINNING bytes of what `read_file` reads, links apart; None of all else."""
    try:
        handle = os.open(file, _READING | _BUT_NO_LINK)
        try:
            status = os.fstat(handle)
            is_post = stat.S_ISREG(status.st_mode) and status.st_size <= MAX_SIZE
            return os.read(handle, BEGINNING) if is_post else None
        finally:
            os.close(handle)
    except (OSError, ValueError):
        return None


def inside(root: StrPath, path: StrPath) -> Path:
    """Where `path` is, as `real_place` finds it."""
    from pathlib import Path

    return Path(real_place(root, path))


def real_place(root: StrPath, path: StrPath) -> str:
    """Where `path` (relative to `root`, or absolute) really is, links followed.

    Raises UsageError where that is not inside `root`.
    """
    try:
        home = os.path.realpath(root)
        place = os.path.realpath(os.path.join(home, path))
    except ValueError:
        raise UsageError(f"no file can have the name {str(path)!r}") from None
    if place != home and not place.startswith(home.rstrip(os.sep) + os.sep):
        raise UsageError("leads out of the blog's folder", path=os.fspath(path))
    return place


_IN_NO_NAME = frozenset("\0:\\" if os.name == "nt" else "\0")


class Places:
    """Where the paths of one blog lead, each folder looked up once.

    Raises UsageError for a path that leads out of `root`.
    """

    def __init__(self, root: StrPath) -> None:
        self._root = root
        self._folders: dict[str, Path] = {}

    @cached_property
    def root(self) -> Path:
        from pathlib import Path

        return Path(self._root)

    def entry(self, path: str) -> Path:
        """The file's own place: links are followed in its folders, not in its name."""
        folder, _, name = path.rpartition("/")
        if path[:1] == "/" or name in ("", ".", "..") or set(path) & _IN_NO_NAME:
            raise UsageError("no file of a blog can have this name", path=path)
        real = self._folders.get(folder)
        if real is None:
            real = self._folders[folder] = inside(self.root, folder or ".")
        return real / name

    def place(self, path: str) -> Path:
        """Where the file's contents are: what a link leads to."""
        entry = self.entry(path)
        return inside(self.root, path) if entry.is_symlink() else entry


def reason(what: str, error: OSError) -> str:
    """What could not be done and why, as the system says it."""
    return f"{what}: {(error.strerror or str(error)).lower()}"


def _shown(file: StrPath, root: StrPath | None) -> str:
    """The file as errors name it: relative to the blog where it lies in one."""
    name = str(file)
    return name.removeprefix(f"{root}{os.sep}").replace(os.sep, "/") if root else name
