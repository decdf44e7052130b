"""What posts say by themselves, kept in the index until their files change.

A row a post in a table of its own: links, headings, findings, and the URL path. The first command
that needs it fills the table; the row of a post goes with the post's when it is read again.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

from blogcli.errors import BlogError
from blogcli.posts.checks.model import Contents
from blogcli.posts.links.mentions import Mentions
from blogcli.posts.links.model import Headings, LinkKind
from blogcli.posts.model.summary import Summary
from blogcli.posts.read.post import Post
from blogcli.store.callbacks import OnProgress, no_progress
from blogcli.store.index.content_rows import (
    CONTENTS,
    content_row,
    unpack_contents,
    unpack_headings,
    unpack_links,
)
from blogcli.store.index.database import Database
from blogcli.store.index.index import Index
from blogcli.store.index.processes import map_in_processes

_ROOTED = frozenset(
    {LinkKind.INLINE, LinkKind.IMAGE, LinkKind.REFERENCE, LinkKind.HREF, LinkKind.SRC}
)
"""Links in the syntax of Markdown or HTML."""

_JOINED = "FROM post LEFT JOIN content ON content.id = post.id WHERE listed"

_UNREAD = "FROM post LEFT JOIN link_words USING (id) WHERE listed AND link_words.id IS NULL"
"""The posts without contents, found by the smaller one of their tables."""

_EACH = f"SELECT path, {CONTENTS} {_JOINED} ORDER BY path"

_MOST_ROWS = 10_000
"""Rows that processes share: so many links are 4 MB."""

Seen = TypeVar("Seen")
"""What a function makes of a post, of plain values."""


_SOME_WORDS = """
SELECT max(id), max(words IS NULL), CAST(group_concat(words, x'0A') AS BLOB)
FROM (SELECT id, words FROM {} WHERE id > ? ORDER BY id LIMIT 500)
"""
"""Words of many texts as one: mostly none of these mentions a certain post."""


def mentioning(
    database: Database, table: str, mentions: Mentions, join: str = ""
) -> Iterator[bytes]:
    """Yield the paths of a table's texts that may have a link to what is mentioned.

    A text has a row with an `id` and its `words`, NULL if they do not tell; `join` adds the table
    that has the paths, if that is another one.
    """
    each = f"SELECT path, {table}.words FROM {table} {join} WHERE {table}.id BETWEEN ? AND ?"
    last = 0
    while (some := database.ask(_SOME_WORDS.format(table), (last,))[0])[0] is not None:
        end, unsure, words = some
        if end <= last:
            raise ValueError("the order of the index is damaged")
        if unsure or mentions.are_in(words):
            for path, own in database.ask(each, (last + 1, end)):
                if own is None or mentions.are_in(own):
                    yield path
        last = end


class PostContents:
    """What the posts of one blog say by themselves; `read` and `address` are of one post."""

    def __init__(
        self,
        index: Index,
        read: Callable[[str], Post],
        address: Callable[[Summary], str],
    ) -> None:
        self._index = index
        self._read = read
        self._address = address
        self._is_filled = False

    def fill(self, step: OnProgress = no_progress) -> None:
        """Store what is missing, once; nothing is stored of a post that cannot be read."""
        if not self._is_filled:
            self._index.refresh("contents")
            self._index.guarded(lambda: self._store_missing(step))
            self._is_filled = True

    def each(self) -> Iterator[tuple[str, Contents | BlogError]]:
        """Yield path and contents of each listed post in order, or why it cannot be read now.

        They are without `run` and `headings`.
        """
        self.fill()
        for path, found in self._index.stream(_EACH, unpack_contents):
            yield path, self._read_now(path) if found is None else found

    def each_seen(
        self, look: Callable[[str, Contents | BlogError], Seen]
    ) -> Iterator[tuple[str, Seen]]:
        """Yield the path of each such post and what `look` returns of it, in as many processes."""
        self.fill()

        def look_at(row: Sequence[Any]) -> Seen:
            path, found = unpack_contents(row)
            return look(path, self._read_now(path) if found is None else found)

        def seen(rows: list[Sequence[Any]]) -> Iterator[tuple[str, Seen]]:
            paths = (os.fsdecode(path) for path, *_ in rows)
            return zip(paths, map_in_processes(look_at, rows), strict=True)

        yield from self._index.batches(_EACH, seen, together=_MOST_ROWS)

    def of(self, path: str) -> Contents | BlogError:
        """Return the contents of one post as `each` does."""
        self.fill()
        asked = f"SELECT path, {CONTENTS} {_JOINED} AND path = ?"
        found = dict(self._index.stream(asked, unpack_contents, values=(os.fsencode(path),)))
        return found.get(path) or self._read_now(path)

    def addresses(self) -> dict[str, str]:
        """Return the URL path of each post by its path, as far as one is known."""
        self.fill()
        rows = self._index.stream(f"SELECT path, address {_JOINED}", lambda row: row)
        return {os.fsdecode(path): url for path, url in rows if url}

    def headings(self, path: str) -> Headings:
        """Return the headings and ids of a post."""
        self.fill()
        asked = f"SELECT headings {_JOINED} AND path = ?"
        values = (os.fsencode(path),)
        found = [*self._index.stream(asked, lambda row: unpack_headings(row[0]), values=values)]
        if found and found[0] is not None:
            return found[0]
        now = self._read_now(path)
        return Headings() if isinstance(now, BlogError) else now.headings

    def mentioning(self, mentions: Mentions) -> set[str]:
        """Return the paths of all posts that may have a link to what is mentioned.

        Nothing is read: a post whose links are not kept may have one.
        """
        self._index.refresh()
        return {*map(os.fsdecode, self._index.guarded(lambda: self._mentioning(mentions)))}

    def _mentioning(self, mentions: Mentions) -> set[bytes]:
        database, join = self._index.database, "JOIN post USING (id)"
        found = {path for (path,) in database.ask(f"SELECT path {_UNREAD}")}
        return found.union(mentioning(database, "link_words", mentions, join))

    def rooted(self, origin: str) -> Iterator[str]:
        """Yield the targets from the root of the site at `origin` that links in bodies have."""
        self.fill()
        for links in self._index.stream(
            f"SELECT links {_JOINED}", lambda row: unpack_links(row[0])
        ):
            for link, *_ in links:
                target = (link.origin + link.target).removeprefix(origin)
                if link.kind in _ROOTED and target.startswith("/"):
                    yield target

    def _read_now(self, path: str) -> Contents | BlogError:
        from blogcli.posts.checks.contents import read_contents  # not for an unchanged blog

        try:
            return read_contents(self._read(path))
        except BlogError as error:
            return error

    def _store_missing(self, step: OnProgress) -> None:
        database = self._index.database
        unread = database.ask(f"SELECT post.id, path {_UNREAD}")
        if not unread:
            return
        from blogcli.store.index.write_rows import insert_contents  # not for an unchanged blog

        rows = map_in_processes(self._row, [path for _, path in unread], step)
        with database.change(database.writer) as is_same:
            if is_same:
                kept = zip(unread, rows, strict=True)
                insert_contents(database, ((number, *row) for (number, _), row in kept if row))

    def _row(self, path: bytes) -> tuple[Any, ...] | None:
        """Return the row of a post; None if it cannot be read any more."""
        try:
            post = self._read(os.fsdecode(path))
        except BlogError:
            return None
        return content_row(post, self._address(post.summary))
