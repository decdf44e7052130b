"""One writer at a time: a lock on a blog that ends with its process, however that ends."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import sleep

from blogcli.errors import BlogError, Conflict

NAME = "lock"

PATIENCE = 2.0
"""Seconds that a second writer waits for the first."""

_PAUSE = 0.05


@contextmanager
def locked(folder: Path, pause: Callable[[float], None] = sleep) -> Iterator[None]:
    """Hold the lock in `folder`; `pause` waits so many seconds between two attempts.

    Raises Conflict, naming the other process, where that holds it for longer than PATIENCE, and
    BlogError where the lock cannot even be written.
    """
    lock = _Lock(folder / NAME)
    for _ in range(round(PATIENCE / _PAUSE)):
        if lock.take():
            break
        pause(_PAUSE)
    else:
        if not lock.take():
            who = f"process {pid}" if (pid := lock.owner()) else "another process"
            raise Conflict(f"{who} is changing this blog", "wait for it to end, then try again")
    try:
        yield
    finally:
        lock.free()


@contextmanager
def locked_if_free(folder: Path) -> Iterator[bool]:
    """Hold the lock if nobody has it, and tell whether that is so."""
    lock = _Lock(folder / NAME)
    taken = lock.take()
    try:
        yield taken
    finally:
        if taken:
            lock.free()


class _Lock:
    """A file with the pid of its owner in it.

    The system's own lock is on it where there is one (flock), which no dead process can hold.
    Elsewhere the file is there only while it is held, and one whose owner is dead is taken over.
    """

    def __init__(self, file: Path) -> None:
        self.file = file
        self.handle = -1
        self.by_name = False

    def take(self) -> bool:
        try:
            return self._take()
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            hint = "every change is kept, so that it can be undone"
            raise BlogError(f"cannot be written: {reason}", hint, path=str(self.file)) from None

    def _take(self) -> bool:
        try:
            from fcntl import LOCK_EX, LOCK_NB, flock
        except ImportError:
            return self._take_name()
        handle = os.open(self.file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
        try:
            flock(handle, LOCK_EX | LOCK_NB)
        except BlockingIOError:
            os.close(handle)
            return False
        except OSError:  # a file system without such locks
            os.close(handle)
            return self._take_name()
        try:
            os.ftruncate(handle, 0)
            os.write(handle, b"%d\n" % os.getpid())
        except OSError:
            os.close(handle)
            raise
        self.handle = handle
        return True

    def _take_name(self) -> bool:
        self.by_name = True
        name = self.file.with_name(f"{NAME}.pid")
        pid = self.owner()
        if pid and not _is_alive(pid):
            name.unlink(missing_ok=True)
        try:
            handle = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
        except FileExistsError:
            return False
        try:
            os.write(handle, b"%d\n" % os.getpid())
        finally:
            os.close(handle)
        return True

    def free(self) -> None:
        if self.by_name:
            with suppress(OSError):
                self.file.with_name(f"{NAME}.pid").unlink()
        else:
            os.close(self.handle)

    def owner(self) -> int:
        """The process that holds it, 0 where that is not known."""
        file = self.file.with_name(f"{NAME}.pid") if self.by_name else self.file
        try:
            return int(file.read_bytes())
        except (OSError, ValueError):
            return 0


def _is_alive(pid: int) -> bool:
    if os.name == "nt":
        import ctypes

        kernel = ctypes.windll.kernel32  # type: ignore[attr-defined,unused-ignore]
        handle = kernel.OpenProcess(0x1000, False, pid)  # to ask about it, nothing more
        kernel.CloseHandle(handle)
        return bool(handle)
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
