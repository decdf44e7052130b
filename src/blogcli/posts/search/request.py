"""What a search looks for. Plain words are parsed here, without loading the query language."""

import re
from typing import TYPE_CHECKING, NamedTuple

from blogcli.posts.search.tokens import match_expression

if TYPE_CHECKING:
    from blogcli.posts.query.nodes import Query

KEYWORDS = frozenset({"and", "or", "not"})


class SearchRequest(NamedTuple):
    """The terms of a search: FTS5 expressions, which rank, and conditions that must also hold.

    Posts must match all `expressions`, or any of them if not `all`. `words` are for display, with
    `*` at the end of a prefix. `rest` are the other conditions. `open`: a post that matches no
    expression may be selected too.
    """

    expressions: tuple[str, ...]
    words: tuple[str, ...]
    all: bool = True
    rest: tuple["Query", ...] = ()
    open: bool = False


def plain_words(text: str) -> SearchRequest | None:
    """Return the search for a query of only ASCII letters and digits; None for any other query."""
    words = tuple(dict.fromkeys(text.split()))
    if not words or not all(re.fullmatch(r"[A-Za-z0-9]+\*?", word) for word in words):
        return None
    if not KEYWORDS.isdisjoint(map(str.lower, words)):
        return None
    return SearchRequest(tuple(map(match_expression, words)), words)
