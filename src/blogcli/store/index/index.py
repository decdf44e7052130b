"""The index: what was read of every post, kept until its file changes.

The files are the source of truth. The stamp of every folder and every post is taken (see stamps);
what is known of unchanged posts comes from the index, and changed files are read again. Results are
the same with an index file and without one: then the index is in memory.
"""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import partial
from itertools import compress, islice
from typing import TYPE_CHECKING, Any, TypeVar

from blogcli.posts.text.json_text import is_encodable
from blogcli.store.callbacks import OnProblem, OnProgress, ignore_problem
from blogcli.store.index.database import Database, is_passing
from blogcli.store.index.refresh import Refresher
from blogcli.store.index.rows import (
    JOINED,
    RECORD,
    SUMMARY,
    outlines,
    unpack_problem,
    unpack_records,
    unpack_summaries,
)
from blogcli.store.index.source import Depth, IndexSource

if TYPE_CHECKING:
    from blogcli.posts.model.summary import Summary
    from blogcli.posts.read.json_record import RecordText

Made = TypeVar("Made")
Row = Sequence[Any]

LISTS = ("tags", "categories", "authors")

_DAMAGE = (sqlite3.Error, ValueError, TypeError, LookupError, AttributeError, OverflowError)
"""What a damaged file leads to; even the types of its values may be wrong."""

_TOGETHER = 500
"""Rows that are fetched at once, so that a long list is never in memory whole."""

_MOST_PARAMETERS = 900
"""SQLite takes 999 (https://sqlite.org/limits.html)."""

_MOST_FAILURES = 2
"""So often an index is begun again: in a new file, and then in memory."""

_NEWEST_FIRST = "ORDER BY post.at DESC, post.path"


