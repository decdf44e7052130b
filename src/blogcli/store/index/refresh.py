"""Bring an index up to date: check every file, and read what changed since the last time."""

from __future__ import annotations

import os
import sys
from collections.abc import Collection, Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from blogcli.errors import BlogError
from blogcli.store.callbacks import OnProgress, shifted
from blogcli.store.index.database import Database
from blogcli.store.index.source import IndexSource
from blogcli.store.index.stamps import NONE, STAMP, drop_racy, stamps

if TYPE_CHECKING:
    from blogcli.store.index.rows import PostRow

    Row = tuple[PostRow, tuple[object, ...] | None, tuple[object, ...] | None]

Depth = Literal["place", "whole", "contents"]
"""How much is read of a post: only its place in a list, or also all but its contents, or these too.

The contents are then still missing of the posts that were read before.
"""

_AT_ONCE = 2_000
"""Posts for each transaction if contents are read, which take much memory."""

_TRIES = 3
"""So often another process may change the index meanwhile; then this one goes on in memory."""

_PATHS_AND_STAMPS = """
SELECT CAST(group_concat(path, x'00') AS BLOB), CAST(group_concat(stamp, '') AS BLOB)
FROM (SELECT path, stamp FROM post ORDER BY path)
"""
"""SQLite keeps the order of a subquery under `group_concat` (`select.c`, "Remove any ORDER BY")."""


class Folders(NamedTuple):
    """Every folder that was listed, with its stamp; `plain` as in walk.WalkResult.

    `others` are the endings of the files in them that are left out, one for each.
    """

    plain: bool = False
    paths: Sequence[bytes] = ()
    stamps: bytes = b""
    others: tuple[str, ...] = ()


