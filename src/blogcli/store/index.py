"""The index: what was read of every post, kept until its file changes.

The files are the truth. One sweep stamps every folder and every post (see stamps); where nothing
changed, what is known of the posts comes from the index, else the changed files are read again.
With the index and without it all answers are the same.
"""

from __future__ import annotations

import os
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from math import nan
from typing import TYPE_CHECKING, TypeVar
from zlib import crc32

from blogcli.errors import BlogError, Unreadable
from blogcli.store.index_file import POSTS, TEXTS, IndexFile
from blogcli.store.index_source import Source
from blogcli.store.rows import Entry, items, items_of, pack, unpack
from blogcli.store.stamps import NONE, STAMP, settled, stamps
from blogcli.store.sweep import (
    LISTED,
    NAMED,
    PARTS,
    TROUBLED,
    Folders,
    Sweep,
    joined_slugs,
    newest_first,
    path_at,
    places_of,
    slug_key,
)
from blogcli.store.walk import Report, Step, ignore

if TYPE_CHECKING:
    from blogcli.posts.record_text import RecordText


Known = TypeVar("Known")

_AT_ONCE = 250
"""Rows that are asked for in one go; SQLite takes 999 (https://sqlite.org/limits.html)."""

_AS_A_WHOLE = 20_000
"""Of so many posts the rows may be held in memory at once."""


