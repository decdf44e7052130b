"""Write emphasis with asterisks where CommonMark recognizes them, with HTML tags elsewhere.

Whether asterisks open or close emphasis depends on the characters on both sides
(https://spec.commonmark.org/0.31.2/#left-flanking-delimiter-run). Between Chinese or Japanese
characters and punctuation they do neither: `**重要：**掲載` is shown literally.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from unicodedata import category

MARKERS: Mapping[str, tuple[str, str]] = {
    "strong": ("\ufdd0", "\ufdd1"),
    "em": ("\ufdd2", "\ufdd3"),
    "del": ("\ufdd4", "\ufdd5"),
}
"""Noncharacters that mark the start and end of an element until its line is complete."""

_STARS = {"strong": "**", "em": "*", "del": "~~"}
_BEGIN = {begin: name for name, (begin, _) in MARKERS.items()}
_END = {end: name for name, (_, end) in MARKERS.items()}
_MARKER = re.compile("[\ufdd0-\ufdd5]")


def with_emphasis(line: str) -> str:
    """Return the line with its markers replaced by asterisks or tags."""
    shown: dict[int, str] = {}
    begun: list[int] = []
    for mark in _MARKER.finditer(line):
        if mark[0] in _BEGIN:
            begun.append(mark.start())
            continue
        begin, end = begun.pop(), mark.start()
        name = _BEGIN[line[begin]]
        tags = (f"<{name}>", f"</{name}>")
        shown[begin], shown[end] = (_STARS[name],) * 2 if _is_seen(line, begin, end) else tags
    return _MARKER.sub(lambda mark: shown[mark.start()], line)


def _is_seen(line: str, begin: int, end: int) -> bool:
    """Return whether asterisks at both positions would be parsed as emphasis."""
    if begin and line[begin - 1] in _END:
        return False  # the asterisks of two elements would join
    before, first = _left_of(line, begin), _right_of(line, begin)
    last, after = _left_of(line, end), _right_of(line, end)
    opens = not _is_space(first) and (not _is_mark(first) or _is_edge(before))
    closes = not _is_space(last) and (not _is_mark(last) or _is_edge(after))
    return opens and closes and "\n" not in (first, last)


def _left_of(line: str, position: int) -> str:
    while position and _MARKER.match(line[position - 1]):
        position -= 1
    return line[position - 1] if position else ""


def _right_of(line: str, position: int) -> str:
    position += 1
    while position < len(line) and _MARKER.match(line[position]):
        position += 1
    return line[position : position + 1]


def _is_space(char: str) -> bool:
    return not char or char.isspace()


def _is_mark(char: str) -> bool:
    return category(char)[0] in "PS"


def _is_edge(char: str) -> bool:
    return _is_space(char) or _is_mark(char)
