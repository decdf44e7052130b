"""The texts of a site that are no posts, kept in the index until their files change.

A row a text: the words in which links to a post are looked for, and the links of a public page.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple
from zlib import crc32

from blogcli.posts.checks.model import PlacedLink
from blogcli.posts.links.mentions import Mentions
from blogcli.store.index.content_rows import unpack_links
from blogcli.store.index.contents import mentioning
from blogcli.store.index.database import Database
from blogcli.store.index.index import Index
from blogcli.store.index.processes import map_in_processes
from blogcli.store.index.refresh import TRIES, kept_stamps
from blogcli.store.index.stamps import STAMP, drop_racy, stamps

_STATE = """
SELECT site, plain, (SELECT CAST(group_concat(path, x'00') AS BLOB)
  FROM (SELECT path FROM post WHERE NOT listed ORDER BY path))
FROM meta
"""


class SiteRow(NamedTuple):
    """What is kept of a text: its words, None if there are too many; a public page has more.

    That is its URL path, "" if it is unknown, and its links as JSON; None and "" for other texts.
    """

    words: bytes | None
    url: str | None = None
    links: str = ""


class SiteSource(NamedTuple):
    """The texts of the site at `place`, and how they are found and read.

    `walk` returns the folders that it entered, and the texts in them, None for a site that is too
    large to be kept; one with more than `most` bytes is too. `rules` decide what a text is, and
    what `read` returns of it.
    """

    place: str
    rules: str
    walk: Callable[[], tuple[Sequence[str], Sequence[str]] | None]
    read: Callable[[str], SiteRow]
    most: int


class SiteRows:
    """The rows of one site's texts. All is None for a site that is too large to be kept."""

    def __init__(self, index: Index, source: SiteSource) -> None:
        self._index = index
        self._source = source
        self._root = os.fsencode(source.place)

    def mentioning(self, mentions: Mentions) -> list[str] | None:
        """Return the paths of the texts that may have a link to what is mentioned."""
        return self._index.guarded(lambda: self._mentioning(mentions))

    def pages(self) -> list[tuple[str, str, list[PlacedLink]]] | None:
        """Return path, URL path and links of each public page."""
        return self._index.guarded(self._pages)

    def _mentioning(self, mentions: Mentions) -> list[str] | None:
        if not self._are_kept():
            return None
        return [*map(os.fsdecode, mentioning(self._index.database, "site_text", mentions))]

    def _pages(self) -> list[tuple[str, str, list[PlacedLink]]] | None:
        if not self._are_kept():
            return None
        asked = "SELECT path, url, links FROM site_text WHERE url IS NOT NULL"
        rows = self._index.database.ask(asked)
        return [(os.fsdecode(path), url, unpack_links(links)) for path, url, links in rows]

    def _are_kept(self) -> bool:
        """Bring the rows up to date, if the index is a file and the site not too large."""
        self._index.refresh()
        tries = TRIES if self._index.database.name is not None else 0
        return next((done for _ in range(tries) if (done := self._tried()) is not None), False)

    def _tried(self) -> bool | None:
        """Bring the rows up to date; None if another process changed the index meanwhile."""
        database, source = self._index.database, self._source
        [(kept, plain, unlisted)] = database.ask(_STATE)
        state = f"{crc32(unlisted or b'')} {source.rules}"
        folders, texts = _held(database, "site_folder"), _held(database, "site_text")
        is_listed = plain and kept == state and self._stamps(folders) == folders
        found = self._stamps(texts) if is_listed else {}
        if is_listed and found == texts:
            return True
        before = database.clock()
        if not is_listed:
            if (walked := source.walk()) is None:
                return False
            folders, found = (self._stamps(map(os.fsencode, paths)) for paths in walked)
        if sum(memoryview(b"".join(found.values())).cast("q")[2::4]) > source.most:
            return False
        known = texts if kept.partition(" ")[2] == source.rules else {}
        changed = [path for path, stamp in found.items() if known.get(path) != stamp]
        rows = zip(changed, map_in_processes(self._read, changed), strict=True)
        with database.change(database.writer) as is_same:
            if not is_same:
                return None
            many, reliable = database.connection.executemany, _without_racy(found, before)
            gone = {*changed, *texts.keys() - found.keys()}
            many("DELETE FROM site_text WHERE path = ?", [(path,) for path in gone])
            new = ((path, reliable[path], *row) for path, row in rows)
            many("INSERT INTO site_text VALUES (NULL, ?, ?, ?, ?, ?)", new)
            if not is_listed:
                database.ask("DELETE FROM site_folder")
                many(
                    "INSERT INTO site_folder VALUES (?, ?)", _without_racy(folders, before).items()
                )
                database.ask("UPDATE meta SET site = ?", (state,))
        return True

    def _stamps(self, paths: Iterable[bytes]) -> dict[bytes, bytes]:
        some = [*paths]
        return dict(zip(some, _split(stamps(self._root, some)), strict=True))

    def _read(self, path: bytes) -> tuple[object, ...]:
        return tuple(self._source.read(os.fsdecode(path)))


def _held(database: Database, table: str) -> dict[bytes, bytes]:
    """Return the paths in a table, each with its stamp."""
    held = kept_stamps(database, table)
    return {
        path: stamp
        for paths, marks in held
        for path, stamp in zip(paths, _split(marks), strict=True)
    }


def _without_racy(found: Mapping[bytes, bytes], before: int) -> dict[bytes, bytes]:
    return dict(zip(found, _split(drop_racy(b"".join(found.values()), before)), strict=True))


def _split(marks: bytes) -> list[bytes]:
    return [marks[at : at + STAMP] for at in range(0, len(marks), STAMP)]
