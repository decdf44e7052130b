"""Full-text search: the posts that match words, best first."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from blogcli.errors import Unreadable
from blogcli.posts.model.summary import Summary
from blogcli.posts.search.request import SearchRequest
from blogcli.posts.search.tokens import match_expression
from blogcli.store.callbacks import OnProblem, OnProgress, no_progress, shifted
from blogcli.store.fs.files import read_file
from blogcli.store.index.index import Index
from blogcli.store.index.rows import outlines
from blogcli.store.index.text_rows import (
    FIELDS,
    TextRow,
    has_room,
    insert_texts,
    make_table,
    text_row,
)

if TYPE_CHECKING:
    from blogcli.store.blog.blog import Blog

_WEIGHTS = (1.0, 10.0, 5.0)
"""Weight of a word in body, title and tags (with categories and authors)."""

_BM25 = f"bm25(fulltext, {', '.join(map(str, _WEIGHTS))})"

_FOUND = "FROM fulltext JOIN post ON post.id = fulltext.rowid WHERE fulltext MATCH ?"

_UNREAD = "FROM post WHERE listed AND id > ? AND id NOT IN (SELECT id FROM fulltext_docsize)"

_AT_ONCE = 5_000
"""Posts for each transaction, so that others can write in between."""


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
    """The full-text search of one blog's posts."""

    def __init__(self, blog: Blog, step: OnProgress = no_progress) -> None:
        self._index: Index = blog.index(step)
        self._place, self._headers = blog.place, blog.conventions.headers
        self._step = step

    def find(self, wanted: SearchRequest, limit: int | None, report: OnProblem) -> SearchResult:
        """Return the posts that match, best first; problems are reported."""
        self._index.report_all(report, "texts")
        return self._index.guarded(lambda: self._found(wanted, limit))

    def matching(self, expression: str) -> set[str]:
        """Return the paths of the posts that match an FTS5 expression."""

        def found() -> set[str]:
            self._fill()
            return self._matching(expression)

        return self._index.guarded(found)

    def _fill(self) -> None:
        """Index the words of all posts that are listed and have none yet."""
        self._index.refresh("texts")
        database = self._index.database
        if not has_room(database):
            with database.change(database.writer) as is_same:
                if is_same:
                    make_table(database)
        [(total,)] = database.ask(f"SELECT count(*) {_UNREAD}", (0,))
        columns, _, make = outlines({"path", *FIELDS})
        asked = f"SELECT id, {columns} {_UNREAD} ORDER BY id LIMIT {_AT_ONCE}"
        last = done = 0
        while rows := database.ask(asked, (last,)):
            # Not needed for an unchanged blog.
            from blogcli.store.index.processes import map_in_processes

            numbers, posts = [row[0] for row in rows], [*make([row[1:] for row in rows])]
            texts = map_in_processes(self._text_row, posts, shifted(self._step, done, total))
            with database.change(database.writer) as is_same:
                if is_same:
                    kept = zip(numbers, texts, strict=True)
                    insert_texts(database, ((number, *text) for number, text in kept if text))
            last, done = numbers[-1], done + len(posts)

    def _found(self, wanted: SearchRequest, limit: int | None) -> SearchResult:
        self._fill()
        ranked = self._ranked(wanted)
        if wanted.rest:
            posts = self._fitting(wanted, ranked)
            total, posts = len(posts), posts[:limit]
        else:
            total, posts = len(ranked), [*self._index.at(ranked[:limit])]
        longer = () if total else self._longer(wanted.words)
        return SearchResult(total, posts, wanted.words, self._text, longer)

    def _fitting(self, wanted: SearchRequest, ranked: list[Summary]) -> list[Summary]:
        """Return the posts that match the rest of the query: of the ranked ones, or of all."""
        from blogcli.posts.search.from_query import rest_test

        posts = [*self._index.at(ranked)]
        if wanted.open:
            _, newest = self._index.newest(None)
            posts = [*{post.path: post for post in (*posts, *newest)}.values()]
        return [*filter(rest_test(wanted.rest, self._matching), posts)]

    def _ranked(self, wanted: SearchRequest) -> list[Summary]:
        """Return matching posts, by where: in the title, in title and tags, anywhere.

        Only their paths are known yet.

        Within each group they are ordered by how often the words occur and how rare they are, then
        newest first.
        """
        asked = (" AND " if wanted.all else " OR ").join(wanted.expressions)
        holds = "(post.id IN (SELECT rowid FROM fulltext WHERE fulltext MATCH ?))"
        rows = self._index.database.ask(
            f"SELECT path, {_BM25}, {holds} + {holds} AS place {_FOUND}"
            " ORDER BY place DESC, 2, at DESC, path",
            (f"{{title}} : ({asked})", f"{{title tags}} : ({asked})", asked),
        )
        return [Summary(os.fsdecode(row[0]), "", "") for row in rows]

    def _matching(self, expression: str) -> set[str]:
        rows = self._index.database.ask(f"SELECT path {_FOUND}", (expression,))
        return {os.fsdecode(path) for (path,) in rows}

    def _longer(self, words: Sequence[str]) -> tuple[str, ...]:
        """Return the words that would match with a `*` at the end."""
        asked = ((word, match_expression(f"{word}*")) for word in words if not word.endswith("*"))
        return tuple(word for word, expr in asked if expr and self._matching(expr))

    def _text_row(self, post: Summary) -> TextRow | None:
        """Return the text of a post; None if it cannot be read any more."""
        try:
            return text_row(post, self._body(post.path))
        except Unreadable:  # deleted or changed since the index was read
            return None

    def _body(self, path: str) -> bytes:
        from blogcli.posts.model.document import split  # no list of paths needs it

        data = read_file(f"{self._place}/{path}", root=self._place)
        return split(data, headers=self._headers).body

    def _text(self, post: Summary) -> str:
        try:
            return self._body(post.path).decode(errors="replace")
        except Unreadable:  # deleted since the search
            return ""
