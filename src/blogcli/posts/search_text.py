"""Text as full-text search sees it: folded, and Chinese, Japanese and Korean cut into pairs.

Those are written without spaces, or with endings fixed to their words, so every two neighbouring
characters count as a word, and the last one of a run once more alone. A word of two characters is
then one of them, a longer one a row of them, and a single character the beginning of some.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from unicodedata import normalize

CJK = (
    "\u3005-\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff"
)
"""What is written without spaces between words, as the inside of a regular expression's set."""


def searchable(text: str) -> str:
    """The text with its words apart, as it goes into the index."""
    if text.isascii():
        return text
    folded = normalize("NFC", text).casefold()
    return _run().sub(lambda run: f" {' '.join(_pairs(run[0]))} ", folded)


def match_expression(word: str) -> str:
    """What FTS5 is asked for a word or phrase, whose end may be a `*`; "" for one without letters.

    See https://sqlite.org/fts5.html#full_text_query_syntax.
    """
    folded = normalize("NFC", word.rstrip("*")).casefold()
    tokens: list[str] = []
    is_start = word.endswith("*")
    for text in re.findall(rf"[{CJK}]+|[^\W{CJK}]+", folded):
        if not _run().match(text) or len(text) == 1:
            tokens.append(text)
        else:
            tokens += list(_pairs(text))[:-1]
    last = tokens[-1] if tokens else ""
    # A single character is the beginning of a pair; it can be asked for at the end alone.
    is_start = is_start or (len(last) == 1 and _run().match(last) is not None)
    return f'"{" ".join(tokens)}"{" *" * is_start}' if tokens else ""


def _pairs(run: str) -> Iterator[str]:
    yield from (run[at : at + 2] for at in range(len(run)))


@cache
def _run() -> re.Pattern[str]:
    return re.compile(f"[{CJK}]+")
