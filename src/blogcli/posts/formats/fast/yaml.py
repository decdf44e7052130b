"""A fast reader for the simple YAML that nearly every post has.

It reads lines of `key: value`, where the value is a plain or quoted scalar, a block of text, a list
in brackets or a list of lines. Everything else, even a comment, is left to the full parser, which
would read the same values. Tests compare the two on real and on generated blogs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from blogcli.posts.model.values import Value

CONSTANTS: Mapping[str, Value] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
"""The plain scalars that are not text in YAML 1.2's core schema, except numbers."""

_NUMBER = r"-?(?:0|[1-9][0-9]{0,99})(\.[0-9]{1,20})?"
_NUMBER_STARTS = frozenset("-0123456789")


def plain_scalar(text: str) -> Value:
    """Return what a plain scalar means: null, a bool, a number, or else its text.

    It is a number only if printing that gives the same text. So dates, `3.10`, `007`, `1e3` and
    YAML 1.1's `yes` and `12:30` stay as they are written.
    """
    if text in CONSTANTS:
        return CONSTANTS[text]
    is_date = text.find("-", 1) > 0
    if text[0] in _NUMBER_STARTS and not is_date and (found := re.fullmatch(_NUMBER, text)):
        number = float(text) if found[1] else int(text)
        if str(number) == text:
            return number
    return text


MOST = 1 << 14
"""The most characters of simple front matter, so that it cannot hold too many values."""

BLOCK_TEXTS = (">", ">-", "|", "|-")

_STARTS = "_/(.+~$"
"""Characters other than letters and digits that have no special meaning at a scalar's start."""

QUOTES = frozenset("'\"")

_QUOTED = {  # the text allowed between the quotes here, and its escapes
    '"': (r'(?:[^"\\]|\\["\\])*', r"\\(.)"),
    "'": (r"(?:[^']|'')*", "'(')"),
}


class NotSimpleError(Exception):
    """Text that only the full parser can read."""


def read_simple_yaml(text: str) -> dict[str, Value] | None:
    """Return the front matter's values, keys in written order; None for YAML that is not simple."""
    values: dict[str, Value] = {}
    try:
        lines, at = simple_lines(text), 0
        while at < len(lines):
            line = lines[at].rstrip(" ")
            at += 1
            if not line:
                continue
            key, colon, text = line.partition(": ")
            if not colon:
                key, text = _key_alone(line), ""
            if not is_key(key):
                raise NotSimpleError
            text = text.lstrip(" ")
            if text in BLOCK_TEXTS:
                values[key], at = _block_text(lines, at, text)
            elif text:
                values[key] = bracketed(text, _item) if text[0] == "[" else _scalar(text)
            elif at < len(lines) and lines[at].lstrip(" ").startswith("- "):
                values[key] = items = _block(lines, at)
                at += len(items)
            else:
                values[key] = None
    except NotSimpleError:
        return None
    return values


def simple_lines(text: str) -> list[str]:
    """Return the lines of front matter.

    Raise NotSimpleError if it is long or holds unprintable characters, such as tabs.
    """
    lines = text.replace("\r\n", "\n").split("\n")
    if len(text) > MOST or not "".join(lines).isprintable():
        raise NotSimpleError
    return lines


def bracketed(text: str, read: Callable[[str], Value]) -> list[Value]:
    """Return the items of a list in brackets on one line, each parsed by `read`.

    If every part that begins with a quote ends with it, no comma is inside quotes.
    """
    inner = text[1:-1]
    if text[-1] != "]":
        raise NotSimpleError
    return [read(part.strip(" ")) for part in inner.split(",")] if inner.strip(" ") else []


def _key_alone(line: str) -> str:
    """Return the key of a line without a value; items may follow on lines of their own."""
    if line[-1] != ":":
        raise NotSimpleError
    return line[:-1]


@lru_cache(1000)
def is_key(text: str) -> bool:
    """Return whether the text is a simple key of ASCII letters, digits, `-` and `_`."""
    return text.isascii() and text.replace("-", "_").isidentifier() and len(text) < 100


def _block(lines: Sequence[str], start: int) -> list[Value]:
    """Return the items of lines that begin with a hyphen, all indented like the first."""
    items: list[Value] = []
    mark = lines[start][: lines[start].index("-") + 2]
    for line in lines[start:]:
        if not line.startswith(mark):
            break
        items.append(_scalar(line[len(mark) :].strip(" ")))
    return items


def _block_text(lines: Sequence[str], start: int, style: str) -> tuple[str, int]:
    """Return the text of equally indented lines, and the index of the line of the next entry."""
    end = start
    while end < len(lines) and lines[end].startswith(" "):
        end += 1
    rows = lines[start:end]
    indents = {len(row) - len(row.lstrip(" ")) for row in rows}
    texts = [row[max(indents) :] for row in rows]
    # Blank and deeper lines are not folded; a less indented line is a comment, or an error.
    if len(indents) != 1 or not all(texts) or not _is_next(lines, end):
        raise NotSimpleError
    return (" " if style[0] == ">" else "\n").join(texts) + "\n" * (len(style) == 1), end


def _is_next(lines: Sequence[str], at: int) -> bool:
    """Return whether the block before line `at` ends there, with no blank line to include."""
    return at == len(lines) - 1 or (at < len(lines) and lines[at] != "")


@lru_cache(4096)  # many posts have the same ones
def _item(text: str) -> Value:
    if text[:1] not in QUOTES and any(mark in text for mark in "[]{}:#?\\"):
        raise NotSimpleError
    return _scalar(text)


def _scalar(text: str) -> Value:
    first = text[:1]
    if first in QUOTES:
        if len(text) < 2 or text[-1] != first:
            raise NotSimpleError
        inner = text[1:-1]
        return unescaped(inner, first) if first in inner or "\\" in inner else inner
    # A start without a special meaning, and no colon or hash where it would have one.
    begins = first.isalnum() or first in _STARTS
    if not first or not begins or ": " in text or " #" in text or text[-1] == ":":
        raise NotSimpleError
    return plain_scalar(text)


def unescaped(inner: str, quote: str) -> str:
    """Return the content of quotes that hold a backslash or a doubled or escaped quote.

    Raise NotSimpleError for other escapes.
    """
    whole, escape = _QUOTED[quote]
    if not re.fullmatch(whole, inner):
        raise NotSimpleError
    return re.sub(escape, r"\1", inner)
