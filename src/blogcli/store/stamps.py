"""Stamps: by what one sees that a file was changed without opening it."""

from __future__ import annotations

import os
from array import array
from collections.abc import Sequence

STAMP = 32
"""Bytes of a stamp: time of the last change, of the last change of the inode, size and inode."""

NONE = bytes(STAMP)
"""The stamp of what is not there, or has none to go by. Of no file: a file has an inode."""

RACY = 2_000_000_000
"""Nanoseconds within which a file may change twice and keep its times.

That is FAT's two seconds, the coarsest that file systems in use have; see git's
Documentation/technical/racy-git.
"""

_MASK = (1 << 63) - 1


def stamps(root: bytes, paths: Sequence[bytes]) -> bytes:
    """The stamps of files or folders below `root`, one after the other; links are followed."""
    before = root + b"/"
    names = [before + path for path in paths]
    try:
        return _packed([*map(os.stat, names)])
    except (OSError, OverflowError):  # one is gone, or is a link to nothing
        return b"".join(map(_stamp, names))


def _stamp(name: bytes) -> bytes:
    try:
        return _packed([os.stat(name)])
    except (OSError, OverflowError):  # a time that 64 bits of nanoseconds cannot hold
        return NONE


def _packed(found: Sequence[os.stat_result]) -> bytes:
    parts = [
        part
        for one in found
        for part in (one.st_mtime_ns, one.st_ctime_ns, one.st_size, one.st_ino & _MASK)
    ]
    return array("q", parts).tobytes()


def settled(marks: bytes, clock: int) -> bytes:
    """The stamps with NONE for files that may change again after `clock` and not show it.

    `clock` is the file system's own time, in nanoseconds, before the files were read.
    """
    times = memoryview(marks).cast("q")
    latest = clock - RACY
    racy = [
        at // 4 for at in range(0, len(times), 4) if times[at] >= latest or times[at + 1] >= latest
    ]
    if not racy:
        return marks
    kept = bytearray(marks)
    for at in racy:
        kept[at * STAMP : at * STAMP + STAMP] = NONE
    return bytes(kept)
