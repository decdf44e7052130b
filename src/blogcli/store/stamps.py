"""Stamps: by what one sees that a file was changed without opening it."""

from __future__ import annotations

import os
from array import array
from collections.abc import Iterable, Sequence
from itertools import chain
from operator import attrgetter

STAMP = 32
"""Bytes of a stamp: time of the last change, of the last change of the inode, size and inode."""

NONE = bytes(STAMP)
"""The stamp of what is not there, or has none to go by. Of no file: a file has an inode."""

RACY = 2_000_000_000
"""Nanoseconds within which a file may change twice and keep its times.

That is FAT's two seconds, the coarsest that file systems in use have; see git's
Documentation/technical/racy-git.
"""

_MANY = 200
"""Of so many files it is worth while to go to their folder."""

_MOST = (1 << 63) - 1

_SEEN = attrgetter("st_mtime_ns", "st_ctime_ns", "st_size", "st_ino")


def stamps(root: bytes, paths: Sequence[bytes]) -> bytes:
    """The stamps of files or folders below `root`, one after the other; links are followed.

    `paths` are sorted.
    """
    try:
        if len(paths) > _MANY and os.name != "nt":
            return _from_within(root, paths)
        return _packed(map(os.stat, map((root + b"/").__add__, paths)))
    except (OSError, OverflowError):  # one is gone, is a link to nothing, or beyond 63 bits
        return b"".join(map(_stamp, map((root + b"/").__add__, paths)))


def _from_within(root: bytes, paths: Sequence[bytes]) -> bytes:
    """The stamps, taken in the folder that all paths have in common: a sixth less than from afar.

    Nothing else runs meanwhile, and the process is back where it was before anybody sees.
    """
    common: bytes = os.path.commonpath((paths[0], paths[-1]))
    skipped = len(common) + bool(common)
    here = os.open(".", os.O_RDONLY)
    try:
        os.chdir(root + b"/" + common)
        return _packed(map(os.stat, [path[skipped:] for path in paths]))
    finally:
        os.fchdir(here)
        os.close(here)


def _stamp(name: bytes) -> bytes:
    try:
        found = os.stat(name)
        return _packed([found])
    except OverflowError:  # an inode of 64 bits, or a time that 63 bits of nanoseconds cannot hold
        times = found.st_mtime_ns, found.st_ctime_ns
        if any(abs(time) > _MOST for time in times):
            return NONE
        return array("q", (*times, found.st_size, found.st_ino & _MOST)).tobytes()
    except OSError:
        return NONE


def _packed(found: Iterable[os.stat_result]) -> bytes:
    # One result lives at a time, and no line of ours runs for it: a third less than a loop.
    return array("q", [*chain.from_iterable(map(_SEEN, found))]).tobytes()


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
