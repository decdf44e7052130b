"""The only code that reads and writes files: nothing half written, nothing overwritten unseen."""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from blogcli.errors import BlogError, Conflict, Unreadable, UsageError

if TYPE_CHECKING:
    from pathlib import Path

StrPath: TypeAlias = str | os.PathLike[str]

_READING = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)

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
        raise Unreadable(_reason("cannot be read", error), path=_shown(file, root)) from None
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


class Staged(NamedTuple):
    """A new version of a file, written beside it under the hidden name `temp`.

    `path` is what it is to be, `place` where that really is; `made` are folders that were made
    for it, the outermost first.
    """

    path: str
    place: Path
    before: bytes | None
    temp: Path
    made: tuple[Path, ...]


def stage(path: str, data: bytes, *, before: bytes | None, root: Path) -> Staged:
    """Write a new version of a file beside it; `before` is what the file holds, None for nothing.

    `path` is relative to `root`. The version has the mode and, where allowed, the owner of the
    file; for a link it lies beside what the link leads to. Folders are made as needed. Raises
    UsageError for a path that leads out of `root`, BlogError where the system refuses.
    """
    place = inside(root, path)
    # 40 characters of the name are at most 160 bytes, which leaves room below the usual 255.
    temp = place.parent / f".{place.name[:40]}.blogcli-{os.urandom(4).hex()}"
    staged = Staged(path, place, before, temp, _missing(place.parent))
    try:
        _make_folders(staged.made)
        _write(temp, data)
        if before is not None:
            _keep_mode(temp, place)
    except BaseException as error:
        discard([staged])
        if isinstance(error, OSError):
            raise _refused(path, error) from None
        raise
    return staged


def put(versions: Sequence[Staged]) -> None:
    """Give staged versions their names, each whole or not at all, and for good.

    Every file must still be as it was: first all are looked at, then each again as its turn
    comes. Raises Conflict for one that is not, BlogError where the system refuses; the hint tells
    how many were put by then.
    """
    try:
        _sync_all([version.temp for version in versions])
        for version in versions:
            _check(version)
        for done, version in enumerate(versions):
            try:
                _put(version)
            except BlogError as error:
                if done:
                    error.hint = f"{done} of {len(versions)} files were written before it"
                raise
        for folder in {version.place.parent for version in versions}:
            _sync_folder(folder)
    except OSError as error:
        raise BlogError(_reason("the disk does not take it", error)) from None


def discard(versions: Sequence[Staged]) -> None:
    """Take staged versions back, as far as they have not been put, with folders made for them."""
    for version in versions:
        with suppress(OSError):
            _remove(version.temp)
        for folder in reversed(version.made):
            with suppress(OSError):
                folder.rmdir()


def _check(version: Staged) -> None:
    """Raise Conflict unless the file is still as it was."""
    if version.before is None:
        if os.path.lexists(version.place):
            raise _exists(version.path)
        return
    try:
        same = read_file(version.place) == version.before
    except Unreadable:
        same = False
    if not same:
        hint = "run the command again to see it anew"
        raise Conflict("the file changed since it was read", hint, path=version.path)


def _put(version: Staged) -> None:
    _check(version)
    try:
        if version.before is None:
            _put_new(version.temp, version.place)
        else:
            _put_over(version.temp, version.place)
    except FileExistsError:
        raise _exists(version.path) from None
    except OSError as error:
        raise _refused(version.path, error) from None


# Each step below is one system call or so: tests end the process before and after any of them.


def _write(temp: Path, data: bytes) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with open(os.open(temp, flags, 0o666), "wb", buffering=0) as stream:
        rest = memoryview(data)
        while rest:
            rest = rest[stream.write(rest) or 0 :]


def _keep_mode(temp: Path, place: Path) -> None:
    status = place.stat()
    if os.name != "nt":
        with suppress(PermissionError):
            os.chown(temp, status.st_uid, status.st_gid)
    temp.chmod(stat.S_IMODE(status.st_mode))


def _sync_all(files: Sequence[Path]) -> None:
    """Make contents last. The disk takes the waits of several threads in one go."""
    if len(files) <= _SYNCED_AT_ONCE:
        for file in files:
            _sync(file)
        return
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(_SYNCED_AT_ONCE) as threads:
        list(threads.map(_sync, files))


_SYNCED_AT_ONCE = 8


def _sync(file: Path) -> None:
    handle = os.open(file, os.O_RDWR if os.name == "nt" else os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _put_over(temp: Path, place: Path) -> None:
    temp.replace(place)


def _put_new(temp: Path, place: Path) -> None:
    """Give `temp` its name; raises FileExistsError where the name is taken, even just now."""
    try:
        place.hardlink_to(temp)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links
        place.touch(exist_ok=False)
        _put_over(temp, place)
    else:
        _remove(temp)


def _remove(temp: Path) -> None:
    temp.unlink()


def _sync_folder(folder: Path) -> None:
    """Make new names in a folder last; Windows has no such call."""
    if os.name != "nt":
        _sync(folder)


def _missing(folder: Path) -> tuple[Path, ...]:
    """The folder and those above it that are not there, the outermost first."""
    return () if folder.exists() else (*_missing(folder.parent), folder)


def _make_folders(folders: Sequence[Path]) -> None:
    for folder in folders:
        folder.mkdir(exist_ok=True)
        _sync_folder(folder.parent)


def _exists(path: str) -> Conflict:
    return Conflict("exists already", "nothing is ever overwritten: choose another", path=path)


def _refused(path: str, error: OSError) -> BlogError:
    return BlogError(_reason("cannot be written", error), path=path)


def _reason(what: str, error: OSError) -> str:
    return f"{what}: {(error.strerror or str(error)).lower()}"


def _shown(file: StrPath, root: StrPath | None) -> str:
    """The file as errors name it: relative to the blog where it lies in one."""
    name = str(file)
    return name.removeprefix(f"{root}{os.sep}").replace(os.sep, "/") if root else name