class Index:
    """The index of one blog, in a file or, where none can be kept, in memory for this call.

    It shows the blog as it was when it was first asked.
    """

    def __init__(self, source: Source, file: IndexFile | None, step: Step) -> None:
        self._source = source
        self._seal = crc32(source.meaning.encode()).to_bytes(4, "little")
        self._file = file
        self._step = step
        self._fresh: dict[bytes, bytes] = {}
        self._problems: list[BlogError] = []

    @property
    def folder(self) -> str | None:
        """Where the index is kept, None for memory."""
        return os.path.dirname(self._file.name) if self._file else None

    @cached_property
    def sweep(self) -> Sweep:
        """The posts there are; what changed since the last sweep is read."""
        last = self._last()
        folders, paths, clock = last.folders, last.paths, 0
        if not self._still_holds(folders):
            clock = self.clock()
            folders, paths = self._look(clock)
        found = stamps(self._source.root, paths)
        sweep = last._replace(folders=folders)
        if found != last.stamps or paths != last.paths:
            sweep = self._updated(last, sweep._replace(paths=paths, stamps=found), clock)
        elif folders != last.folders:
            self._save(sweep, last, clock)
        return sweep

    @cached_property
    def _places(self) -> dict[bytes, int]:
        """Where in the sweep each path is."""
        return {path: place for place, path in enumerate(self.sweep.paths)}

    def listed(self, report: Report) -> Iterator[Entry]:
        """Every post that lists show, in the order of the paths; all problems are reported."""
        places = self.sweep.marked(LISTED | TROUBLED)
        self._report_walk(report)
        return (entry for entry in self._entries(places, report) if entry.listed)

    def newest(self, limit: int | None, report: Report) -> tuple[int, Iterator[Entry]]:
        """How many posts are listed, and the first of them, newest first; problems as `listed`."""
        newest, troubled = self.sweep.newest, self.sweep.marked(TROUBLED)
        self._report_walk(report)
        for _ in self._entries(troubled, report):
            pass
        return len(newest), self._entries(newest[:limit], ignore)

    def slugs(self, start: str) -> Iterator[tuple[str, str]]:
        """Slug and title of the posts whose slugs begin so, in the order of their paths."""
        places = [*places_of(slug_key(start), self.sweep.slugs)]
        for entry in self._entries(places, ignore):
            if entry.listed and entry.summary.slug.startswith(start):
                yield entry.summary.slug, entry.summary.title

    def values(self, field: str) -> set[str]:
        """All items that posts have in a field that is a list: tags, categories, authors."""
        unknown: list[int] = []
        known: list[bytes] = []
        for place, proof, row in self._rows(POSTS, self.sweep.marked(LISTED)):
            held = items_of(row, proof, field)
            if held is None:
                unknown.append(place)
            else:
                known.append(held)
        found = items(b"".join(known))
        for entry in self._entries(unknown, ignore):
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
        if not parts or not self._still_holds(Folders.of(parts)):
            return None
        places = [*places_of(slug_key(slug) + b"\0", parts["slugs"])]
        return os.fsdecode(path_at(places[0], parts["paths"])) if len(places) == 1 else None

    def record_texts(self, paths: Iterable[bytes]) -> Iterator[RecordText]:
        """The records of these posts of the sweep, in their order."""
        return self._texts([self._places[path] for path in paths])

    def newest_texts(self, limit: int | None, report: Report) -> tuple[int, Iterator[RecordText]]:
        """As `newest`, but the records."""
        count, _ = self.newest(0, report)
        return count, self._texts(self.sweep.newest[:limit])

    def _texts(self, places: Sequence[int]) -> Iterator[RecordText]:
        from blogcli.posts.record_text import record_text
        from blogcli.store.record_rows import pack_text, unpack_text

        def text_of(place: int) -> RecordText | None:
            entry = next(self._entries([place], ignore), None)
            return record_text(entry.summary) if entry else None

        return self._known(TEXTS, places, unpack_text, text_of, pack_text)

    def _entries(self, places: Sequence[int], report: Report) -> Iterator[Entry]:
        """What is known of the posts at these places; what cannot be read is left out."""
        paths = self.sweep.paths

        def read(place: int) -> Entry | None:
            try:
                return self._source.read(paths[place])
            except Unreadable as error:
                report(error)
                return None

        for entry in self._known(POSTS, places, unpack, read, pack):
            if entry.problem is not None:
                report(entry.problem)
            yield entry

    def _known(
        self,
        table: str,
        places: Sequence[int],
        unpack: Callable[[bytes, bytes], Known | None],
        make: Callable[[int], Known | None],
        pack: Callable[[Known, bytes], bytes | None],
    ) -> Iterator[Known]:
        """What rows keep of the posts at these places; what none keeps is made, and then kept."""
        sweep = self.sweep
        made: list[tuple[bytes, bytes]] = []
        for place, proof, row in self._rows(table, places):
            known = unpack(row, proof) if row else None
            if known is None:
                known = make(place)
                row = (known and pack(known, proof)) or b""
                made += [(sweep.paths[place], row)] if row else []
            if known is not None:
                yield known
        if made and self._file:
            self._file.keep(table, made)

    def _rows(self, table: str, places: Sequence[int]) -> Iterator[tuple[int, bytes, bytes]]:
        """Places of the sweep, each with what its row proves itself by, and the table's row.

        The row is b"" where there is none.
        """
        paths, file = self.sweep.paths, self._file
        proofs, seal = self.sweep.stamps, self._seal
        # Of what was read just now an older row may have the same proof: see stamps.RACY.
        fresh = self._fresh if table == POSTS else dict.fromkeys(self._fresh, b"")
        if file and not fresh and _AS_A_WHOLE >= len(paths) < 2 * len(places):
            held = file.all_rows(table)
            for place in places:
                proof = proofs[place * STAMP : (place + 1) * STAMP] + seal
                yield place, proof, held.get(paths[place], b"")
            return
        for start in range(0, len(places), _AT_ONCE):
            some = places[start : start + _AT_ONCE]
            rows = file.rows(table, [paths[place] for place in some]) if file else {}
            for place in some:
                path, proof = paths[place], proofs[place * STAMP : (place + 1) * STAMP] + seal
                yield place, proof, fresh[path] if path in fresh else rows.get(path, b"")

    def _report_walk(self, report: Report) -> None:
        for problem in self._problems:
            report(problem)

    def _last(self) -> Sweep:
        """The sweep that the file keeps; an empty one where that says nothing about this blog."""
        parts = self._file.parts(*PARTS) if self._file else None
        if parts:
            last = Sweep.of(parts)
            if last.folders.meaning == self._source.meaning:
                return last
        return Sweep.empty(self._source.meaning)

    def _still_holds(self, folders: Folders) -> bool:
        """Whether the folders hold the files that they held."""
        same = folders.plain and folders.meaning == self._source.meaning
        return same and stamps(self._source.root, folders.paths) == folders.stamps

    def _look(self, clock: int) -> tuple[Folders, list[bytes]]:
        self._problems = []
        survey = self._source.survey(self._problems.append)
        paths = [os.fsencode(path) for path in survey.folders]
        marks = settled(stamps(self._source.root, paths), clock)
        folders = Folders(self._source.meaning, survey.plain, paths, marks)
        return folders, [os.fsencode(path) for path in survey.paths]

    def _updated(self, last: Sweep, found: Sweep, clock: int) -> Sweep:
        """The sweep with what was changed, or is new, read; it is saved."""
        from blogcli.store.reading import read_all  # not for a blog that is as it was

        clock = clock or self.clock()
        places = {path: place for place, path in enumerate(last.paths)}
        marks, ats = bytearray(len(found.paths)), array("d", bytes(8 * len(found.paths)))
        had, slugs = last.slugs[1:-1].split(b"\0"), [b""] * len(found.paths)
        changed: list[int] = []
        for place, path in enumerate(found.paths):
            was = places.get(path, -1)
            if was >= 0 and last.stamp(was) == found.stamp(place) != NONE:
                marks[place], ats[place], slugs[place] = last.marks[was], last.ats[was], had[was]
            else:
                changed.append(place)
        paths = [found.paths[place] for place in changed]
        proofs = [found.stamp(place) + self._seal for place in changed]
        reads = read_all(self._source.read, paths, proofs, self._step)
        for place, read in zip(changed, reads, strict=True):
            marks[place] = LISTED * read.listed | TROUBLED * read.troubled
            ats[place] = nan if read.at is None else read.at
            slugs[place] = read.slug
        newest, joined = newest_first(marks, ats), joined_slugs(slugs)
        sweep = found._replace(marks=bytes(marks), ats=ats, slugs=joined, newest=newest)
        self._fresh = {path: read.row for path, read in zip(paths, reads, strict=True)}
        self._save(sweep, last, clock)
        return sweep

    def _save(self, sweep: Sweep, last: Sweep, clock: int) -> None:
        """Keep the sweep, but leave open what may yet change unseen and what could not be read."""
        if self._file is None:
            return
        marks = bytearray(settled(sweep.stamps, clock))
        for place in sweep.marked(TROUBLED):
            if self._fresh.get(sweep.paths[place]) == b"":
                marks[place * STAMP : (place + 1) * STAMP] = NONE
        kept = sweep._replace(stamps=bytes(marks))
        rows = [(path, row) for path, row in self._fresh.items() if row]
        stale = None
        if last.paths:
            same = sweep.paths is last.paths
            stale = [*self._fresh, *([] if same else set(last.paths).difference(sweep.paths))]
        if kept != last and self._file.save(kept.parts(), rows, stale):
            self._fresh = {}

    def clock(self) -> int:
        """The file system's own time in nanoseconds, 0 where nothing is kept anyway."""
        return self._file.clock() if self._file else 0
