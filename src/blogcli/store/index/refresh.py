"""Bring an index up to date: check every file, and read what changed since the last time."""

from __future__ import annotations

import os
import sys
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from functools import cached_property, partial
from typing import NamedTuple

from blogcli.errors import BlogError
from blogcli.store.callbacks import OnProgress
from blogcli.store.index.database import BESIDE, OF_SITE, Database
from blogcli.store.index.source import Depth, IndexSource
from blogcli.store.index.stamps import NONE, STAMP, drop_racy, split_stamps, stamps

_TRIES = 3
"""So often another process may change the index meanwhile; then this one goes on in memory."""

_TOGETHER = 5_000
"""Files that are compared at once; 100,000 take 35 MB more."""

_HELD = """
SELECT CAST(group_concat(path, x'00') AS BLOB), CAST(group_concat(stamp, '') AS BLOB)
FROM (SELECT path, stamp FROM {} WHERE path > ? ORDER BY path LIMIT {})
"""
"""One row of many in place of 10,000 takes a quarter of a bare start of Python less.

SQLite keeps the order of a subquery under `group_concat` (`select.c`, "Remove any ORDER BY").
"""


class Folders(NamedTuple):
    """Every folder that was listed, with its stamp; `plain` as in walk.WalkResult.

    `others` are the endings of the files in them that are left out, one for each.
    """

    plain: bool
    paths: Sequence[bytes]
    stamps: bytes
    others: tuple[str, ...]


class Seen(NamedTuple):
    """The index as it was found: its last change, its zone, and `plain` and `others` of Folders."""

    writer: bytes
    zone: str
    plain: bool
    others: tuple[str, ...]


