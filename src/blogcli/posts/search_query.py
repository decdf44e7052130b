"""A query as a search takes it: words that are ranked by, and terms that posts must fit besides."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from blogcli.errors import UsageError
from blogcli.posts.query_tree import And, Not, Or, Query, Term, Word
from blogcli.posts.search_text import match_expression
from blogcli.posts.summary import Summary
from blogcli.posts.terms import read_term

Matches = Callable[[str], Mapping[bytes, float]]
"""Paths of the posts that match an FTS5 expression, each with its rank, the lower the better."""

Test = Callable[[Summary, bytes], bool]


class Wanted(NamedTuple):
    """What is looked for: an FTS5 expression that ranks, its words, and what else must hold.

    `only`: no post that does not match the expression can be meant.
    """

    expression: str
    words: tuple[str, ...]
    rest: tuple[Query, ...]
    only: bool


def wanted(query: Query) -> Wanted:
    """Take a query apart; raises UsageError for one without a word to look for."""
    parts = query.parts if isinstance(query, And) else (query,)
    must = [part.text for part in parts if isinstance(part, Word)]
    words = tuple(dict.fromkeys(_words(query)))
    expressions = {word: match_expression(word) for word in words}
    if not any(expressions.values()):
        hint = "`blog list` selects by terms alone; a word is letters or digits"
        raise UsageError("there is no word to look for", hint)
    if empty := next((word for word in must if not expressions[word]), None):
        raise UsageError(f"{empty!r} has no letter or digit to look for", "leave it out")
    rest = tuple(part for part in parts if not isinstance(part, Word))
    joined = must or [word for word in words if expressions[word]]
    expression = (" AND " if must else " OR ").join(expressions[word] for word in joined)
    return Wanted(expression, words, rest, bool(must))


def ranked(wanted: Wanted, matches: Matches) -> list[bytes]:
    """The posts that match, by where they do: in the title, in title and tags, anywhere."""
    found = matches(wanted.expression)
    in_title = matches(f"{{title}} : ({wanted.expression})")
    in_tags = matches(f"{{title tags}} : ({wanted.expression})")

    def order(path: bytes) -> tuple[int, float, bytes]:
        return (path not in in_title) + (path not in in_tags), found[path], path

    return sorted(found, key=order)


def rest_test(rest: Sequence[Query], now: datetime, matches: Matches) -> Test:
    """Whether a post fits all parts; words in them are looked for by `matches`, as whole words."""
    tests = [_test(part, now, matches) for part in rest]
    return lambda post, path: all(test(post, path) for test in tests)


def _words(query: Query) -> Iterator[str]:
    """Words that are wanted: those that no `not` stands before."""
    match query:
        case Word(text):
            yield text
        case And(parts) | Or(parts):
            for part in parts:
                yield from _words(part)


def _test(query: Query, now: datetime, matches: Matches) -> Test:
    match query:
        case Word(text):
            expression = match_expression(text)
            having: Collection[bytes] = matches(expression) if expression else ()
            return lambda post, path: path in having
        case Term(name, values):
            terms = [read_term(name, value, now) for value in values]
            return lambda post, path: any(term(post) for term in terms)
        case Not(part):
            rejects = _test(part, now, matches)
            return lambda post, path: not rejects(post, path)
        case And(parts) | Or(parts):
            tests = [_test(part, now, matches) for part in parts]
            holds = all if isinstance(query, And) else any
            return lambda post, path: holds(test(post, path) for test in tests)
        case _:
            raise TypeError(query)
