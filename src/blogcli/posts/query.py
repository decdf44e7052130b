"""The query language: one selection for every command.

All parts of a query must hold. Words and phrases are looked for in title and body as parts of the
text, without case and with accents in one form (NFC): Chinese and Japanese put no spaces between
words, so there is no word to begin at. A phrase runs over line breaks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from unicodedata import category, east_asian_width

from blogcli.errors import QueryError
from blogcli.posts.closest import fold
from blogcli.posts.query_parse import Parser, SavedQueries
from blogcli.posts.query_tree import EVERYTHING, And, Not, Or, Query, Term, Word, grouped
from blogcli.posts.summary import Summary
from blogcli.posts.terms import TERMS, term_fields

__all__ = [
    "EVERYTHING",
    "TERMS",
    "And",
    "Not",
    "Or",
    "Query",
    "Selects",
    "Term",
    "Word",
    "compile_query",
    "matches",
    "narrowed",
    "needs_body",
    "parse",
    "underline",
]

Selects = Callable[[Summary, Callable[[], str]], bool]
"""Whether a post is selected; the second argument reads its body and is called only if needed."""


def parse(text: str, *, now: datetime, saved: Mapping[str, str] | None = None) -> Query:
    """Read a query; `saved` are the named ones. Raises QueryError at the word.

    Dates are read in the zone of the aware `now`. Empty text selects everything.
    """
    return Parser(text, now, SavedQueries(saved or {})).parse()


def matches(query: Query, summary: Summary, body: Callable[[], str]) -> bool:
    """Whether the post is selected; `body` is called only where a word must be looked for in it."""
    return compile_query(query)(summary, body)


def needs_body(query: Query) -> bool:
    """Whether the query may have to look into bodies."""
    return any(isinstance(leaf, Word) for leaf in _leaves(query))


def narrowed(query: Query, fields: frozenset[str]) -> Query:
    """The part of a query that only these fields of a post decide.

    It selects all that the query selects; of a query that needs other fields it is EVERYTHING.
    """
    if isinstance(query, And):
        parts = (narrowed(part, fields) for part in query.parts)
        return grouped(And, [part for part in parts if part != EVERYTHING])
    for leaf in _leaves(query):
        asked = term_fields(leaf.name) if isinstance(leaf, Term) else ()
        if not asked or not fields.issuperset(asked):
            return EVERYTHING
    return query


def _leaves(query: Query) -> Iterator[Query]:
    """The words and terms that a query is made of."""
    match query:
        case Not(part):
            yield from _leaves(part)
        case And(parts) | Or(parts):
            for part in parts:
                yield from _leaves(part)
        case _:
            yield query


def compile_query(query: Query) -> Selects:
    """The query as one function, for many posts.

    It reads a body at most once, and only where the parts that need none leave it open.
    """
    test = _compile(query)
    if not needs_body(query):
        return test
    return lambda summary, body: test(summary, _Folded(body))


def underline(error: QueryError) -> str:
    """The query, and below it carets under the word that is wrong; safe to print."""
    start, end = error.start, max(error.end, error.start + 1)
    carets = "".join(
        (" ", "^")[start <= at < end] * _width(char) for at, char in enumerate(error.text)
    )
    if start >= len(error.text):
        carets += "^"
    return f"{''.join(map(_shown, error.text))}\n{carets.rstrip()}"


class _Folded:
    """A body read and folded once, when it is first asked for."""

    __slots__ = ("_read", "_text")

    def __init__(self, read: Callable[[], str]) -> None:
        self._read = read
        self._text: str | None = None

    def __call__(self) -> str:
        if self._text is None:
            self._text = fold(self._read())
        return self._text


def _compile(query: Query) -> Selects:
    match query:
        case Word(text):
            return _word(text)
        case Term(tests=(only,)):
            return lambda summary, body: only(summary)
        case Term(tests=tests):
            return lambda summary, body: any(test(summary) for test in tests)
        case Not(part):
            rejects = _compile(part)
            return lambda summary, body: not rejects(summary, body)
        case And(parts) | Or(parts):
            holds = all if isinstance(query, And) else any
            cheap_first = [_compile(part) for part in sorted(parts, key=needs_body)]
            return lambda summary, body: holds(test(summary, body) for test in cheap_first)
        case _:
            raise TypeError(query)


def _word(text: str) -> Selects:
    words = fold(text).split()
    if len(words) == 1:
        (wanted,) = words
        return lambda summary, body: wanted in fold(summary.title) or wanted in body()
    phrase = " ".join(words)

    def holds(text: str) -> bool:
        return all(word in text for word in words) and phrase in " ".join(text.split())

    return lambda summary, body: holds(fold(summary.title)) or holds(body())


def _shown(char: str) -> str:
    """The character, a space for a tab or line break, U+FFFD for what could change the terminal."""
    if char in "\t\r\n":
        return " "
    return "\ufffd" if category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp") else char


def _width(char: str) -> int:
    """Cells on a terminal, as Unicode's annex 11 has them."""
    if category(char) in ("Mn", "Me"):
        return 0
    return 2 if east_asian_width(char) in "WF" else 1