class Refresher:
    """Brings the index of one blog up to date.

    `problems` are those of folders, `others` the endings of files that are left out.
    """

    def __init__(self, source: IndexSource, database: Database, step: OnProgress) -> None:
        self._source = source
        self._root = os.fsencode(source.place)
        self._meaning = source.meaning()
        self._database = database
        self._step = step
        self._depth: Depth | None = None
        self.problems: list[BlogError] = []
        self.others: tuple[str, ...] = ()

    def refresh(self, depth: Depth) -> None:
        """Bring the index up to date at the first call, with at least `depth` read of each post."""
        if self._depth and (self._depth != "place" or depth == "place"):
            return
        if not any(self._tried(depth) for _ in range(_TRIES)):
            self._database.leave_file()
            self._tried(depth)
        self._depth = depth

    def start_over(self) -> None:
        """Forget that the index is up to date: it was damaged."""
        self._depth = None

    def complete(self, paths: list[bytes]) -> None:
        """Read the posts at these paths whole, of which only the place was read."""
        self._replace(paths, stamps(self._root, paths), "whole", self._database.writer, paths)

    def still_holds(self) -> bool:
        """Return whether no file came or went since the index was last brought up to date."""
        self._database.look()
        seen = self._seen()
        return seen is not None and self._hold(seen) and seen.zone == self._source.zone

    def changed(self, path: bytes) -> int:
        """Return when a file was changed, in nanoseconds since 1970; 0 if it is gone."""
        return int.from_bytes(stamps(self._root, [path])[:8], sys.byteorder)

    @cached_property
    def _before(self) -> int:
        """Return the time before anything was read; a file of that time may have changed since."""
        return self._database.clock()

    def _tried(self, depth: Depth) -> bool:
        """Bring the index up to date. Return False if another process changed it meanwhile."""
        self._database.look()
        seen = self._seen()
        if seen is None or seen.zone != self._source.zone:
            with self._database.change(self._database.writer) as is_same:
                if is_same:
                    self._begin() if seen is None else self._change_zone()
            seen = self._seen()
            if seen is None or seen.zone != self._source.zone:
                return False
        folders, paths, self.others = None, None, seen.others
        if not self._hold(seen):
            folders, paths = self._look()
            self.others = folders.others
            if folders == self._folders(seen):
                folders = None
        partly: set[bytes] = set()
        if depth != "place":
            partly = {
                path for (path,) in self._database.ask("SELECT path FROM post WHERE NOT whole")
            }
        read, stale = self._changes(paths, partly)
        if folders is None and not read and not stale:
            return True
        found = b"".join(read.values())
        return self._replace([*read], found, depth, seen.writer, stale, folders)

    def _seen(self) -> Seen | None:
        """Return the index as it is; None if it is of another meaning."""
        meta = self._database.ask("SELECT meaning, writer, zone, plain, others FROM meta")
        if not meta or meta[0][0] != self._meaning:
            return None
        _, writer, zone, plain, others = meta[0]
        return Seen(writer, zone, bool(plain), tuple(others.split()))

    def _begin(self) -> None:
        """Empty the index, for posts of this meaning."""
        for table in ("meta", "folder", "post", *BESIDE, *OF_SITE):
            self._database.ask(f"DELETE FROM {table}")
        row = (self._meaning, self._source.zone)
        self._database.ask("INSERT INTO meta VALUES (?, ?, 0, '', x'', '')", row)

    def _change_zone(self) -> None:
        """Put the dates without an offset in the machine's zone, which is now another."""
        from blogcli.posts.text.dates import instant
        from blogcli.store.index.rows import BY_ZONE, FLOATING, read_when

        zone_of, moved = self._source.conventions.zone_of, []
        follows = self._source.conventions.unzoned is None
        rows = "SELECT id, date, at, starts FROM post WHERE floating = ?"
        for number, text, at, starts in self._database.ask(rows, (FLOATING,)):
            when = read_when(text)
            now = instant(when, zone_of(when)) if when else None
            moved.append((now, now if follows and starts == at else starts, number))
        many = self._database.connection.executemany
        many("UPDATE post SET at = ?, starts = ? WHERE id = ?", moved)
        self._database.ask("UPDATE post SET stamp = ? WHERE floating = ?", (NONE, BY_ZONE))
        self._database.ask("UPDATE meta SET zone = ?", (self._source.zone,))

    def _hold(self, seen: Seen) -> bool:
        """Return whether the folders hold the same files as before."""
        held = kept_stamps(self._database, "folder")
        return seen.plain and all(stamps(self._root, paths) == marks for paths, marks in held)

    def _folders(self, seen: Seen) -> Folders:
        """Return the folders as the index has them."""
        held = [*kept_stamps(self._database, "folder")]
        paths = [path for some, _ in held for path in some]
        return Folders(seen.plain, paths, b"".join(marks for _, marks in held), seen.others)

    def _look(self) -> tuple[Folders, list[bytes]]:
        """List the folders, and the files that are posts by their names."""
        self.problems, before = [], self._before
        survey = self._source.survey(self.problems.append)
        paths = sorted(map(os.fsencode, survey.folders))
        marks = drop_racy(stamps(self._root, paths), before)
        folders = Folders(survey.plain, paths, marks, survey.others)
        return folders, sorted(map(os.fsencode, survey.paths))

    def _changes(
        self, listed: list[bytes] | None, partly: Collection[bytes]
    ) -> tuple[dict[bytes, bytes], list[bytes]]:
        """Return the posts to read, with their stamps, and the paths whose rows do not hold.

        Posts are those `listed`, or else those of the index. What was only read `partly` is read.
        """
        read: dict[bytes, bytes] = {}
        stale: list[bytes] = []
        for paths, held, marks in self._beside(listed):
            found = stamps(self._root, paths)
            if not partly and (found, paths) == (marks, held) and NONE not in found:
                continue
            had = {path: at for at, path in enumerate(held)}
            for at, path in enumerate(paths):
                was, mark = had.pop(path, -1), _stamp(found, at)
                if was < 0 or path in partly or not _stamp(marks, was) == mark != NONE:
                    read[path] = mark
                    if was >= 0:
                        stale.append(path)
            stale += had
        return read, stale

    def _beside(
        self, listed: list[bytes] | None
    ) -> Iterator[tuple[list[bytes], list[bytes], bytes]]:
        """Yield the posts, and what `kept_stamps` yields beside them; the last have nothing."""
        at = 0
        for held, marks in kept_stamps(self._database, "post"):
            if listed is None:
                yield held, held, marks
            else:
                end = bisect_right(listed, held[-1], at)
                yield listed[at:end], held, marks
                at = end
        if listed is not None:
            yield listed[at:], [], b""

    def _replace(
        self,
        paths: list[bytes],
        found: bytes,
        depth: Depth,
        since: bytes,
        stale: list[bytes],
        folders: Folders | None = None,
    ) -> bool:
        """Read posts, whose stamps are `found`, and store their rows; delete the `stale` rows."""
        # Imported late: not needed for an unchanged blog.
        from blogcli.store.index.processes import map_in_processes
        from blogcli.store.index.read_posts import read_place, read_whole
        from blogcli.store.index.write_rows import delete_posts, insert_posts, prepare

        whole = partial(read_whole, depth=depth)
        read = partial(read_place if depth == "place" else whole, self._source)
        kept = drop_racy(found, self._before)
        marks = (_stamp(kept, at) for at in range(len(paths)))
        with self._database.change(since) as is_same:
            if not is_same:
                return False
            delete_posts(self._database, stale)
            prepare(self._database, len(paths), depth)
            with self._database.filling():
                insert_posts(
                    self._database, marks, map_in_processes(read, paths, self._step), depth
                )
            if folders is not None:
                self._keep_folders(folders)
        return True

    def _keep_folders(self, folders: Folders) -> None:
        self._database.ask("DELETE FROM folder")
        rows = zip(folders.paths, split_stamps(folders.stamps), strict=True)
        self._database.connection.executemany("INSERT INTO folder VALUES (?, ?)", rows)
        row = (folders.plain, " ".join(folders.others))
        self._database.ask("UPDATE meta SET (plain, others) = (?, ?)", row)


def kept_stamps(database: Database, table: str) -> Iterator[tuple[list[bytes], bytes]]:
    """Yield the paths in a table and their stamps, in order and some at a time."""
    last, count = b"", _TOGETHER
    while count == _TOGETHER:
        [(names, marks)] = database.ask(_HELD.format(table, _TOGETHER), (last,))
        if names is None:
            return
        paths = names.split(b"\0")
        if paths[-1] <= last:
            raise ValueError("the order of the index is damaged")
        yield paths, marks
        last, count = paths[-1], len(paths)


def _stamp(marks: bytes, at: int) -> bytes:
    return marks[at * STAMP : (at + 1) * STAMP]
