"""The index: what was read of every post, kept until its file changes.

The files are the truth. One sweep stamps every folder and every post (see stamps); where nothing
changed, what is known of the posts comes from the index, else the changed files are read again.
With the index and without it all answers are the same.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from blogcli.errors import Unreadable
from blogcli.store.index_file import POSTS, TEXTS, IndexFile
from blogcli.store.index_source import Source
from blogcli.store.rows import Entry, pack, unpack
from blogcli.store.stamps import STAMP
from blogcli.store.sweep import (
    LISTED,
    NAMED,
    TROUBLED,
    Folders,
    Sweep,
    part_of,
    path_at,
    places_of,
    slug_key,
)
from blogcli.store.sweeper import Sweeper
from blogcli.store.walk import Report, Step, ignore

if TYPE_CHECKING:
    from blogcli.posts.record_text import RecordText
    from blogcli.posts.summary import Summary


Known = TypeVar("Known")

Might = Callable[["Summary"], bool]
"""Whether a post might be wanted; only the fields that sweep.OUTLINED names are asked for."""

_AT_ONCE = 250
"""Rows that are asked for in one go; SQLite takes 999 (https://sqlite.org/limits.html)."""

_HELD = 20_000
"""So many rows that are not wanted yet may be held in memory."""


class Index:
    """The index of one blog, in a file or, where none can be kept, in memory for this call.

    It shows the blog as it was when it was first asked.
    """

    def __init__(self, source: Source, file: IndexFile | None, step: Step) -> None:
        self._source = source
        self._file = file
        self._sweeper = Sweeper(source, file, step)

    @property
    def folder(self) -> str | None:
        """Where the index is kept, None for memory."""
        return os.path.dirname(self._file.name) if self._file else None

    @property
    def sweep(self) -> Sweep:
        """The posts there are, with a row of each; what changed since the last sweep is read."""
        return self._sweeper.sweep("whole")

    @property
    def _some_sweep(self) -> Sweep:
        """The same, but rows may be missing: of what changed only its place in a list is read."""
        return self._sweeper.sweep("place")

    def clock(self) -> int:
        """The file system's own time in nanoseconds, 0 where nothing is kept anyway."""
        return self._sweeper.clock()

    @cached_property
    def _places(self) -> dict[bytes, int]:
        """Where in the sweep each path is."""
        return {path: place for place, path in enumerate(self._some_sweep.paths)}

    def summaries(self, report: Report = ignore, might: Might | None = None) -> list[Summary]:
        """Every post that lists show, in the order of the paths; all problems are reported.

        With `might`, those that by their outline (see Sweep.outlines) might be wanted.
        """
        places = self.sweep.marked(LISTED | TROUBLED)
        self._report_walk(report)
        if might is not None:
            outlines = self.sweep.outlines(places)
            places = [place for place, post in outlines if post is None or might(post)]
        return [entry.summary for entry in self._entries(places, report) if entry.listed]

    def newest(self, limit: int | None, report: Report = ignore) -> tuple[int, Iterator[Summary]]:
        """How many posts are listed, and the first of them, newest first; as `summaries`."""
        sweep = self.sweep if limit is None else self._some_sweep
        newest, troubled = sweep.newest, sweep.marked(TROUBLED)
        self._report_walk(report)
        for _ in self._entries(troubled, report):
            pass
        return len(newest), (entry.summary for entry in self._entries(newest[:limit], ignore))

    def slugs(self, start: str) -> Iterator[tuple[str, str]]:
        """Slug and title of the posts whose slugs begin so, in the order of their paths."""
        places = [*places_of(slug_key(start), self.sweep.slugs)]
        for entry in self._entries(places, ignore):
            if entry.listed and entry.summary.slug.startswith(start):
                yield entry.summary.slug, entry.summary.title

    def values(self, field: str) -> set[str]:
        """All items that posts have in one of the sweep's LISTS."""
        found = self.sweep.items(field)
        for entry in self._entries(self.sweep.untold(), ignore):
            found.update(getattr(entry.summary, field))
        return found

    def report_all(self, report: Report) -> None:
        """Report what is wrong with posts, and why some were passed over."""
        self.newest(0, report)

    def at(self, paths: Sequence[bytes]) -> Iterator[Entry]:
        """What is known of the posts at these paths of the sweep, in their order."""
        places = self._places
        return self._entries([places[path] for path in paths if path in places], ignore)

    def path_of(self, slug: str) -> str | None:
        """The path of the one post that had this slug, if no file came or went since.

        No post is looked at: whether it still has the slug is for the caller to see.
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
        """The records of these posts of the sweep, in their order."""
        return self._texts([self._places[os.fsencode(post.path)] for post in posts])

    def newest_texts(
        self, limit: int | None, report: Report = ignore
    ) -> tuple[int, Iterator[RecordText]]:
        """As `newest`, but the records."""
        count, _ = self.newest(limit, report)
        return count, self._texts(self._some_sweep.newest[:limit])

    def _texts(self, places: Sequence[int]) -> Iterator[RecordText]:
        from blogcli.posts.record_text import record_text
        from blogcli.store.record_rows import pack_text, unpack_text

        def texts(places: Sequence[int]) -> Iterator[RecordText | None]:
            for entry in self._posts(places, []):
                yield record_text(entry.summary) if entry else None

        known = self._known(TEXTS, places, unpack_text, texts, pack_text)
        return (text for text in known if text is not None)

    def _entries(self, places: Sequence[int], report: Report) -> Iterator[Entry]:
        """What is known of the posts at these places; what cannot be read is left out."""
        unread: list[Unreadable] = []
        for entry in self._posts(places, unread):
            problem = unread.pop(0) if entry is None else entry.problem
            if problem is not None:
                report(problem)
            if entry is not None:
                yield entry

    def _posts(self, places: Sequence[int], unread: list[Unreadable]) -> Iterator[Entry | None]:
        """The same, with None for each that cannot be read; why goes to the end of `unread`."""

        def read(places: Sequence[int]) -> Iterator[Entry | None]:
            from blogcli.store.reading import read_entry  # not where there are rows

            for place in places:
                try:
                    yield read_entry(self._source, self._some_sweep.paths[place])
                except Unreadable as error:
                    unread.append(error)
                    yield None

        return self._known(POSTS, places, unpack, read, pack)

    def _known(
        self,
        table: str,
        places: Sequence[int],
        unpack: Callable[[bytes, bytes], Known | None],
        make: Callable[[Sequence[int]], Iterator[Known | None]],
        pack: Callable[[Known, bytes], bytes | None],
    ) -> Iterator[Known | None]:
        """What rows keep of the posts at these places; what none keeps is made, and then kept.

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
        """Places of the sweep, each with what its row proves itself by, and the table's row.

        The row is b"" where there is none.
        """
        paths, proofs = self._some_sweep.paths, self._some_sweep.stamps
        rows = self._rows_of(table, [paths[place] for place in places])
        for place, row in zip(places, rows, strict=True):
            yield place, proofs[place * STAMP : (place + 1) * STAMP] + self._sweeper.seal, row

    def _rows_of(self, table: str, paths: Sequence[bytes]) -> Iterator[bytes]:
        """The rows of these paths; where most are wanted they are read in the table's order."""
        file, fresh = self._file, self._sweeper.fresh
        # Of what was read just now an older row may have the same proof: see stamps.RACY.
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

    def _report_walk(self, report: Report) -> None:
        for problem in self._sweeper.problems:
            report(problem)
