"""Write new versions of files aside, then rename them into place: none is half written.

They wait in a hidden folder beside the files concerned, one for each command. In the folder of the
files themselves, ext4 would look for the inode of each in vain among those that were freed a moment
ago, and a folder that has grown by thousands of names never shrinks.
"""

import errno
import os
import stat
from collections.abc import Sequence
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from blogcli.errors import BlogError, Conflict
from blogcli.store.fs.content import Content, holds, loaded
from blogcli.store.fs.files import BlogPaths, file_or_none, reason
from blogcli.store.fs.fsync import sync, sync_folders
from blogcli.store.fs.rename_exchange import exchange_files
from blogcli.store.fs.state_dir import open_private

AGAIN = "run the command again"


def temp_of(place: Path, token: str) -> Path:
    """Return where a version of the file at `place` waits; `token` makes the folder unique."""
    # The name's own 40 characters are at most 160 bytes, which leaves room below the usual 255. No
    # site generator takes what ends in `~` for a page.
    name, unique = place.name, blake2b(os.fsencode(place.name), digest_size=8).hexdigest()
    return place.parent / f".blogcli-{token}" / f"{name[:40]}-{unique}~"


def make_temp_folder(temp: Path) -> None:
    """Create the folder of a temporary file, for its user alone."""
    with suppress(FileExistsError):
        os.mkdir(temp.parent, 0o700)


def remove_temp_folder(folder: Path, token: str) -> None:
    """Delete the folder for temporary files of `folder`, unless it has a file of someone else."""
    try:
        (folder / f".blogcli-{token}").rmdir()
    except (FileNotFoundError, NotADirectoryError):
        pass
    except OSError as error:
        if error.errno not in (errno.ENOTEMPTY, errno.EEXIST):
            raise


class Stamp(NamedTuple):
    """The metadata of a file: mode bits, and modification time in nanoseconds."""

    mode: int
    mtime_ns: int


class Staged(NamedTuple):
    """A new version of a file, written to `temp`.

    `path` is its final path, `place` where that really is; `made` are folders that were created for
    it, the outermost first.
    """

    path: str
    place: Path
    before: Content | None
    temp: Path
    made: tuple[Path, ...]


def stage(
    path: str,
    data: Content,
    *,
    before: Content | None,
    places: BlogPaths,
    token: str,
    stamp: Stamp | None = None,
) -> Staged:
    """Write a new version of a file; `before` is what the file holds, None for no file.

    The version has the mode and, if allowed, the owner of the file, or else what `stamp` says. For
    a symbolic link it waits beside the link's target. Missing folders are created. Raises
    UsageError for a path that leads out of the blog, BlogError if the system refuses.
    """
    place = places.place(path)
    temp = temp_of(place, token)
    staged = Staged(path, place, before, temp, missing(place.parent))
    try:
        make_folders(staged.made)
        make_temp_folder(temp)
        _write(temp, loaded(data), 0o666 if before is None and stamp is None else 0o600)
        if before is not None:
            keep_mode(temp, place)
        if stamp is not None:
            _stamp(temp, stamp)
    except BaseException as error:
        _discard(staged)
        if isinstance(error, OSError):
            raise write_refused(path, error) from None
        raise
    return staged


def put(version: Staged) -> None:
    """Rename a staged version into place if the file is as it was.

    Raises Conflict if it is not, BlogError if the system refuses.

    The file and its version are swapped, and the old file is checked before it is deleted: a change
    at the last moment is put back. If the system cannot swap files, the old one is checked first.
    """
    try:
        if version.before is None:
            link_new(version.temp, version.place)
        elif exchange_files(version.temp, version.place):
            _look_at_the_old(version, version.before)
        else:
            raise_if_changed(version.path, version.place, version.before)
            version.temp.replace(version.place)
    except FileExistsError:
        raise exists(version.path) from None
    except FileNotFoundError:
        raise Conflict("was deleted after it was read", AGAIN, path=version.path) from None
    except OSError as error:
        raise write_refused(version.path, error) from None


def _look_at_the_old(version: Staged, before: Content) -> None:
    """Delete the file that a version replaced, or swap it back if it is not as it was."""
    try:
        raise_if_changed(version.path, version.temp, before)
    except Conflict:
        exchange_files(version.temp, version.place)
        raise
    remove(version.temp)


