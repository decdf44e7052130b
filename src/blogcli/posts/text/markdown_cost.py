"""Estimates of the cost of parsing Markdown: a text of markup alone may take minutes."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from math import inf

from blogcli.posts.text.code_mask import mask_code

# Of 2,613 posts of eight real blogs the costliest are lists of commits: one of 851,000 characters
# costs 114,302 as a whole, 33,228 as far as it is drawn; the next one, of 170,000, costs 23,395.
# A unit of cost takes at most 55 µs to draw, 20 µs to convert to HTML.

DRAWN = 40_000
"""The highest cost of a text that is rendered for a terminal: about 2 s, above all real posts."""

RENDERED = 120_000
"""The highest cost of a text that is converted to HTML, by the same measure."""

_MOST_IN_BLOCK = 5_000
"""The most marks in one paragraph; a real one has 230."""

_MOST_LINES = 20_000
_MARKS = (*"[]<>&\\!{}#=$@", "- ", "+ ")
_DELIMITERS = ("*", "_", "~~")
"""Marks that a parser pairs by searching all the marks before them."""

_FENCE = re.compile(r"^[ \t>]*(?:`{3}|~{3})", re.MULTILINE)
_BLOCK = re.compile(r"^[ \t>]*+(?:[#+*|<\[=-]|\d{1,9}[.)] |\r?$)", re.MULTILINE)
_OPEN = re.compile(r"[\[\]]|\n[ \t>]*\r?\n")
_FEW_OPEN = 4
"""The most brackets that real text has open at one time."""


@lru_cache(maxsize=1)  # of a post that is shown it is asked twice
def markdown_cost(body: str) -> float:
    """Return the cost of parsing a text as Markdown, from its marks outside code and its blocks.

    A mark counts as 1, the start of a block and a table cell as more. Brackets that stay open count
    once more for each of the marks that they may pair with. The cost is infinite for a text with
    too many lines, marks or blocks.
    """
    if body.count("\n") + body.count("\r") > 2 * _MOST_LINES or body.count("\n") > _MOST_LINES:
        return inf
    text = mask_code(body)
    starts = [0, *(block.start() for block in _BLOCK.finditer(text)), len(text)]
    within = [_marks(text, body, *span) for span in pairwise(starts)]
    if max(within) > _MOST_IN_BLOCK:
        return inf
    marks = sum(within)
    blocks = 4 * (len(starts) - 2) + 10 * len(_FENCE.findall(body))
    return marks + blocks + max(0, _most_open(text) - _FEW_OPEN) * marks


def costs_more(body: str, limit: float) -> bool:
    """Return whether a text costs more than `limit`; a count of its marks tells of most that not.

    Code counts here too, each line as a block and a fence, and each bracket as open.
    """
    marks, lines = _marks(body, body, 0, len(body)), body.count("\n") + body.count("\r")
    most = marks + 14 * (lines + 1) + body.count("[") * marks
    if marks <= _MOST_IN_BLOCK and lines <= _MOST_LINES and most <= limit:
        return False
    return markdown_cost(body) > limit


def _marks(text: str, body: str, start: int, end: int) -> int:
    piece = text[start:end]
    delimiters, cells = sum(map(piece.count, _DELIMITERS)), piece.count("|")
    return sum(map(piece.count, _MARKS)) + body.count("`", start, end) + 2 * delimiters + 3 * cells


def _most_open(text: str) -> int:
    """Return the largest number of brackets that are open at one time in a paragraph."""
    most = opened = 0
    for mark in _OPEN.finditer(text):
        opened = opened + 1 if mark[0] == "[" else max(0, opened - 1) if mark[0] == "]" else 0
        most = max(most, opened)
    return most
