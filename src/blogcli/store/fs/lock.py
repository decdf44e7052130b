"""A lock that allows one writer at a time and ends with its process, however that ends."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import sleep

from blogcli.errors import BlogError, Conflict, os_reason
from blogcli.store.fs.state_dir import open_private

NAME = "lock"

PATIENCE = 2.0
"""Seconds that a second writer waits for the first."""

_PAUSE = 0.05


@contextmanager
def locked(root: Path, state: Path, pause: Callable[[float], None] = sleep) -> Iterator[None]:
    """Hold the lock of the blog at `root`; `pause` waits some seconds between two attempts.

    The lock is on the blog's own folder, so no file is created in it. If the system cannot lock
    folders, it is on a file in `state`. Raises Conflict if another process holds it for longer than
    PATIENCE, BlogError if it cannot be acquired at all.
    """
    for left in range(round(PATIENCE / _PAUSE), -1, -1):
        with locked_if_free(root, state) as is_free:
            if is_free:
                yield
                return
        if left:
            pause(_PAUSE)
    raise Conflict("another process is changing this blog", "wait for it to end, then try again")


@contextmanager
def locked_if_free(root: Path, state: Path) -> Iterator[bool]:
    """Hold the lock if it is free, and yield whether it was. Raises BlogError as `locked`."""
    handle = None
    try:
        try:
            handle = _lock_folder(root)
        except BlockingIOError:
            raise
        except OSError:  # NFS cannot lock a folder, Windows cannot open one
            handle = _lock(open_private(str(state / NAME)))
    except BlockingIOError:
        pass
    except OSError as error:
        raise BlogError(f"cannot be locked: {os_reason(error)}", path=str(state / NAME)) from None
    try:
        yield handle is not None
    finally:
        if handle is not None:
            os.close(handle)


def _lock_folder(root: Path) -> int:
    return _lock(os.open(root, os.O_RDONLY))


def _lock(handle: int) -> int:
    """Lock an open file until it is closed. Raises BlockingIOError if another process holds it."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            from fcntl import LOCK_EX, LOCK_NB, flock

            flock(handle, LOCK_EX | LOCK_NB)
    except OSError as error:
        os.close(handle)
        raise BlockingIOError if isinstance(error, PermissionError) else error  # noqa: B904
    return handle
