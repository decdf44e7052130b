"""Refresh the snapshot of a blog: check every file, and read what changed since the last one."""

from __future__ import annotations

import os
from array import array
from contextlib import suppress
from functools import cached_property, partial
from math import nan
from typing import TYPE_CHECKING, Literal
from zlib import crc32

from blogcli.errors import BlogError
from blogcli.store.callbacks import OnProgress
from blogcli.store.index.database import IndexFile
from blogcli.store.index.snapshot import HAS_PROBLEM, WHOLE, Folders, Snapshot, joined, newest_first
from blogcli.store.index.source import IndexSource
from blogcli.store.index.stamps import NONE, STAMP, drop_racy, stamps

if TYPE_CHECKING:
    from blogcli.store.index.read_posts import Read

Depth = Literal["whole", "place"]
"""How much is read of a post: everything that the index stores, or only the list fields."""


class Refresher:
    """The snapshots of one blog, the last of which is stored in a file, or nowhere.

    `fresh` holds the rows of posts that were read and could not be stored, b"" if there is none.
    `problems` are those of folders.
    """

    def __init__(self, source: IndexSource, file: IndexFile | None, step: OnProgress) -> None:
        self._source = source
        self._root = os.fsencode(source.place)
        self._meaning = source.meaning()
        self._file = file
        self._step = step
        self._seen: Snapshot | None = None
        self.seal = crc32(self._meaning.encode()).to_bytes(4, "little")
        self.fresh: dict[bytes, bytes] = {}
        self.problems: list[BlogError] = []

    def sweep(self, depth: Depth) -> Snapshot:
        """Return the blog as it was at the first call, with at least `depth` read of each post."""
        if self._seen is None:
            self._seen = self._swept(depth)
        elif depth == "whole" and not self._seen.is_whole:
            self._seen = self._updated(self._seen, self._seen, depth)
        return self._seen

    def still_holds(self, folders: Folders) -> bool:
        """Return whether the folders hold the same files as before."""
        same = folders.plain and folders.meaning == self._meaning
        return same and stamps(self._root, folders.paths) == folders.stamps

    def clock(self) -> int:
        """Return the file system's current time in nanoseconds, 0 if nothing is stored anyway."""
        return self._file.clock() if self._file else 0

    @cached_property
    def _before(self) -> int:
        """Return the time before anything was read; a file of that time may have changed since."""
        return self.clock()

    def _swept(self, depth: Depth) -> Snapshot:
        last = self._last()
        folders, paths = last.folders, last.paths
        if not self.still_holds(folders):
            folders, paths = self._look()
        found = stamps(self._root, paths)
        sweep = last._replace(folders=folders)
        enough = depth == "place" or last.is_whole
        if found != last.stamps or paths != last.paths or not enough:
            return self._updated(last, sweep._replace(paths=paths, stamps=found), depth)
        if folders != last.folders:
            self._save(sweep, last, self._before)
        return sweep

    def _last(self) -> Snapshot:
        """Return the stored snapshot, or an empty one if it does not match this blog."""
        parts = self._file.parts() if self._file else None
        with suppress(KeyError):
            last = Snapshot.of(parts or {})
            if last.folders.meaning == self._meaning:
                return last
        return Snapshot.empty(self._meaning)

    def _look(self) -> tuple[Folders, list[bytes]]:
        self.problems, before = [], self._before
        survey = self._source.survey(self.problems.append)
        paths = [os.fsencode(path) for path in survey.folders]
        marks = drop_racy(stamps(self._root, paths), before)
        folders = Folders(self._meaning, survey.plain, paths, marks, survey.others)
        return folders, [os.fsencode(path) for path in survey.paths]

    def _updated(self, last: Snapshot, found: Snapshot, depth: Depth) -> Snapshot:
        """Return and save the snapshot, after reading what changed, is new or was not read yet."""
        before = self._before
        places = {path: place for place, path in enumerate(last.paths)}
        marks, ats = bytearray(len(found.paths)), array("d", bytes(8 * len(found.paths)))
        had = [*zip(last.slugs[1:-1].split(b"\0"), last.lists[1:-1].split(b"\0"), strict=True)]
        keys = [(b"", b"")] * len(found.paths)
        wanted = WHOLE if depth == "whole" else 0
        changed: list[int] = []
        for place, path in enumerate(found.paths):
            was = places.get(path, -1)
            same = was >= 0 and last.stamp(was) == found.stamp(place) != NONE
            if same and last.marks[was] & wanted == wanted:
                marks[place], ats[place], keys[place] = last.marks[was], last.ats[was], had[was]
            else:
                changed.append(place)
        for place, read in zip(changed, self._read(found, changed, depth), strict=True):
            marks[place], keys[place] = read.marks, (read.slug, read.lists)
            ats[place] = nan if read.at is None else read.at
        slugs, lists = (joined(key[at] for key in keys) for at in (0, 1))
        newest = newest_first(marks, ats)
        sweep = found._replace(marks=bytes(marks), ats=ats, slugs=slugs, lists=lists, newest=newest)
        self._save(sweep, last, before)
        return sweep

    def _read(self, sweep: Snapshot, places: list[int], depth: Depth) -> list[Read]:
        """Read the posts at these positions of the snapshot."""
        # Imported late: not needed for an unchanged blog.
        from blogcli.store.index.read_posts import read_all, read_place, read_whole

        paths = [sweep.paths[place] for place in places]
        proofs = [sweep.stamp(place) + self.seal for place in places]
        read = partial(read_whole if depth == "whole" else read_place, self._source)
        reads = read_all(read, paths, proofs, self._step)
        self.fresh |= {path: read.row for path, read in zip(paths, reads, strict=True)}
        return reads

    def _save(self, sweep: Snapshot, last: Snapshot, before: int) -> None:
        """Store the snapshot, without stamps of files that are unreadable or may change unseen."""
        if self._file is None:
            return
        marks = bytearray(drop_racy(sweep.stamps, before))
        for place in sweep.marked(HAS_PROBLEM):
            if not sweep.marks[place] & WHOLE:
                marks[place * STAMP : (place + 1) * STAMP] = NONE
        kept = sweep._replace(stamps=bytes(marks))
        rows = [(path, row) for path, row in self.fresh.items() if row]
        stale = None
        if last.paths:
            same = sweep.paths is last.paths
            stale = [*self.fresh, *([] if same else set(last.paths).difference(sweep.paths))]
        if kept != last and self._file.save(kept.parts(), rows, stale):
            self.fresh = {}
