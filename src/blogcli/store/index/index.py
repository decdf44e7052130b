"""The index: what was read of every post, cached until its file changes.

The files are the source of truth. A snapshot takes the stamp of every folder and every post (see
stamps). What is known of unchanged posts comes from the index; changed files are read again.
Results are the same with the index and without it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from blogcli.errors import Unreadable
from blogcli.store.callbacks import OnProblem, OnProgress, ignore_problem
from blogcli.store.index.database import POSTS, TEXTS, IndexFile
from blogcli.store.index.refresh import Refresher
from blogcli.store.index.row_codec import IndexedPost, pack_post, unpack_post
from blogcli.store.index.snapshot import (
    HAS_PROBLEM,
    LISTED,
    NAMED,
    Folders,
    Snapshot,
    part_of,
    path_at,
    places_of,
    slug_key,
)
from blogcli.store.index.source import IndexSource
from blogcli.store.index.stamps import STAMP

if TYPE_CHECKING:
    from blogcli.posts.model.summary import Summary
    from blogcli.posts.read.json_record import RecordText


Known = TypeVar("Known")

Prefilter = Callable[["Summary"], bool]
"""A predicate that says whether a post may match; it reads only the fields in
snapshot.SNAPSHOT_FIELDS."""

_AT_ONCE = 250
"""Rows per query; SQLite takes 999 parameters (https://sqlite.org/limits.html)."""

_HELD = 20_000
"""Most rows held in memory before they are needed."""


class Index:
    """The index of one blog, in a file or, if none can be kept, in memory for this call.

    It shows the blog as it was at the first request.
    """

    def __init__(self, source: IndexSource, file: IndexFile | None, step: OnProgress) -> None:
        self._source = source
        self._file = file
        self._sweeper = Refresher(source, file, step)

    @property
    def folder(self) -> str | None:
        """Return the folder of the index file, None if it is in memory."""
        return os.path.dirname(self._file.name) if self._file else None

    @property
    def sweep(self) -> Snapshot:
        """Return the snapshot of all posts, with a row for each; changed files are read."""
        return self._sweeper.sweep("whole")

    @property
    def _some_sweep(self) -> Snapshot:
        """Return the same, but rows may be missing: changed files are read only for list fields."""
        return self._sweeper.sweep("place")

    @property
    def others(self) -> tuple[str, ...]:
        """Return the endings of the files that are left out, one for each file."""
        return self._some_sweep.folders.others

    def clock(self) -> int:
        """Return the file system's current time in nanoseconds, 0 if nothing is stored anyway."""
        return self._sweeper.clock()

    @cached_property
    def _places(self) -> dict[bytes, int]:
        """Return the position of each path in the snapshot."""
        return {path: place for place, path in enumerate(self._some_sweep.paths)}

    def summaries(
        self, report: OnProblem = ignore_problem, might: Prefilter | None = None
    ) -> list[Summary]:
        """Return every listed post in the order of the paths; all problems are reported.

        With `might`, only the posts that may match it by their prefilter fields (see
        Sweep.outlines).
        """
        places = self.sweep.marked(LISTED | HAS_PROBLEM)
        self._report_walk(report)
        if might is not None:
            outlines = self.sweep.outlines(places)
            places = [place for place, post in outlines if post is None or might(post)]
        return [entry.summary for entry in self._entries(places, report) if entry.listed]

    def newest(
        self, limit: int | None, report: OnProblem = ignore_problem
    ) -> tuple[int, Iterator[Summary]]:
        """Return the number of listed posts, and an iterator over the first, newest first.

        Problems are reported as by `summaries`.
        """
        sweep = self.sweep if limit is None else self._some_sweep
        newest, troubled = sweep.newest, sweep.marked(HAS_PROBLEM)
        self._report_walk(report)
        for _ in self._entries(troubled, report):
            pass
        return len(newest), (
            entry.summary for entry in self._entries(newest[:limit], ignore_problem)
        )

    def slugs(self, start: str) -> Iterator[tuple[str, str]]:
        """Yield slug and title of the posts whose slugs begin with `start`, in path order."""
        places = [*places_of(slug_key(start), self.sweep.slugs)]
        for entry in self._entries(places, ignore_problem):
            if entry.listed and entry.summary.slug.startswith(start):
                yield entry.summary.slug, entry.summary.title

    def values(self, field: str) -> set[str]:
        """Return all items that posts have in a field, one of the snapshot's LISTS."""
        found = self.sweep.items(field)
        for entry in self._entries(self.sweep.untold(), ignore_problem):
            found.update(getattr(entry.summary, field))
        return found

    def last_changed(self) -> str | None:
        """Return the path of the post whose file changed last; None if there are no posts."""
        from blogcli.store.index.stamps import stamps

        sweep = self._some_sweep
        paths = [sweep.paths[place] for place in sweep.marked(LISTED)]
        times = memoryview(stamps(os.fsencode(self._source.place), paths)).cast("q")[:: STAMP // 8]
        return os.fsdecode(max(zip(times, paths, strict=True))[1]) if paths else None

    def report_all(self, report: OnProblem) -> None:
        """Report all problems with posts, and why some were skipped."""
        self.newest(0, report)

    def at(self, paths: Sequence[bytes]) -> Iterator[IndexedPost]:
        """Yield what is known of the posts at these paths of the snapshot, in their order."""
        places = self._places
        return self._entries([places[path] for path in paths if path in places], ignore_problem)

    def path_of(self, slug: str) -> str | None:
        """Return the path of the one post that had this slug, if no file came or went since.

        The post is not read: the caller must check that it still has the slug.
        """
        parts = self._file.parts(*NAMED) if self._file else None
        if not parts or not self._sweeper.still_holds(Folders.of(parts)):
            return None
        places = [*places_of(slug_key(slug) + b"\0", parts["slugs"])]
        if len(places) != 1:
            return None
        name = part_of(places[0])
        held = self._file.parts(name) if self._file else None
        return os.fsdecode(path_at(places[0], held[name])) if held else None

    def record_texts(self, posts: Iterable[Summary]) -> Iterator[RecordText]:
        """Yield the records of these posts of the snapshot, in their order."""
        return self._texts([self._places[os.fsencode(post.path)] for post in posts])

    def newest_texts(
        self, limit: int | None, report: OnProblem = ignore_problem
    ) -> tuple[int, Iterator[RecordText]]:
        """Return the same as `newest`, with records instead of summaries."""
        count, _ = self.newest(limit, report)
        return count, self._texts(self._some_sweep.newest[:limit])

    def _texts(self, places: Sequence[int]) -> Iterator[RecordText]:
        from blogcli.posts.read.json_record import record_text
        from blogcli.store.index.row_codec import pack_text, unpack_text

        def texts(places: Sequence[int]) -> Iterator[RecordText | None]:
            for entry in self._posts(places, []):
                yield record_text(entry.summary) if entry else None

        known = self._known(TEXTS, places, unpack_text, texts, pack_text)
        return (text for text in known if text is not None)

    def _entries(self, places: Sequence[int], report: OnProblem) -> Iterator[IndexedPost]:
        """Yield what is known of the posts at these positions; report and skip unreadable ones."""
        unread: list[Unreadable] = []
        for entry in self._posts(places, unread):
            problem = unread.pop(0) if entry is None else entry.problem
            if problem is not None:
                report(problem)
            if entry is not None:
                yield entry

    def _posts(
        self, places: Sequence[int], unread: list[Unreadable]
    ) -> Iterator[IndexedPost | None]:
        """Yield the same, with None for an unreadable file, whose error is appended to `unread`."""

        def read(places: Sequence[int]) -> Iterator[IndexedPost | None]:
            from blogcli.store.index.read_posts import read_entry  # not needed if all rows exist

            for place in places:
                try:
                    yield read_entry(self._source, self._some_sweep.paths[place])
                except Unreadable as error:
                    unread.append(error)
                    yield None

        return self._known(POSTS, places, unpack_post, read, pack_post)

    def _known(
        self,
        table: str,
        places: Sequence[int],
        unpack: Callable[[bytes, bytes], Known | None],
        make: Callable[[Sequence[int]], Iterator[Known | None]],
        pack: Callable[[Known, bytes], bytes | None],
    ) -> Iterator[Known | None]:
        """Yield what rows hold of the posts at these positions; make and store what none holds.

        None stands for what cannot be made.
        """
        paths = self._some_sweep.paths
        made: list[tuple[bytes, bytes]] = []
        rows = self._rows(table, places)
        while some := [*islice(rows, _AT_ONCE)]:
            known = [unpack(row, proof) if row else None for _, proof, row in some]
            missing = [at for at, one in enumerate(known) if one is None]
            new = make([some[at][0] for at in missing]) if missing else ()
            for at, one in zip(missing, new, strict=True):
                place, proof, _ = some[at]
                known[at] = one
                row = pack(one, proof) if one is not None else None
                made += [(paths[place], row)] if row else []
            yield from known
        if made and self._file:
            self._file.keep(table, made)

    def _rows(self, table: str, places: Sequence[int]) -> Iterator[tuple[int, bytes, bytes]]:
        """Yield positions in the snapshot, each with its row key and the table's row.

        The row is b"" if there is none.
        """
        paths, proofs = self._some_sweep.paths, self._some_sweep.stamps
        rows = self._rows_of(table, [paths[place] for place in places])
        for place, row in zip(places, rows, strict=True):
            yield place, proofs[place * STAMP : (place + 1) * STAMP] + self._sweeper.seal, row

    def _rows_of(self, table: str, paths: Sequence[bytes]) -> Iterator[bytes]:
        """Yield the rows of these paths. If most are wanted, they are read in the table's order."""
        file, fresh = self._file, self._sweeper.fresh
        # A file that was read just now may have an older row with the same key: see stamps.RACY.
        held = dict(fresh) if table == POSTS else dict.fromkeys(fresh, b"")
        most = 2 * len(paths) > len(self._some_sweep.paths) and not fresh
        in_order = file.all_rows(table) if file and most else iter(())
        for start in range(0, len(paths), _AT_ONCE):
            some = paths[start : start + _AT_ONCE]
            while len(held) < _HELD and not held.keys() >= {*some}:
                if not (more := next(in_order, None)):
                    break
                held |= more
            missing = [path for path in some if path not in held]
            held |= file.rows(table, missing) if file else {}
            yield from [held.pop(path, b"") for path in some]

    def _report_walk(self, report: OnProblem) -> None:
        for problem in self._sweeper.problems:
            report(problem)
