"""Estimates of the cost of parsing Markdown: a text of markup alone may take minutes."""

from __future__ import annotations

import re
from math import inf

from blogcli.posts.prose import prose

DRAWN = 10_000
"""The highest cost of a text that is rendered for a terminal; every mark and block takes time."""

RENDERED = 20_000
"""The highest cost of a text that is converted to HTML, at a fifth of the time per mark. A book of
a million characters is below it."""

_MOST_LINES = 20_000
_MARKS = (*"[]<>|&\\!{}#=", "- ", "+ ")
_DELIMITERS = ("*", "_", "~~")
"""Marks that a parser pairs by searching all the marks before them."""

_FENCE = re.compile(r"^[ \t>]*(?:`{3}|~{3})", re.MULTILINE)
_BLOCK = re.compile(r"^[ \t>]*+(?:[#+*|<\[-]|\d{1,9}[.)] |\r?$)", re.MULTILINE)
_OPEN = re.compile(r"[\[\]]|\n[ \t>]*\r?\n")
_FEW_OPEN = 4
"""The most brackets that real text has open at one time."""


def markdown_cost(body: str) -> float:
    """Return the cost of parsing a text as Markdown, from its marks outside code and its blocks.

    A mark counts as 1, the start of a block as more. Brackets that stay open count once more for
    each of the marks that they may pair with. The cost is infinite for a text with too many lines,
    marks or blocks.
    """
    if body.count("\n") > _MOST_LINES:
        return inf
    text = prose(body)
    marks = sum(map(text.count, _MARKS)) + body.count("`") + 2 * sum(map(text.count, _DELIMITERS))
    blocks = 2 * len(_BLOCK.findall(text)) + 10 * len(_FENCE.findall(body))
    if marks + blocks > RENDERED:
        return inf
    return marks + blocks + max(0, _most_open(text) - _FEW_OPEN) * marks


def _most_open(text: str) -> int:
    """Return the largest number of brackets that are open at one time in a paragraph."""
    most = opened = 0
    for mark in _OPEN.finditer(text):
        opened = opened + 1 if mark[0] == "[" else max(0, opened - 1) if mark[0] == "]" else 0
        most = max(most, opened)
    return most
