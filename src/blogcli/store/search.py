"""Full text: the posts that have words, the best first."""

import os
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from datetime import datetime
from math import inf
from typing import TYPE_CHECKING, NamedTuple

from blogcli.errors import Unreadable
from blogcli.posts.search_text import match_expression
from blogcli.posts.summary import Summary
from blogcli.posts.wanted import Wanted
from blogcli.store.files import read_file
from blogcli.store.index import Index
from blogcli.store.search_file import POST, WORDS, SearchFile, Text, corpora
from blogcli.store.walk import Report, Step, no_step

if TYPE_CHECKING:
    from blogcli.store.blog import Blog

_WEIGHTS = (10.0, 5.0, 1.0)
"""What a word counts for in title, tags (with categories and authors) and body."""

_BM25 = f"bm25({WORDS}, {', '.join(map(str, _WEIGHTS))})"

Starts = Mapping[bytes, int]
"""Posts that were found, the best first, each with the place where its body starts."""


def open_search(blog: "Blog", step: Step = no_step) -> "Search":
    """The search of a blog's posts; `step` is told of the posts that are read for it."""
    index, source = blog.index(step), Source(blog.place, blog.conventions.headers)

    def texts(paths: Sequence[bytes]) -> Iterator[tuple[bytes, Text]]:
        for entry in index.at(paths):
            post = entry.summary
            try:
                data = source.data(post.path)
                start = source.start(data)
            except Unreadable:  # gone or changed just now
                continue
            tags = " | ".join((*post.tags, *post.categories, *post.authors))
            body = f"{post.description}\n\n{data[start:].decode(errors='replace')}"
            yield os.fsencode(post.path), Text(post.title, tags, body, post.at, start)

    return Search(index, SearchFile(index, index.folder, texts, step), source)


class Source(NamedTuple):
    """The files of a blog at `root`; `headers` as in document.split."""

    root: str
    headers: bool

    def data(self, path: str) -> bytes:
        return read_file(f"{self.root}/{path}", root=self.root)

    def start(self, data: bytes) -> int:
        """Where the body starts."""
        from blogcli.posts.document import split

        return len(data) - len(split(data, headers=self.headers).body)


class Found(NamedTuple):
    """What a search found: how many posts, and the first of them.

    `words` were looked for; `text_of` reads a post's body. Where nothing was found, `beginnings`
    are those of the words that some posts have longer ones of.
    """

    total: int
    posts: list[Summary]
    words: tuple[str, ...]
    text_of: Callable[[Summary], str]
    beginnings: tuple[str, ...] = ()


class Search:
    """A search among the posts that an index lists."""

    def __init__(self, index: Index, file: SearchFile, source: Source) -> None:
        self._index = index
        self._file = file
        self._source = source

    def find(self, wanted: Wanted, limit: int | None, now: datetime, report: Report) -> Found:
        """The posts that are wanted, the best first; problems are reported."""
        self._index.report_all(report)
        try:
            with closing(self._file.open()) as database:
                return self._found(database, wanted, limit, now)
        except sqlite3.DatabaseError:  # damage that nothing told of
            self._file.discard()
            with closing(self._file.open()) as database:
                return self._found(database, wanted, limit, now)

    def _found(
        self, database: sqlite3.Connection, wanted: Wanted, limit: int | None, now: datetime
    ) -> Found:
        starts = _ranked(database, wanted)
        if wanted.rest:
            posts = self._fitting(database, wanted, starts, now)
            total, posts = len(posts), posts[:limit]
        else:
            posts = [entry.summary for entry in self._index.at(list(starts)[:limit])]
            total = len(starts)
        longer = () if total else _longer(database, wanted.words)
        return Found(total, posts, wanted.words, lambda post: self._body(post, starts), longer)

    def _fitting(
        self, database: sqlite3.Connection, wanted: Wanted, starts: Starts, now: datetime
    ) -> list[Summary]:
        """Those posts of the ranked ones, or of all after them, that fit the rest of the query."""
        from blogcli.posts.search_query import rest_test

        def matches(expression: str) -> set[bytes]:
            return {path for path, _ in _matching(database, expression)}

        paths = list(starts)
        if wanted.open:
            sweep = self._index.sweep
            newest = (sweep.paths[place] for place in sweep.newest)
            paths = list(dict.fromkeys((*paths, *newest)))
        fits = rest_test(wanted.rest, now, matches)
        summaries = (entry.summary for entry in self._index.at(paths))
        return [post for post in summaries if fits(post, os.fsencode(post.path))]

    def _body(self, post: Summary, starts: Starts) -> str:
        try:
            data = self._source.data(post.path)
            start = starts.get(os.fsencode(post.path))
            start = self._source.start(data) if start is None else start
        except Unreadable:  # gone just now
            return ""
        return data[start:].decode(errors="replace")


