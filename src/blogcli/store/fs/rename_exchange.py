"""Swap two files in one atomic step, so that a concurrent change is never overwritten."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_RENAME_SWAP = 2

_UNKNOWN = frozenset({errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EPERM})
"""Errors of systems that cannot do it at all, or not on that file system."""


def exchange_files(one: Path, other: Path) -> bool:
    """Swap two files. Return False, with nothing done, if the system has no such call.

    Linux has renameat2(2) with RENAME_EXCHANGE, macOS renamex_np(2) with RENAME_SWAP.
    """
    call = _call()
    if call is None:
        return False
    code = call(os.fsencode(one), os.fsencode(other))
    if code in _UNKNOWN:
        return False
    if code:
        raise OSError(code, os.strerror(code), str(other))
    return True


@cache
def _call() -> Callable[[bytes, bytes], int] | None:
    """Return a function that calls the system and returns its error number, 0 for none."""
    if os.name == "nt":
        return None
    import ctypes

    library = ctypes.CDLL(None, use_errno=True)
    exchange = getattr(library, "renameat2" if sys.platform == "linux" else "renamex_np", None)
    if exchange is None:
        return None

    def ask(one: bytes, other: bytes) -> int:
        if sys.platform == "linux":
            failed = exchange(_AT_FDCWD, one, _AT_FDCWD, other, _RENAME_EXCHANGE)
        else:
            failed = exchange(one, other, _RENAME_SWAP)
        return ctypes.get_errno() if failed else 0

    return ask
