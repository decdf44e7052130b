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
    for _ in range(round(PATIENCE / _PAUSE)):
        if (handle := _take(root, state)) is not None:
            break
        pause(_PAUSE)
    else:
        if (handle := _take(root, state)) is None:
            hint = "wait for it to end, then try again"
            raise Conflict("another process is changing this blog", hint)
    try:
        yield
    finally:
        os.close(handle)


@contextmanager
def locked_if_free(root: Path, state: Path) -> Iterator[bool]:
    """Hold the lock if it is free, and yield whether it was."""
    handle = _take(root, state)
    try:
        yield handle is not None
    finally:
        if handle is not None:
            os.close(handle)


def _take(root: Path, state: Path) -> int | None:
    """Return the descriptor that holds the lock until closed; None if another process does."""
    try:
        try:
            return _lock_folder(root)
        except BlockingIOError:
            return None
        except (OSError, ImportError):  # NFS cannot lock a folder, Windows cannot open one
            return _lock_file(state)
    except OSError as error:
        raise BlogError(f"cannot be locked: {os_reason(error)}", path=str(state / NAME)) from None


def _lock_folder(root: Path) -> int:
    from fcntl import LOCK_EX, LOCK_NB, flock

    handle = os.open(root, os.O_RDONLY | os.O_CLOEXEC)
    try:
        flock(handle, LOCK_EX | LOCK_NB)
    except OSError:
        os.close(handle)
        raise
    return handle


def _lock_file(state: Path) -> int | None:
    handle = open_private(str(state / NAME))
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            from fcntl import LOCK_EX, LOCK_NB, flock

            flock(handle, LOCK_EX | LOCK_NB)
    except OSError as error:
        os.close(handle)
        if isinstance(error, (BlockingIOError, PermissionError)):
            return None
        raise
    return handle
