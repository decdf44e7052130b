"""Full-text search: the posts that match words, best first."""

import os
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from datetime import datetime
from math import inf
from typing import TYPE_CHECKING, NamedTuple

from blogcli.errors import Unreadable
from blogcli.posts.model.summary import Summary
from blogcli.posts.search.request import SearchRequest
from blogcli.posts.search.tokens import match_expression
from blogcli.store.callbacks import OnProblem, OnProgress, no_progress
from blogcli.store.fs.files import read_file
from blogcli.store.index.index import Index
from blogcli.store.search.database import POST, WORDS, SearchFile, Text, corpora

if TYPE_CHECKING:
    from blogcli.store.blog.blog import Blog

_WEIGHTS = (10.0, 5.0, 1.0)
"""Weight of a word in title, tags (with categories and authors) and body."""

_BM25 = f"bm25({WORDS}, {', '.join(map(str, _WEIGHTS))})"

Starts = Mapping[bytes, int]
"""Posts that were found, best first, each with the byte offset of its body."""


def open_search(blog: "Blog", step: OnProgress = no_progress) -> "Search":
    """Return the search of a blog's posts; `step` receives the progress of reading them."""
    index, source = blog.index(step), PostFiles(blog.place, blog.conventions.headers)

    def texts(paths: Sequence[bytes]) -> Iterator[tuple[bytes, Text]]:
        for entry in index.at(paths):
            post = entry.summary
            try:
                data = source.data(post.path)
                start = source.start(data)
            except Unreadable:  # deleted or changed since the index was read
                continue
            tags = " | ".join((*post.tags, *post.categories, *post.authors))
            body = f"{post.description}\n\n{data[start:].decode(errors='replace')}"
            yield os.fsencode(post.path), Text(post.title, tags, body, post.at, start)

    return Search(index, SearchFile(index, index.folder, texts, step), source)


class PostFiles(NamedTuple):
    """The files of a blog at `root`; `headers` as in document.split."""

    root: str
    headers: bool

    def data(self, path: str) -> bytes:
        """Return the bytes of the post at `path`. Raises Unreadable."""
        return read_file(f"{self.root}/{path}", root=self.root)

    def start(self, data: bytes) -> int:
        """Return the byte offset of the body."""
        from blogcli.posts.model.document import split

        return len(data) - len(split(data, headers=self.headers).body)


class SearchResult(NamedTuple):
    """The result of a search: how many posts, and the first of them.

    `words` were searched for; `text_of` reads a post's body. If nothing was found, `beginnings` are
    those words that would match with a `*` at the end.
    """

    total: int
    posts: list[Summary]
    words: tuple[str, ...]
    text_of: Callable[[Summary], str]
    beginnings: tuple[str, ...] = ()


class Search:
    """A search of the posts that an index lists."""

    def __init__(self, index: Index, file: SearchFile, source: PostFiles) -> None:
        self._index = index
        self._file = file
        self._source = source

    def find(
        self, wanted: SearchRequest, limit: int | None, now: datetime, report: OnProblem
    ) -> SearchResult:
        """Return the posts that match, best first; problems are reported."""
        self._index.report_all(report)
        try:
            with closing(self._file.open()) as database:
                return self._found(database, wanted, limit, now)
        except sqlite3.DatabaseError:  # damage that no check found
            self._file.discard()
            with closing(self._file.open()) as database:
                return self._found(database, wanted, limit, now)

    def _found(
        self, database: sqlite3.Connection, wanted: SearchRequest, limit: int | None, now: datetime
    ) -> SearchResult:
        starts = _ranked(database, wanted)
        if wanted.rest:
            posts = self._fitting(database, wanted, starts, now)
            total, posts = len(posts), posts[:limit]
        else:
            posts = [entry.summary for entry in self._index.at(list(starts)[:limit])]
            total = len(starts)
        longer = () if total else _longer(database, wanted.words)
        return SearchResult(
            total, posts, wanted.words, lambda post: self._body(post, starts), longer
        )

    def _fitting(
        self, database: sqlite3.Connection, wanted: SearchRequest, starts: Starts, now: datetime
    ) -> list[Summary]:
        """Return the posts that match the rest of the query: of the ranked ones, or of all."""
        from blogcli.posts.search.from_query import rest_test

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
        except Unreadable:  # deleted since the search
            return ""
        return data[start:].decode(errors="replace")


def _ranked(database: sqlite3.Connection, wanted: SearchRequest) -> Starts:
    """Return the posts that match, by where: in the title, in title and tags, anywhere.

    Within each group they are ordered by how often the words occur and how rare they are, then
    newest first.
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
    """Return the rank of posts, by number, without the dead texts; empty if there are none.

    FTS5 counts dead texts too. So its rank of each expression is converted back to how many times
    the expression occurs in the post, and computed again from that.
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
    """Return the words that would match with a `*` at the end."""
    asked = ((word, match_expression(f"{word}*")) for word in words if not word.endswith("*"))
    return tuple(word for word, expr in asked if expr and _matching(database, expr))
