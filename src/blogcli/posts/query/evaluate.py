"""The query language, which selects posts for every command.

All parts of a query must match. Words and phrases match any part of the title or the body, without
case and with accents in one form (NFC). They need not begin at a word, because Chinese and Japanese
put no spaces between words. A phrase may run over line breaks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from unicodedata import category, east_asian_width

from blogcli.errors import QueryError
from blogcli.posts.model.summary import Summary
from blogcli.posts.query.nodes import EVERYTHING, And, Not, Or, Query, Term, Word, grouped
from blogcli.posts.query.parser import Parser, SavedQueries
from blogcli.posts.query.terms import TERMS, term_fields
from blogcli.posts.text.casefold import casefold_nfc

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
    "has_terms",
    "leaves",
    "matches",
    "narrowed",
    "needs_body",
    "parse_query",
    "underline",
]

Selects = Callable[[Summary, Callable[[], str]], bool]
"""A predicate on posts; the second argument reads the body and is called only if needed."""


def parse_query(text: str, *, now: datetime, saved: Mapping[str, str] | None = None) -> Query:
    """Parse a query; `saved` maps names to saved queries.

    Dates are read in the zone of the aware `now`. Empty text selects everything. Raise QueryError
    with the span of the word at fault.
    """
    return Parser(text, now, SavedQueries(saved or {})).parse()


def matches(query: Query, summary: Summary, body: Callable[[], str]) -> bool:
    """Return whether a post is selected; `body` is called only if a word must be searched in it."""
    return compile_query(query)(summary, body)


def needs_body(query: Query) -> bool:
    """Return whether the query may have to read bodies."""
    return any(isinstance(leaf, Word) for leaf in leaves(query))


def has_terms(query: Query) -> bool:
    """Return whether the query has a term, as `tag:x`."""
    return any(isinstance(leaf, Term) for leaf in leaves(query))


def narrowed(query: Query, fields: frozenset[str]) -> Query:
    """Return the part of a query that depends only on these fields of a post.

    It selects every post that the query selects, and perhaps more. It is EVERYTHING if the query
    needs other fields.
    """
    if isinstance(query, And):
        parts = (narrowed(part, fields) for part in query.parts)
        return grouped(And, [part for part in parts if part != EVERYTHING])
    for leaf in leaves(query):
        asked = term_fields(leaf.name) if isinstance(leaf, Term) else ()
        if not asked or not fields.issuperset(asked):
            return EVERYTHING
    return query


def leaves(query: Query) -> Iterator[Query]:
    """Yield the words and terms that a query consists of."""
    match query:
        case Not(part):
            yield from leaves(part)
        case And(parts) | Or(parts):
            for part in parts:
                yield from leaves(part)
        case _:
            yield query


def compile_query(query: Query) -> Selects:
    """Compile the query into one predicate, for use on many posts.

    It reads a body at most once, and only if the parts that need no body do not decide.
    """
    test = _compile(query)
    if not needs_body(query):
        return test
    return lambda summary, body: test(summary, _Folded(body))


def underline(error: QueryError) -> str:
    """Return the query, and below it carets under the word at fault; safe to print."""
    start, end = error.start, max(error.end, error.start + 1)
    carets = "".join(
        (" ", "^")[start <= at < end] * _width(char) for at, char in enumerate(error.text)
    )
    if start >= len(error.text):
        carets += "^"
    return f"{''.join(map(_shown, error.text))}\n{carets.rstrip()}"


class _Folded:
    """A body that is read and case-folded once, on first use."""

    __slots__ = ("_read", "_text")

    def __init__(self, read: Callable[[], str]) -> None:
        self._read = read
        self._text: str | None = None

    def __call__(self) -> str:
        if self._text is None:
            self._text = casefold_nfc(self._read())
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
    words = casefold_nfc(text).split()
    if len(words) == 1:
        (wanted,) = words
        return lambda summary, body: wanted in casefold_nfc(summary.title) or wanted in body()
    phrase = " ".join(words)

    def holds(text: str) -> bool:
        return all(word in text for word in words) and phrase in " ".join(text.split())

    return lambda summary, body: holds(casefold_nfc(summary.title)) or holds(body())


def _shown(char: str) -> str:
    """Return the character; a space for white space, U+FFFD if it could change the terminal."""
    if char in "\t\r\n":
        return " "
    return "\ufffd" if category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp") else char


def _width(char: str) -> int:
    """Return the width in cells of a terminal, by Unicode Standard Annex 11."""
    if category(char) in ("Mn", "Me"):
        return 0
    return 2 if east_asian_width(char) in "WF" else 1
