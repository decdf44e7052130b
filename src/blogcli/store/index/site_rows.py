"""The texts of a site that are no posts, kept in the index until their files change.

A row a text: the words in which links to a post are looked for, and what a public page links to.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple
from zlib import crc32

from blogcli.posts.checks.model import PlacedLink
from blogcli.posts.links.mentions import Mentions
from blogcli.store.index.content_rows import unpack_page
from blogcli.store.index.contents import mentioning
from blogcli.store.index.database import Database
from blogcli.store.index.index import Index
from blogcli.store.index.processes import map_in_processes
from blogcli.store.index.refresh import kept_stamps
from blogcli.store.index.stamps import NONE, drop_racy, split_stamps, stamps

_STATE = """
SELECT site, plain, (SELECT CAST(group_concat(path, x'00') AS BLOB)
  FROM (SELECT path FROM post WHERE NOT listed ORDER BY path))
FROM meta
"""


class SiteRow(NamedTuple):
    """What is kept of a text: its words, None if there are too many, and what a public page holds.

    That is `content_rows.pack_page` of it, "" if it is too much; None for any other text.
    """

    words: bytes | None
    page: str | None = None


class SiteWalk(NamedTuple):
    """The folders of a site, those among them that cannot be read now, and the texts in them."""

    folders: Sequence[str]
    unread: Sequence[str]
    texts: Sequence[str]


class SiteSource(NamedTuple):
    """The texts of the site at `place`, and how they are found and read.

    `walk` returns None for a site that is too large to be kept; one with more than `most` bytes in
    texts of at most `largest` bytes is too. `read` returns None for a text that cannot be read now.
    `rules` decide what a text is, and what is kept of it.
    """

    place: str
    rules: str
    walk: Callable[[], SiteWalk | None]
    read: Callable[[str], SiteRow | None]
    most: int
    largest: int


class SiteRows:
    """The rows of one site's texts."""

    def __init__(self, index: Index, source: SiteSource) -> None:
        self._index = index
        self._source = source
        self._root = os.fsencode(source.place)

    def mentioning(self, mentions: Mentions) -> list[str] | None:
        """Return the paths of the texts that may have a link to what is mentioned.

        None if there are no rows: the site is too large for them, or the index is no file.
        """
        return self._paths(lambda: mentioning(self._index.database, "site_text", mentions))

    def pages(self) -> list[str] | None:
        """Return the paths of the public pages; None as `mentioning` does."""
        asked = "SELECT path FROM site_text WHERE page IS NOT NULL"
        return self._paths(lambda: (path for (path,) in self._index.database.ask(asked)))

    def _paths(self, ask: Callable[[], Iterable[bytes]]) -> list[str] | None:
        return self._index.guarded(
            lambda: [*map(os.fsdecode, ask())] if self._bring_up_to_date() else None
        )

    def page(self, path: str) -> tuple[str, list[PlacedLink]] | None:
        """Return the URL path and the links of a page, as of `pages`; None if they are not kept."""

        def found() -> tuple[str, list[PlacedLink]] | None:
            asked = "SELECT page FROM site_text WHERE path = ?"
            rows = self._index.database.ask(asked, (os.fsencode(path),))
            return unpack_page(rows[0][0]) if rows and rows[0][0] else None

        return self._index.guarded(found)

    def _bring_up_to_date(self) -> bool:
        """Read again what changed. Return False if there are no rows to rely on."""
        self._index.refresh()
        database, source = self._index.database, self._source
        if database.name is None:
            return False
        [(kept, plain, unlisted)] = database.ask(_STATE)
        state = f"{crc32(unlisted or b'')} {source.rules}"
        folders, texts = _held(database, "site_folder"), _held(database, "site_text")
        walk_holds = plain and kept == state and self._stamps(folders) == folders
        found = self._stamps(texts) if walk_holds else {}
        if walk_holds and found == texts and NONE not in texts.values():
            return True
        before = database.clock()
        held_folders = folders
        if not walk_holds:
            if (walked := source.walk()) is None:
                return False
            found = self._stamps(map(os.fsencode, walked.texts))
            folders = _without_racy(self._stamps(map(os.fsencode, walked.folders)), before)
            folders |= dict.fromkeys(map(os.fsencode, walked.unread), NONE)
        if self._size(found) > source.most:
            return False
        known = texts if kept.partition(" ")[2] == source.rules else {}
        changed = [path for path, mark in found.items() if not known.get(path) == mark != NONE]
        gone = {*changed, *texts.keys() - found.keys()}
        if not gone and (folders, kept) == (held_folders, state):
            return True
        rows = zip(changed, map_in_processes(self._read, changed), strict=True)
        with database.change(database.writer) as is_same:
            if is_same:
                many, marks = database.connection.executemany, _without_racy(found, before)
                many("DELETE FROM site_text WHERE path = ?", [(path,) for path in gone])
                new = ((path, marks[path], *row) for path, row in rows if row is not None)
                many("INSERT INTO site_text VALUES (NULL, ?, ?, ?, ?)", new)
                database.ask("DELETE FROM site_folder")
                many("INSERT INTO site_folder VALUES (?, ?)", folders.items())
                database.ask("UPDATE meta SET site = ?", (state,))
        return is_same

    def _size(self, found: Mapping[bytes, bytes]) -> int:
        sizes = memoryview(b"".join(found.values())).cast("q")[2::4]
        return sum(size for size in sizes if size <= self._source.largest)

    def _stamps(self, paths: Iterable[bytes]) -> dict[bytes, bytes]:
        some = [*paths]
        return dict(zip(some, split_stamps(stamps(self._root, some)), strict=True))

    def _read(self, path: bytes) -> tuple[object, ...] | None:
        row = self._source.read(os.fsdecode(path))
        return None if row is None else tuple(row)


def _held(database: Database, table: str) -> dict[bytes, bytes]:
    """Return the paths in a table, each with its stamp."""
    held = kept_stamps(database, table)
    return {
        path: stamp
        for paths, marks in held
        for path, stamp in zip(paths, split_stamps(marks), strict=True)
    }


def _without_racy(found: Mapping[bytes, bytes], before: int) -> dict[bytes, bytes]:
    return dict(zip(found, split_stamps(drop_racy(b"".join(found.values()), before)), strict=True))