def take_away(path: str, place: Path, before: Content, token: str) -> None:
    """Remove a file that holds `before`; if it changed at the last moment, it is put back."""
    aside = temp_of(place, token)
    make_temp_folder(aside)
    try:
        place.rename(aside)
    except FileNotFoundError:
        raise Conflict("was deleted after it was read", AGAIN, path=path) from None
    try:
        raise_if_changed(path, aside, before)
    except Conflict:
        link_new(aside, place)
        raise
    remove(aside)


def _discard(version: Staged) -> None:
    """Delete a staged version, and all folders made for it that are empty."""
    with suppress(OSError):
        remove(version.temp)
    for folder in (version.temp.parent, *reversed(version.made)):
        with suppress(OSError):
            folder.rmdir()


def raise_if_changed(path: str, place: Path, before: Content | None) -> None:
    """Raise Conflict unless the file holds `before`, or does not exist if that is None."""
    if before is None:
        if os.path.lexists(place):
            raise exists(path)
        return
    held = file_or_none(place)
    if held is None or not holds(held, before):
        raise Conflict("the file has changed since it was read", AGAIN, path=path)


# Each is about one system call: tests kill the process before and after any of them.


def _write(temp: Path, data: bytes, mode: int) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with open(os.open(temp, flags, mode), "wb", buffering=0) as stream:
        rest = memoryview(data)
        while rest:
            rest = rest[stream.write(rest) or 0 :]


def keep_mode(temp: Path, place: Path) -> None:
    """Give a version the mode and, if that is allowed, the owner of a file."""
    status = place.stat()
    if os.name != "nt":
        with suppress(PermissionError):
            os.chown(temp, status.st_uid, status.st_gid)
    temp.chmod(stat.S_IMODE(status.st_mode))


def _stamp(temp: Path, stamp: Stamp) -> None:
    temp.chmod(stamp.mode & 0o777)  # never set-user-ID
    os.utime(temp, ns=(stamp.mtime_ns, stamp.mtime_ns))


def link_new(old: Path, new: Path, token: str = "") -> None:
    """Rename a file. Raises FileExistsError if the new name is taken, even at the last moment.

    To another device, where the trash may be, it is copied, first to a temporary file.
    """
    try:
        os.link(old, new, follow_symlinks=False)
    except FileExistsError:
        if old.name.casefold() != new.name.casefold() or old.parent != new.parent:
            raise
        old.replace(new)  # the same file: its names differ only in case
    except (OSError, NotImplementedError):  # no hard links here, or another device
        if os.path.lexists(new):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(new)) from None
        try:
            old.replace(new)
        except OSError as error:
            if error.errno != errno.EXDEV:
                raise
            _copy_across(old, new, token)
    else:
        remove(old)


def _copy_across(old: Path, new: Path, token: str) -> None:
    """Move a file to another device: copy, sync and compare it before the original is deleted."""
    from shutil import copy2, copystat

    temp = temp_of(new, token or os.urandom(4).hex())
    make_temp_folder(temp)
    try:
        if not old.is_symlink():
            os.close(open_private(str(temp)))
        copy2(old, temp, follow_symlinks=False)
        copystat(old, temp, follow_symlinks=False)
        if not is_same_file(old, temp):
            raise OSError(errno.EIO, os.strerror(errno.EIO), str(new))
        if not temp.is_symlink():
            sync(temp)
        link_new(temp, new)
        sync_folders([new.parent])
    except BaseException:
        temp.unlink(missing_ok=True)
        raise
    remove(old)


def is_same_file(one: Path, other: Path) -> bool:
    """Return whether two files have the same contents, or two links the same target."""
    from filecmp import cmp

    if one.is_symlink() or other.is_symlink():
        return one.is_symlink() and other.is_symlink() and one.readlink() == other.readlink()
    return cmp(one, other, shallow=False)


def remove(file: Path) -> None:
    """Delete a file."""
    file.unlink()


def missing(folder: Path) -> tuple[Path, ...]:
    """Return the folder and its parents that do not exist, the outermost first."""
    return () if folder.exists() else (*missing(folder.parent), folder)


def make_folders(folders: Sequence[Path]) -> None:
    """Create folders, the outermost first."""
    for folder in folders:
        folder.mkdir(exist_ok=True)


def exists(path: str) -> Conflict:
    """Return the error for a path that is taken."""
    return Conflict(
        "already exists", "blogcli never overwrites a file: choose another name", path=path
    )


def write_refused(path: str, error: OSError) -> BlogError:
    """Return the error for a path that the system refuses to write."""
    return BlogError(reason("cannot be written", error), path=path)