def _ranked(database: sqlite3.Connection, wanted: Wanted) -> Starts:
    """The posts that match, by where: in the title, in title and tags, anywhere.

    Among those by how often, and how rare, the words are; then the newest first.
    """
    asked = (" AND " if wanted.all else " OR ").join(wanted.expressions)
    rows = database.execute(
        f"SELECT number, path, start, {_BM25}, at,"
        f" (number IN (SELECT rowid FROM {WORDS} WHERE {WORDS} MATCH ?))"
        f" + (number IN (SELECT rowid FROM {WORDS} WHERE {WORDS} MATCH ?)) AS place"
        f" FROM {WORDS} JOIN {POST} ON number = {WORDS}.rowid WHERE {WORDS} MATCH ?"
        " ORDER BY place DESC, 4, at DESC, path",
        (f"{{title}} : ({asked})", f"{{title tags}} : ({asked})", asked),
    ).fetchall()
    if len(rows) > 1 and (ranks := _ranks_alive(database, wanted.expressions)):
        rows.sort(key=lambda row: row[1])
        rows.sort(key=lambda row: -inf if row[4] is None else row[4], reverse=True)
        rows.sort(key=lambda row: (-row[5], ranks[row[0]]))
    return {row[1]: row[2] for row in rows}


def _ranks_alive(database: sqlite3.Connection, expressions: Sequence[str]) -> dict[int, float]:
    """The rank by number that posts would have without the dead texts; empty without such.

    FTS5 counts them in. So its rank of each expression is taken back to how many times that stands
    in the post, and made anew from there.
    """
    held, alive = corpora(database)
    ranks: dict[int, float] = {}
    if held == alive:
        return ranks
    for expression in expressions:
        weight = held.weight(_count(database, expression))
        rows = database.execute(
            f"SELECT number, size, {_BM25} FROM {WORDS} JOIN {POST} ON number = {WORDS}.rowid"
            f" WHERE {WORDS} MATCH ?",
            (expression,),
        ).fetchall()
        weight_alive = alive.weight(len(rows))
        for number, size, rank in rows:
            times = held.times(-rank / weight, size)
            score = weight_alive * alive.part(times, size)
            ranks[number] = ranks.get(number, 0.0) - score
    return ranks


def _count(database: sqlite3.Connection, expression: str) -> int:
    statement = f"SELECT count(*) FROM {WORDS} WHERE {WORDS} MATCH ?"
    count: int = database.execute(statement, (expression,)).fetchone()[0]
    return count


def _matching(database: sqlite3.Connection, expression: str) -> list[tuple[bytes, int]]:
    statement = (
        f"SELECT path, start FROM {WORDS} JOIN {POST} ON number = {WORDS}.rowid"
        f" WHERE {WORDS} MATCH ?"
    )
    return database.execute(statement, (expression,)).fetchall()


def _longer(database: sqlite3.Connection, words: Sequence[str]) -> tuple[str, ...]:
    """The words that, with a `*`, would be found."""
    asked = ((word, match_expression(f"{word}*")) for word in words if not word.endswith("*"))
    return tuple(word for word, expr in asked if expr and _matching(database, expr))
