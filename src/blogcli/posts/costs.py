"""What it costs to read a text as Markdown: a parser may take minutes for a text of marks alone."""

from __future__ import annotations

import re
from math import inf

from blogcli.posts.prose import prose

DRAWN = 10_000
"""The most that is drawn for eyes, of which every mark and block takes its part of a second."""

RENDERED = 20_000
"""The most that is made HTML, at a fifth of that work; a book of a million characters is below."""

_MOST_LINES = 20_000
_MARKS = (*"[]<>|&\\!{}#=", "- ", "+ ")
_DELIMITERS = ("*", "_", "~~")
"""Marks whose other half is looked for among all before them."""

_FENCE = re.compile(r"^[ \t>]*(?:`{3}|~{3})", re.MULTILINE)
_BLOCK = re.compile(r"^[ \t>]*+(?:[#+*|<\[-]|\d{1,9}[.)] |\r?$)", re.MULTILINE)
_OPEN = re.compile(r"[\[\]]|\n[ \t>]*\r?\n")
_FEW_OPEN = 4
"""Brackets that real text has open at one time, at the most."""


def markdown_cost(body: str) -> float:
    """What a parser of Markdown has to do for a text, by its marks outside code and its blocks.

    A mark counts as 1, whatever begins a block as more, and a bracket that stays open once more
    for each of the marks that it may pair with.
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
    """How many brackets are open at one time in a paragraph, at the most."""
    most = opened = 0
    for mark in _OPEN.finditer(text):
        opened = opened + 1 if mark[0] == "[" else max(0, opened - 1) if mark[0] == "]" else 0
        most = max(most, opened)
    return most
