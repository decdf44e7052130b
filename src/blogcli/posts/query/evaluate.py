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
from blogcli.posts.query.terms import TERMS, GetLinks, term_fields
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
    "fields_of",
    "has_terms",
    "leaves",
    "matches",
    "narrowed",
    "needs_body",
    "only_test",
    "parse_query",
    "underline",
]

Selects = Callable[[Summary, Callable[[], str]], bool]
"""A predicate on posts; the second argument reads the body and is called only if needed."""


def parse_query(
    text: str,
    *,
    now: datetime,
    saved: Mapping[str, str] | None = None,
    links: GetLinks | None = None,
) -> Query:
    """Parse a query; `saved` maps names to saved queries, `links` gets those of all posts.

    Dates are read in the zone of the aware `now`. Empty text selects everything. Raise QueryError
    with the span of the word at fault, NotFound or Ambiguous for a post that `links:` cannot find.
    """
    return Parser(text, now, SavedQueries(saved or {}), links).parse()


def matches(query: Query, summary: Summary, body: Callable[[], str]) -> bool:
    """Return whether a post is selected; `body` is called only if a word must be searched in it."""
    return compile_query(query)(summary, body)


def needs_body(query: Query) -> bool:
    """Return whether the query may have to read bodies."""
    return any(isinstance(leaf, Word) for leaf in leaves(query))


def has_terms(query: Query) -> bool:
    """Return whether the query has a term, as `tag:x`."""
    return any(isinstance(leaf, Term) for leaf in leaves(query))


def narrowed(query: Query) -> Query:
    """Return the part of a query that depends only on known fields of a post, not on its body.

    It selects every post that the query selects, and perhaps more. It is EVERYTHING if the query
    needs more.
    """
    if isinstance(query, And):
        parts = (narrowed(part) for part in query.parts)
        return grouped(And, [part for part in parts if part != EVERYTHING])
    known = all(isinstance(leaf, Term) and term_fields(leaf.name) for leaf in leaves(query))
    return query if known else EVERYTHING


def fields_of(query: Query) -> frozenset[str]:
    """Return the fields of a post that the terms of a query read, as far as they are known."""
    terms = (leaf for leaf in leaves(query) if isinstance(leaf, Term))
    return frozenset(name for term in terms for name in term_fields(term.name))


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


def only_test(query: Query) -> Callable[[Summary], bool] | None:
    """Return the test of a query that is a single term with one value; None for any other."""
    return query.tests[0] if isinstance(query, Term) and len(query.tests) == 1 else None


def compile_query(query: Query, word: Callable[[Word], Selects] | None = None) -> Selects:
    """Compile the query into one predicate, for use on many posts.

    It reads a body at most once, and only if the parts that need no body do not decide. `word`
    makes the predicate of a word, by default that it is in the title or the body.
    """
    if word is not None:
        return _compile(query, word)
    test = _compile(query, _in_text)
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


def _compile(query: Query, word: Callable[[Word], Selects]) -> Selects:
    match query:
        case Word():
            return word(query)
        case Term(tests=(only,)):
            return lambda summary, body: only(summary)
        case Term(tests=tests):
            return lambda summary, body: any(test(summary) for test in tests)
        case Not(part):
            rejects = _compile(part, word)
            return lambda summary, body: not rejects(summary, body)
        case And(parts) | Or(parts):
            holds = all if isinstance(query, And) else any
            cheap_first = [_compile(part, word) for part in sorted(parts, key=needs_body)]
            return lambda summary, body: holds(test(summary, body) for test in cheap_first)
        case _:
            raise TypeError(query)


def _in_text(word: Word) -> Selects:
    words = casefold_nfc(word.text).split()
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
