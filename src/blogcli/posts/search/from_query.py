"""A query as a search takes it: words that rank, and terms that posts must also match."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import filterfalse

from blogcli.errors import UsageError
from blogcli.posts.model.summary import Summary
from blogcli.posts.query.evaluate import Selects, compile_query
from blogcli.posts.query.nodes import And, Or, Query, Word, grouped
from blogcli.posts.search.request import SearchRequest
from blogcli.posts.search.tokens import match_expression

Matches = Callable[[str], Collection[str]]
"""A function that returns the paths of the posts that match an FTS5 expression."""


def search_request(query: Query) -> SearchRequest:
    """Split a query into words and other conditions; raise UsageError if it has no word."""
    words = tuple(dict.fromkeys(map(word_text, wanted_words(query))))
    found = tuple(filter(None, map(match_expression, words)))
    if not found:
        hint = "use `blog list` for terms alone; a word has letters or digits"
        raise UsageError("no search word given", hint)
    parts = query.parts if isinstance(query, And) else (query,)
    must = tuple(dict.fromkeys(word_text(part) for part in parts if isinstance(part, Word)))
    if empty := next(filterfalse(match_expression, must), None):
        raise UsageError(f"{empty!r} has no letter or digit to search for", "leave it out")
    if must:
        rest = tuple(part for part in parts if not isinstance(part, Word))
        return SearchRequest(tuple(map(match_expression, must)), words, rest=rest)
    for part in parts:
        if isinstance(part, Or) and all(isinstance(word, Word) for word in part.parts):
            any_of = tuple(filter(None, map(match_expression, map(word_text, wanted_words(part)))))
            rest = tuple(other for other in parts if other is not part)
            return SearchRequest(tuple(dict.fromkeys(any_of)), words, all=False, rest=rest)
    return SearchRequest(found, words, all=False, rest=parts, open=True)


def word_text(word: Word) -> str:
    """Return the word as it was written, without quotes, with `*` at the end of a prefix."""
    return word.text + "*" * word.begins


def rest_test(rest: Sequence[Query], matches: Matches) -> Callable[[Summary], bool]:
    """Return a predicate: a post matches all parts; `matches` finds their words.

    Those are searched as whole words.
    """

    def having(word: Word) -> Selects:
        expression = match_expression(word_text(word))
        paths: Collection[str] = matches(expression) if expression else ()
        return lambda post, body: post.path in paths

    test = compile_query(grouped(And, rest), having)
    return lambda post: test(post, str)


def wanted_words(query: Query) -> Iterator[Word]:
    """Yield the words that are wanted: those without a `not`."""
    match query:
        case Word():
            yield query
        case And(parts) | Or(parts):
            for part in parts:
                yield from wanted_words(part)
