"""What the screen reads of the blog. One thread at a time may use it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from blogcli.browse.catalog import Catalog
from blogcli.errors import BlogError
from blogcli.posts.model.fields import NEWEST_FIRST
from blogcli.posts.model.summary import Summary
from blogcli.posts.query.evaluate import Selects, compile_query, fields_of, leaves, needs_body
from blogcli.posts.query.nodes import And, Query, Term, Word
from blogcli.posts.query.sort import sort_posts, sorted_by
from blogcli.posts.query.terms import term_fields
from blogcli.posts.search.from_query import wanted_words, word_text
from blogcli.posts.search.tokens import match_expression
from blogcli.posts.text.casefold import casefold_nfc
from blogcli.store.callbacks import OnProgress, no_progress

if TYPE_CHECKING:
    from blogcli.store.blog.blog import Blog
    from blogcli.store.index.index import Index

SHOWN = frozenset(("slug", "title", "date", "at", "starts", "ends", "draft", "tags"))
"""The attributes of a summary that the list shows."""

_BEFORE_A_KEY = 50
"""Posts that are read before a key that was pressed meanwhile is answered: about a millisecond."""

_NEVER = (0, 0)
"""The version of an index that was not read."""

_SHORT = 3
"""Characters of a word of which the beginning is looked for in bodies."""


class Library:
    """The posts of a blog, sorted for the list; `only` are the paths to show, None for all.

    `give_way` returns once the screen needs no processor: Python runs one thread at a time.
    `is_indexing` holds while the words of texts are indexed, at the first search, which takes a
    minute for 100,000 posts.
    """

    def __init__(
        self,
        blog: Blog,
        now: datetime,
        parse: Callable[[str], Query],
        sort: str = NEWEST_FIRST,
        only: Collection[str] | None = None,
    ) -> None:
        self._blog = blog
        self._now = now
        self._parse = parse
        self._sort = sort
        self._only = only
        self._version = _NEVER
        self.step: OnProgress = no_progress
        self.give_way: Callable[[], object] = bool
        self.is_indexing = False
        blog.index(self._on_step)

    def _on_step(self, done: int, total: int) -> None:
        self.step(done, total)

    def _on_index(self, done: int, total: int) -> None:
        self.is_indexing = True
        self.step(done, total)

    @property
    def is_read(self) -> bool:
        """Return whether all posts were read."""
        return self._version != _NEVER

    def first(self, limit: int) -> tuple[int, Catalog]:
        """Return the number of posts, and the first of them, in a fraction of the time of all."""
        if self._sort != NEWEST_FIRST or self._only is not None:
            found = self.everything()
            return len(found), found
        index = self._blog.index(self._on_step)
        index.refresh()  # all at once, while no other thread runs: that takes more processes
        count, newest = index.newest(limit, attributes=SHOWN)
        return count, Catalog(newest, {}, self._now)

    def everything(self) -> Catalog:
        """Return all posts, those that could not be read last."""
        index, problems = self._blog.index(self._on_step), dict[str, BlogError]()

        def keep(error: BlogError) -> None:
            problems.setdefault(error.path, error)

        index.report_all(keep)
        self._version = index.version()
        return Catalog(self._all(index, problems), problems, self._now)

    def _all(self, index: Index, problems: Mapping[str, BlogError]) -> Iterator[Summary]:
        if self._sort == NEWEST_FIRST:
            posts = index.newest(None, attributes=SHOWN)[1]
        else:
            fields = {*SHOWN, *sorted_by(self._sort)}
            posts = iter(sort_posts(index.outlines(fields), self._sort, self._now))
        unlisted = {path for path in problems if path}
        for number, post in enumerate(posts):
            if not number % _BEFORE_A_KEY:
                self.give_way()
            unlisted.discard(post.path)
            if self._only is None or post.path in self._only:
                yield post
        yield from (_unread(path) for path in sorted(unlisted) if self._only is None)

    def has_changed(self) -> bool:
        """Look at all files again; return whether any post changed since they were read."""
        self._blog.forget()
        return self._blog.index(self._on_step).version() != self._version

    def selected(self, text: str) -> set[str]:
        """Return the paths of the posts that match; words are looked for in titles and bodies.

        Raises BlogError for a query that cannot be parsed, or names a post that is not there.
        """
        query = self._parse(text)
        fields = {*fields_of(query)} | ({"title"} if needs_body(query) else set())
        if any(isinstance(leaf, Term) and not term_fields(leaf.name) for leaf in leaves(query)):
            fields = {*Summary._fields}
        test = compile_query(query, self._word_test)
        posts = self._blog.index(self._on_step).outlines(fields)
        return {post.path for post in posts if test(post, str)}

    def with_bodies(self, words: Iterable[Word]) -> set[str]:
        """Return the paths of the posts that have all words anywhere; see `_in_body`."""
        from blogcli.store.search.search import Search

        asked = [match_expression(_in_body(word)) for word in words]
        if not asked or not all(asked):
            return set()
        search = Search(self._blog, self._on_index)
        try:
            return search.matching(" AND ".join(asked))
        finally:
            self.is_indexing = False

    def _word_test(self, word: Word) -> Selects:
        wanted, held = " ".join(casefold_nfc(word.text).split()), self.with_bodies([word])
        return lambda post, body: wanted in casefold_nfc(post.title) or post.path in held


def words_in_text(query: Query) -> tuple[str, ...]:
    """Return the words of a query as they are looked for in bodies, `*` at the end of a prefix."""
    return tuple(map(_in_body, wanted_words(query)))


def _in_body(word: Word) -> str:
    """Return what to look for in bodies: words that begin so, or a short word as it is.

    Nearly every text has some word that begins with two given letters, and to find them is slow.
    """
    text = word_text(word).rstrip("*")
    return text if text.isascii() and len(text) < _SHORT else text + "*"


def only_words(query: Query) -> tuple[Word, ...] | None:
    """Return the words of a query that is nothing but words, all of which must hold; else None."""
    parts = query.parts if isinstance(query, And) else (query,)
    words = tuple(part for part in parts if isinstance(part, Word))
    return words if len(words) == len(parts) else None


def _unread(path: str) -> Summary:
    name = path.rpartition("/")[2]
    return Summary(path, name.partition(".")[0], name)
