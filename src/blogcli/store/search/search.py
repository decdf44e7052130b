"""Full-text search: the posts that match words, best first."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from blogcli.errors import Unreadable
from blogcli.posts.model.summary import Summary
from blogcli.posts.search.request import SearchRequest
from blogcli.posts.search.tokens import match_expression
from blogcli.store.callbacks import OnProblem, OnProgress, no_progress
from blogcli.store.index.index import Index
from blogcli.store.search.database import bring_up_to_date, read_body

if TYPE_CHECKING:
    from blogcli.store.blog.blog import Blog

_WEIGHTS = (1.0, 10.0, 5.0)
"""Weight of a word in body, title and tags (with categories and authors)."""

_BM25 = f"bm25(fulltext, {', '.join(map(str, _WEIGHTS))})"

_FOUND = "FROM fulltext JOIN post ON post.id = fulltext.rowid WHERE fulltext MATCH ?"


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
        self._index.report_all(report)
        return self._index.guarded(lambda: self._found(wanted, limit))

    def matching(self, expression: str) -> set[str]:
        """Return the paths of the posts that match an FTS5 expression."""

        def found() -> set[str]:
            self._index.refresh()
            bring_up_to_date(self._index.database, self._body, self._step)
            return self._matching(expression)

        return self._index.guarded(found)

    def _found(self, wanted: SearchRequest, limit: int | None) -> SearchResult:
        self._index.refresh()
        bring_up_to_date(self._index.database, self._body, self._step)
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

    def _body(self, path: str) -> str:
        return read_body(self._place, path, headers=self._headers)

    def _text(self, post: Summary) -> str:
        try:
            return self._body(post.path)
        except Unreadable:  # deleted since the search
            return ""
