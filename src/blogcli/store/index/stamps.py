"""Stamps of files, which show that a file was changed without opening it."""

from __future__ import annotations

import os
import struct
from collections.abc import Iterable, Sequence
from itertools import chain
from operator import attrgetter

STAMP = 32
"""Bytes of a stamp: modification time, inode change time, size and inode number."""

NONE = bytes(STAMP)
"""The stamp of a missing file, or of one without a reliable stamp. A real file has an inode."""

RACY = 2_000_000_000
"""Nanoseconds within which a file may change twice and keep its times.

That is FAT's two seconds, the coarsest of the file systems in use; see git's
Documentation/technical/racy-git.
"""

_MOST = (1 << 63) - 1

_SEEN = attrgetter("st_mtime_ns", "st_ctime_ns", "st_size", "st_ino")


def stamps(root: bytes, paths: Sequence[bytes]) -> bytes:
    """Return the stamps of files or folders below `root`, joined; symbolic links are followed."""
    try:
        return _packed(map(os.stat, map((root + b"/").__add__, paths)))
    except (OSError, struct.error):  # one is gone, is a link to nothing, or beyond 63 bits
        return b"".join(map(_stamp, map((root + b"/").__add__, paths)))


def split_stamps(marks: bytes) -> list[bytes]:
    """Return joined stamps one by one."""
    return [marks[at : at + STAMP] for at in range(0, len(marks), STAMP)]


def _stamp(name: bytes) -> bytes:
    try:
        found = os.stat(name)
        return _packed([found])
    except struct.error:  # an inode of 64 bits, or a time that 63 bits of nanoseconds cannot hold
        times = found.st_mtime_ns, found.st_ctime_ns
        if any(abs(time) > _MOST for time in times):
            return NONE
        return struct.pack("4q", *times, found.st_size, found.st_ino & _MOST)
    except OSError:
        return NONE


def _packed(found: Iterable[os.stat_result]) -> bytes:
    # One result exists at a time, and no Python code runs for it: a third less time than a loop.
    numbers = [*chain.from_iterable(map(_SEEN, found))]
    return struct.pack(f"{len(numbers)}q", *numbers)


def drop_racy(marks: bytes, clock: int) -> bytes:
    """Return the stamps with NONE for files that may yet change after `clock` and not show it.

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