class Seen(NamedTuple):
    """The index as it was found: its last change, its folders, and its posts with their stamps."""

    writer: bytes
    zone: str
    folders: Folders
    paths: list[bytes]
    stamps: bytes


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
        seen = self._seen(with_posts=False)
        return seen is not None and self._hold(seen.folders) and seen.zone == self._source.zone

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
        folders, paths = seen.folders, seen.paths
        if not self._hold(folders):
            folders, paths = self._look()
        self.others = folders.others
        found = stamps(self._root, paths)
        partly: set[bytes] = set()
        if depth != "place":
            partly = {
                path for (path,) in self._database.ask("SELECT path FROM post WHERE NOT whole")
            }
        if not partly and (folders, paths, found) == (seen.folders, seen.paths, seen.stamps):
            return True
        return self._update(seen, folders, paths, found, depth, partly)

    def _seen(self, *, with_posts: bool = True) -> Seen | None:
        """Return the index as it is; None if it is of another meaning."""
        ask = self._database.ask
        meta = ask("SELECT meaning, zone, plain, others, writer FROM meta")
        if not meta or meta[0][0] != self._meaning:
            return None
        _, zone, plain, others, writer = meta[0]
        held = ask("SELECT path, stamp FROM folder ORDER BY path")
        marks = b"".join(stamp for _, stamp in held)
        folders = Folders(bool(plain), [path for path, _ in held], marks, tuple(others.split()))
        # One row of all in place of 10,000: a quarter of a bare start of Python less.
        found = ask(_PATHS_AND_STAMPS)[0] if with_posts else (None, None)
        paths, marks = found[0].split(b"\0") if found[0] is not None else [], found[1] or b""
        return Seen(writer, zone, folders, paths, marks)

    def _begin(self) -> None:
        """Empty the index, for posts of this meaning."""
        for table in ("meta", "folder", "post", "record"):
            self._database.ask(f"DELETE FROM {table}")
        row = (self._meaning, self._source.zone)
        self._database.ask("INSERT INTO meta VALUES (?, ?, 0, '', x'')", row)

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

    def _hold(self, folders: Folders) -> bool:
        """Return whether the folders hold the same files as before."""
        return folders.plain and stamps(self._root, folders.paths) == folders.stamps

    def _look(self) -> tuple[Folders, list[bytes]]:
        """List the folders, and the files that are posts by their names."""
        self.problems, before = [], self._before
        survey = self._source.survey(self.problems.append)
        paths = sorted(map(os.fsencode, survey.folders))
        marks = drop_racy(stamps(self._root, paths), before)
        folders = Folders(survey.plain, paths, marks, survey.others)
        return folders, sorted(map(os.fsencode, survey.paths))

    def _update(
        self,
        seen: Seen,
        folders: Folders,
        paths: list[bytes],
        found: bytes,
        depth: Depth,
        partly: Collection[bytes],
    ) -> bool:
        """Read and store what is new, changed or was only read `partly`, and delete what is gone.

        Returns False if another process changed the index meanwhile.
        """
        had = {path: at for at, path in enumerate(seen.paths)}
        changed: list[int] = []
        stale: list[bytes] = []
        for at, path in enumerate(paths):
            was = had.pop(path, -1)
            is_same = was >= 0 and _stamp(seen.stamps, was) == _stamp(found, at) != NONE
            if not is_same or path in partly:
                changed.append(at)
                if was >= 0:
                    stale.append(path)
        marks = b"".join(_stamp(found, at) for at in changed)
        read, stale = [paths[at] for at in changed], [*stale, *had]
        return self._replace(read, marks, depth, seen.writer, stale, folders)

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
        from blogcli.store.index.read_posts import read_all, read_place, read_whole
        from blogcli.store.index.rows import PostRow

        whole = partial(read_whole, contents=depth == "contents")
        read = partial(read_place if depth == "place" else whole, self._source)
        before = self._before
        kept = drop_racy(found, before)
        count = len(paths)
        size = _AT_ONCE if depth == "contents" else max(count, 1)
        for start in range(0, max(count, 1), size):
            some = paths[start : start + size]
            sent = read_all(read, some, shifted(self._step, start, count))
            rows = [(PostRow(*post), record, content) for post, record, content in sent]
            marks = [
                NONE if _is_unread(row) else _stamp(kept, at) for at, row in enumerate(rows, start)
            ]
            with self._database.change(since) as is_same:
                if not is_same:
                    return False
                self._delete(stale)
                with self._database.filling():
                    self._insert(marks, rows)
                if folders is not None and start + size >= count:
                    self._keep_folders(folders)
            since, stale = self._database.writer, []
        return True

    def _delete(self, paths: list[bytes]) -> None:
        """Delete the rows of posts that are gone or were read again."""
        some = [(path,) for path in paths]
        of_path = "(SELECT id FROM post WHERE path = ?)"
        many = self._database.connection.executemany
        many(f"DELETE FROM record WHERE id = {of_path}", some)
        many("DELETE FROM post WHERE path = ?", some)

    def _insert(self, marks: list[bytes], rows: list[Row]) -> None:
        """Store new rows, each with its stamp, under numbers that no post had before."""
        from blogcli.store.index.rows import PLACE, PostRow, RecordRow

        last = self._database.ask("SELECT seq FROM sqlite_sequence WHERE name = 'post'")
        first = last[0][0] + 1 if last else 1
        places, posts, records, contents = [], [], [], []
        for number, (mark, row) in enumerate(zip(marks, rows, strict=True), first):
            post, record, content = row
            if post.whole:
                posts.append((number, mark, *post))
            else:
                places.append((number, mark, *post[: len(PLACE)]))
            if record is not None:
                records.append((number, *record))
            if content is not None:
                contents.append((number, *content))
        self._insert_into("post", ("id", "stamp", *PLACE), places)
        self._insert_into("post", ("id", "stamp", *PostRow._fields), posts)
        self._insert_into("record", ("id", *RecordRow._fields), records)
        if contents:
            from blogcli.store.index.content_rows import ContentRow

            self._insert_into("content", ("id", *ContentRow._fields), contents)

    def _insert_into(
        self, table: str, columns: Sequence[str], rows: Sequence[tuple[Any, ...]]
    ) -> None:
        values = ",".join("?" * len(columns))
        statement = f"INSERT INTO {table} ({','.join(columns)}) VALUES ({values})"
        self._database.connection.executemany(statement, rows)

    def _keep_folders(self, folders: Folders) -> None:
        self._database.ask("DELETE FROM folder")
        rows = [(path, _stamp(folders.stamps, at)) for at, path in enumerate(folders.paths)]
        self._database.connection.executemany("INSERT INTO folder VALUES (?, ?)", rows)
        row = (folders.plain, " ".join(folders.others))
        self._database.ask("UPDATE meta SET (plain, others) = (?, ?)", row)


def _stamp(marks: bytes, at: int) -> bytes:
    return marks[at * STAMP : (at + 1) * STAMP]


def _is_unread(row: Row) -> bool:
    """Return whether the file could not be read, and so is tried again each time."""
    post, record, _ = row
    return post.problem is not None and record is None
