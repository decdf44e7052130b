"""Read files, and resolve where paths of a blog really lead."""

from __future__ import annotations

import os
import stat
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

from blogcli.errors import BlogError, Unreadable, UsageError, os_reason
from blogcli.store.fs.state_dir import IN_TRASH, in_trash

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


StrPath: TypeAlias = str | os.PathLike[str]

_READING = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)

_BUT_NO_LINK = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
"""Flags that reject a symbolic link, and do not block on opening a pipe."""

BEGINNING = 8192

MAX_SIZE = 50 * 1024 * 1024
"""Largest post in bytes; a larger file is taken for something else."""


def read_file(file: StrPath, *, root: StrPath | None = None) -> bytes:
    """Return the bytes of a regular file.

    With `root`, no symbolic link out of that folder is followed, and errors give the path relative
    to it. Raises Unreadable if the file is missing, not a regular file (such a file is never
    opened: a pipe would block forever), larger than MAX_SIZE, or cannot be read.
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
            limit = f"posts can have at most {MAX_SIZE // 1024**2} MiB"
            raise Unreadable("too large for a post", limit, path=_shown(file, root))
        return read_bytes(name, status.st_size)
    except OSError as error:
        raise Unreadable(reason("cannot be read", error), path=_shown(file, root)) from None
    except UsageError as error:
        raise Unreadable(error.message, error.hint, path=_shown(file, root)) from None


def file_or_none(file: StrPath, *, root: StrPath | None = None) -> bytes | None:
    """Return the same, but None for a file that cannot be read."""
    try:
        return read_file(file, root=root)
    except Unreadable:
        return None


def read_inside(root: StrPath, path: str) -> bytes:
    """Return the bytes of the file at `path` in the blog at `root`, with symbolic links followed.

    Unlike `read_file`, it also checks the folders in the path. Raises Unreadable as `read_file`,
    and if the file is outside the blog or hidden.
    """
    try:
        place = real_place(root, path)
    except UsageError as error:
        raise Unreadable(error.message, error.hint, path=path) from None
    return read_file(place, root=root)


def read_bytes(name: str, size: int) -> bytes:
    """Return all bytes of a file that is known to be regular, of about `size` bytes.

    It uses bare system calls, since thousands of files are read.
    """
    handle = os.open(name, _READING)
    try:
        data = os.read(handle, size + 1)
        if len(data) != size:  # it is changing, or does not report its size
            while more := os.read(handle, MAX_SIZE):
                data += more
        return data
    finally:
        os.close(handle)


def beginning(file: str) -> bytes | None:
    """Return the first BEGINNING bytes of a file that `read_file` would read.

    None for anything else, and for a symbolic link.
    """
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
    """Return where `path` is, as `real_place` resolves it."""
    from pathlib import Path

    return Path(real_place(root, path))


def real_place(root: StrPath, path: StrPath) -> str:
    """Return where `path` (relative to `root`, or absolute) is, with symbolic links followed.

    Raises UsageError if that is not inside `root`, or is hidden there (see is_hidden).
    """
    try:
        home = os.path.realpath(root)
        place = os.path.realpath(os.path.join(home, path))
    except ValueError:
        raise UsageError(f"invalid file name {str(path)!r}") from None
    if place != home and not place.startswith(home.rstrip(os.sep) + os.sep):
        raise UsageError("points outside the blog", path=os.fspath(path))
    if is_hidden(relative_path(place, home)):
        raise UsageError("points to a hidden file or folder", path=os.fspath(path))
    return place


def relative_path(place: str, root: str) -> str:
    """Return a place in `root` as a path relative to it, with forward slashes."""
    return place[len(root) :].strip(os.sep).replace(os.sep, "/") or "."


def files_below(root: str, folder: str) -> Iterator[str]:
    """Yield the path of every file below a folder of the blog; no symbolic link is followed."""
    for at, folders, names in os.walk(f"{root}/{folder}"):
        folders.sort()
        links = [name for name in folders if os.path.islink(f"{at}/{name}")]
        yield from (relative_path(f"{at}/{name}", root) for name in sorted(names + links))


_SHORT_GIT = "git~"
"""Start of the 8.3 short name that Windows also gives to `.git`."""

_PASSED_OVER = dict.fromkeys(
    [0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF]
)
"""Characters that some file systems ignore in a name (git's core.protectHFS lists them)."""


def is_hidden(path: str) -> bool:
    """Return whether a name in the path is hidden, or is the same as `.git` on some file system."""
    if path == ".":
        return False
    if path.isascii() and "/." not in f"/{path}" and "~" not in path:
        return False
    names = [name.translate(_PASSED_OVER).casefold() for name in path.split("/")]
    return any(name.startswith((".", _SHORT_GIT)) for name in names)


_IN_NO_NAME = frozenset("\0:\\" if os.name == "nt" else "\0")


class BlogPaths:
    """The real places of one blog's paths, for writing; each is checked and resolved once.

    A place is never outside `root`, hidden or behind a linked folder, nor one for whose path
    `check` raises. A path in the trash leads to the folder `trash`.
    """

    def __init__(
        self,
        root: StrPath,
        check: Callable[[str], None] | None = None,
        trash: StrPath | None = None,
    ) -> None:
        self._root = root
        self._check = check
        self._trash = trash
        self._folders: dict[str, Path] = {}
        self._entries: dict[str, Path] = {}

    @cached_property
    def root(self) -> Path:
        """Return the blog's folder."""
        from pathlib import Path

        return Path(self._root)

    @cached_property
    def trash(self) -> Path:
        """Return the folder of the trash. Raises BlogError if there is none."""
        from pathlib import Path

        if self._trash is None:
            hint = "set $XDG_STATE_HOME to a writable folder"
            raise BlogError("no folder for the trash", hint)
        return Path(self._trash)

    def entry(self, path: str) -> Path:
        """Return the file's own place; the file may be a symbolic link.

        Raises UsageError for a path that may not be written.
        """
        known = self._entries.get(path)
        if known is None:
            folder, _, name = path.rpartition("/")
            known = self._entries[path] = self.folder(folder, path) / name
        return known

    def folder(self, folder: str, path: str = "") -> Path:
        """Return the place of a folder, for the file `path` in it if given. Raises as `entry`."""
        path = path or folder
        names = path.split("/")
        if not {"", ".", ".."}.isdisjoint(names) or set(path) & _IN_NO_NAME:
            raise UsageError("not a valid file name in a blog", path=path)
        if in_trash(path):
            return self.trash.joinpath(*folder.split("/")[2:])
        if is_hidden(path):
            raise UsageError("is hidden; blogcli never writes hidden files", path=path)
        if self._check is not None and path != folder:
            self._check(path)
        real = self._folders.get(folder)
        if real is None:
            real = self._folders[folder] = inside(self.root, folder or ".")
            if real != self.root / folder:
                del self._folders[folder]
                hint = f"give the path in {self.relative(real)}/ instead"
                raise UsageError("is behind a linked folder", hint, path=path)
        return real

    def place(self, path: str) -> Path:
        """Return where the file's contents are, at the end of a link. Raises as `entry`."""
        entry = self.entry(path)
        if in_trash(path) or not entry.is_symlink():
            return entry
        real = inside(self.root, path)
        return self.entry(self.relative(real))

    def relative(self, place: Path) -> str:
        """Return a place in the blog or its trash as a path of the journal."""
        if self._trash is not None and place.is_relative_to(self.trash):
            return IN_TRASH + place.relative_to(self.trash).as_posix()
        return place.relative_to(self.root).as_posix()


def reason(what: str, error: OSError) -> str:
    """Return what failed and why, with the system's error message."""
    return f"{what}: {os_reason(error)}"


def _shown(file: StrPath, root: StrPath | None) -> str:
    """Return the file's path for errors: relative to the blog if it is inside."""
    name = str(file)
    return name.removeprefix(f"{root}{os.sep}").replace(os.sep, "/") if root else name


def current_contents(places: BlogPaths, path: str) -> bytes | None:
    """Return what a file holds now, None if it does not exist. Raises BlogError if unreadable."""
    place = places.place(path)
    if not os.path.lexists(place):
        return None
    try:
        return read_file(place)
    except Unreadable as error:
        raise BlogError(error.message, path=path) from None
