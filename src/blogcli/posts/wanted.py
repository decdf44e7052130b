"""What a search looks for. Words alone are read without the language that queries are in."""

import re
from typing import TYPE_CHECKING, NamedTuple

from blogcli.posts.search_text import match_expression

if TYPE_CHECKING:
    from blogcli.posts.query_tree import Query

KEYWORDS = frozenset({"and", "or", "not"})


class Wanted(NamedTuple):
    """What is looked for: FTS5 expressions that rank, and what else must hold.

    Posts must match all `expressions`, or any of them where not `all`. `words` are for people to
    see, `*` at the end of a beginning. `open`: a post that matches nothing may be meant as well.
    """

    expressions: tuple[str, ...]
    words: tuple[str, ...]
    all: bool = True
    rest: tuple["Query", ...] = ()
    open: bool = False


def plain_words(text: str) -> Wanted | None:
    """A query of nothing but words of letters and digits; None for any other."""
    words = tuple(dict.fromkeys(text.split()))
    if not words or not all(re.fullmatch(r"[A-Za-z0-9]+\*?", word) for word in words):
        return None
    if not KEYWORDS.isdisjoint(map(str.lower, words)):
        return None
    return Wanted(tuple(map(match_expression, words)), words)