class Index:
    """The index of one blog, in a file or, if none can be kept, in memory for this call.

    It shows the blog as it was at the first request.
    """

    def __init__(self, source: IndexSource, file: str | None, step: OnProgress) -> None:
        self.database = Database(file)
        self._refresher = Refresher(source, self.database, step)
        self._failures = 0

    @property
    def others(self) -> tuple[str, ...]:
        """Return the endings of the files that are left out, one for each file."""
        self.guarded(lambda: self._refresher.refresh("place"))
        return self._refresher.others

    def refresh(self, depth: Depth = "whole") -> None:
        """Bring the index up to date, with that much of each post."""
        self.guarded(lambda: self._refresher.refresh(depth))

    def version(self) -> tuple[int, int]:
        """Return a value that is another one once any post was read again, came or went."""
        last = "SELECT seq FROM sqlite_sequence WHERE name = 'post'"
        asked = f"SELECT count(*), ifnull(({last}), 0) FROM post WHERE listed"
        return next(self.stream(asked, lambda row: (row[0], row[1])))

    def summaries(self, report: OnProblem = ignore_problem) -> list[Summary]:
        """Return every listed post in the order of the paths; all problems are reported."""
        self.report_all(report)
        return [*self._whole()]

    def outlines(self, fields: Collection[str], *, paths: bool = True) -> Iterator[Summary]:
        """Yield every listed post in the order of the paths, with its path and these fields alone.

        That takes a fraction of the time. Dates in front matter are text here.
        """
        columns, tables, make = outlines({*fields, "path"} if paths else fields)
        return self.batches(f"SELECT {columns} FROM {tables} WHERE listed ORDER BY path", make)

    def newest(
        self,
        limit: int | None,
        report: OnProblem = ignore_problem,
        attributes: Collection[str] | None = None,
    ) -> tuple[int, Iterator[Summary]]:
        """Return the number of listed posts, and an iterator over the first, newest first.

        Problems are reported as by `summaries`. With `attributes`, posts have these alone.
        """
        if attributes is None:
            return self._first(limit, report, SUMMARY, unpack_summaries)
        columns, tables, make = outlines({*attributes, "path"})
        return self._first(limit, report, columns, make, tables)

    def newest_texts(
        self, limit: int | None, report: OnProblem = ignore_problem
    ) -> tuple[int, Iterator[RecordText]]:
        """Return the same as `newest`, with records instead of summaries."""
        return self._first(limit, report, RECORD, unpack_records)

    def matching_texts(
        self, fields: Collection[str], accepts: Callable[[Summary], bool]
    ) -> Iterator[tuple[Summary, RecordText]]:
        """Yield the accepted posts, newest first: these fields alone, and the record."""
        columns, _, make = outlines(fields)
        asked = f"SELECT {columns}, {RECORD} FROM {JOINED} WHERE listed {_NEWEST_FIRST}"
        width = RECORD.count(",") + 1

        def matching(rows: list[Row]) -> Iterator[tuple[Summary, RecordText]]:
            posts = [*make([row[:-width] for row in rows])]
            matches = [*map(accepts, posts)]
            texts = unpack_records([row[-width:] for row in compress(rows, matches)])
            return zip(compress(posts, matches), texts, strict=True)

        return self.batches(asked, matching)

    def slugs(self, start: str) -> Iterator[tuple[str, str]]:
        """Yield slug and title of the posts whose slugs begin with `start`, in path order."""
        columns, tables, make = outlines({"slug", "title"})
        where = "WHERE listed AND slug BETWEEN ? AND ? ORDER BY path"
        asked = f"SELECT {columns} FROM {tables} {where}"
        if is_encodable(start):
            for post in self.batches(asked, make, values=(start, f"{start}\U0010ffff")):
                if post.slug.startswith(start):
                    yield post.slug, post.title

    def values(self, field: str) -> set[str]:
        """Return all items that posts have in a field, one of LISTS."""
        columns, tables, make = outlines({field})
        held = self.batches(f"SELECT {columns} FROM {tables} WHERE listed", make)
        return {item for post in held for item in getattr(post, field)}

    def edited(self, most: int) -> list[tuple[float, str]]:
        """Return when the last edited files were, in seconds since 1970, and their paths."""

        def read(row: Row) -> tuple[int, bytes]:
            path, stamp = row
            # A file without a reliable stamp was changed just now.
            return int.from_bytes(stamp[:8], sys.byteorder) or self._refresher.changed(path), path

        found = [*self.stream("SELECT path, stamp FROM post WHERE listed", read, "place")]
        return [(time / 1e9, os.fsdecode(path)) for time, path in sorted(found)[: -most - 1 : -1]]

    def report_all(self, report: OnProblem, depth: Depth = "whole") -> None:
        """Report all problems with posts, and why some were skipped."""
        asked = "SELECT path, problem FROM post WHERE problem IS NOT NULL ORDER BY path"
        found = [*self.stream(asked, lambda row: unpack_problem(*row), depth)]
        for problem in (*self._refresher.problems, *found):
            report(problem)

    def at(self, posts: Iterable[Summary]) -> Iterator[Summary]:
        """Yield these posts whole, in their order; of the given ones only the path is used."""
        return self._of(posts, SUMMARY, unpack_summaries)

    def record_texts(self, posts: Sequence[Summary]) -> Iterator[RecordText]:
        """Yield the records of these posts, in their order."""
        return self._of(posts, RECORD, unpack_records)

    def path_of(self, slug: str) -> str | None:
        """Return the path of the one post that had this slug, if no file came or went since.

        The post is not read: the caller must check that it still has the slug.
        """

        def found() -> str | None:
            if not self._refresher.still_holds():
                return None
            asked = "SELECT path FROM post WHERE listed AND slug = ? LIMIT 2"
            paths = self.database.ask(asked, (slug,))
            return os.fsdecode(paths[0][0]) if len(paths) == 1 else None

        return self.guarded(found) if is_encodable(slug) else None

    def paths(self) -> list[str]:
        """Return the paths of all listed posts, in order."""
        ordered = "SELECT path FROM post WHERE listed ORDER BY path"
        asked = f"SELECT CAST(group_concat(path, x'00') AS BLOB) FROM ({ordered})"
        [names] = self.stream(asked, lambda row: os.fsdecode(row[0] or b""))
        return names.split("\0") if names else []

    def aliased(self) -> Iterator[Summary]:
        """Yield the posts with old addresses, in the order of their paths."""
        return self._whole("AND aliases != ''")

    def with_slug(self, slug: str) -> list[Summary]:
        """Return the posts with that slug, in the order of their paths."""
        kept = slug if is_encodable(slug) else slug.encode("utf-8", "surrogatepass")
        return [*self._whole("AND slug = ?", kept)]

    def _whole(self, condition: str = "", *values: object) -> Iterator[Summary]:
        asked = f"SELECT {SUMMARY} FROM {JOINED} WHERE listed {condition} ORDER BY path"
        return self.batches(asked, unpack_summaries, values=values)

    def _first(
        self,
        limit: int | None,
        report: OnProblem,
        columns: str,
        make: Callable[[list[Row]], Iterable[Made]],
        tables: str = JOINED,
    ) -> tuple[int, Iterator[Made]]:
        """Return the number of listed posts, and the first ones, made of these columns."""
        depth: Depth = "whole" if limit is None else "place"
        self.report_all(report, depth)
        most = -1 if limit is None else limit
        asked = f"SELECT path FROM post WHERE listed {_NEWEST_FIRST} LIMIT ?"
        if limit is not None:
            unread = f"SELECT path FROM post WHERE NOT whole AND path IN ({asked})"
            if paths := [*self.stream(unread, lambda row: row[0], depth, (most,))]:
                self.guarded(lambda: self._refresher.complete(sorted(paths)))
        [count] = self.stream("SELECT count(*) FROM post WHERE listed", lambda row: row[0], depth)
        asked = f"SELECT {columns} FROM {tables} WHERE listed {_NEWEST_FIRST} LIMIT ?"
        return count, self.batches(asked, make, depth, (most,))

    def _of(
        self, posts: Iterable[Summary], columns: str, make: Callable[[list[Row]], Iterable[Made]]
    ) -> Iterator[Made]:
        """Yield what is made of the columns of these posts, in their order."""

        def by_path(rows: list[Row]) -> Iterator[tuple[bytes, Made]]:
            return zip([row[0] for row in rows], make([row[1:] for row in rows]), strict=True)

        rest = iter(posts)
        while some := [os.fsencode(post.path) for post in islice(rest, _MOST_PARAMETERS)]:
            marks = ",".join("?" * len(some))
            asked = f"SELECT post.path, {columns} FROM {JOINED} WHERE path IN ({marks})"
            found = dict(self.batches(asked, by_path, values=some))
            yield from (found[path] for path in some if path in found)

    def stream(
        self,
        statement: str,
        make: Callable[[Row], Made],
        depth: Depth = "whole",
        values: Sequence[object] = (),
    ) -> Iterator[Made]:
        """Yield what is made of each row of a query.

        If the file turns out to be damaged, the rest comes from a new one.
        """
        return self.batches(statement, partial(map, make), depth, values)

    def batches(
        self,
        statement: str,
        make: Callable[[list[Row]], Iterable[Made]],
        depth: Depth = "whole",
        values: Sequence[object] = (),
        together: int = _TOGETHER,
    ) -> Iterator[Made]:
        """Yield the same, with what is made of many rows `together`."""
        done = 0
        while True:
            try:
                self._refresher.refresh(depth)
                rows = self.database.connection.execute(statement, values)
                for _ in range(done):
                    rows.fetchone()
                while some := rows.fetchmany(together):
                    for made in make(some):
                        done += 1
                        yield made
            except _DAMAGE as error:
                self._mend(error)
            else:
                return

    def guarded(self, work: Callable[[], Made]) -> Made:
        """Return what `work` does, with a new file if this one turns out to be damaged."""
        while True:
            try:
                return work()
            except _DAMAGE as error:
                self._mend(error)

    def _mend(self, error: Exception) -> None:
        """Begin again with an empty file, and then in memory. Raises the error after that."""
        self._failures += 1
        if self._failures > _MOST_FAILURES:
            raise error
        passing = isinstance(error, sqlite3.Error) and is_passing(error)
        if passing or self._failures == _MOST_FAILURES:
            self.database.leave_file()
        else:
            self.database.renew()
        self._refresher.start_over()
