"""The YAML that nearly every post has, read without a parser.

Lines of `key: value`, where the value is a plain or quoted scalar, a list in brackets or a list of
lines. Whatever else there is, even a comment, is left to the parser; and what is read here, it
would read the same. That is tested, on real blogs and on made ones.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from blogcli.posts.values import Value

CONSTANTS: Mapping[str, Value] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
"""The plain scalars that are no text in YAML 1.2's core schema, numbers apart."""

_NUMBER = r"-?(?:0|[1-9][0-9]{0,99})(\.[0-9]{1,20})?"
_NUMBER_STARTS = frozenset("-0123456789")


def plain_value(text: str) -> Value:
    """What a plain scalar means: null, a bool, a number, else its text.

    A number is one only where printing it gives the same text; so dates, `3.10`, `007`, `1e3` and
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
"""Characters of front matter that is simple; so it holds no more values than any may."""

_BLOCK_TEXTS = (">", ">-", "|", "|-")

_STARTS = "_/(.+~$"
"""Characters besides letters and digits that mean nothing else at the start of a scalar."""

QUOTES = frozenset("'\"")

_QUOTED = {  # all that may stand between them here, and what is an escape
    '"': (r'(?:[^"\\]|\\["\\])*', r"\\(.)"),
    "'": (r"(?:[^']|'')*", "'(')"),
}


class NotSimpleError(Exception):
    """Only a parser can tell what this is."""


def read_simple(text: str) -> dict[str, Value] | None:
    """The front matter's values, keys in written order; None for YAML that is not so simple."""
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
            if text in _BLOCK_TEXTS:
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
    """The lines of front matter that is neither long nor holds what is not printed, as tabs."""
    lines = text.replace("\r\n", "\n").split("\n")
    if len(text) > MOST or not "".join(lines).isprintable():
        raise NotSimpleError
    return lines


def bracketed(text: str, read: Callable[[str], Value]) -> list[Value]:
    """The items of a list in brackets on one line, each read by `read`.

    Where all parts that begin with a quote end with it, no comma stands in quotes.
    """
    inner = text[1:-1]
    if text[-1] != "]":
        raise NotSimpleError
    return [read(part.strip(" ")) for part in inner.split(",")] if inner.strip(" ") else []


def _key_alone(line: str) -> str:
    """The key of a line without a value; items may follow in lines of their own."""
    if line[-1] != ":":
        raise NotSimpleError
    return line[:-1]


@lru_cache(1000)
def is_key(text: str) -> bool:
    return text.isascii() and text.replace("-", "_").isidentifier() and len(text) < 100


def _block(lines: Sequence[str], start: int) -> list[Value]:
    """The items of lines that begin with a hyphen, all as far in as the first."""
    items: list[Value] = []
    mark = lines[start][: lines[start].index("-") + 2]
    for line in lines[start:]:
        if not line.startswith(mark):
            break
        items.append(_scalar(line[len(mark) :].strip(" ")))
    return items


def _block_text(lines: Sequence[str], start: int, style: str) -> tuple[str, int]:
    """Text over lines that are all as far in as the first, and where the next entry is."""
    end = start
    while end < len(lines) and lines[end].startswith(" "):
        end += 1
    rows = lines[start:end]
    indents = {len(row) - len(row.lstrip(" ")) for row in rows}
    texts = [row[max(indents) :] for row in rows]
    # Blank lines, and lines further in, are not folded; one less far in is a comment, or an error.
    if len(indents) != 1 or not all(texts) or not _is_next(lines, end):
        raise NotSimpleError
    return (" " if style[0] == ">" else "\n").join(texts) + "\n" * (len(style) == 1), end


def _is_next(lines: Sequence[str], at: int) -> bool:
    """Whether the block before line `at` ends there, with no blank line that could be its."""
    return at == len(lines) - 1 or (at < len(lines) and lines[at] != "")


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
    # Beginnings that mean nothing else, and no colon or hash where it would mean something.
    begins = first.isalnum() or first in _STARTS
    if not first or not begins or ": " in text or " #" in text or text[-1] == ":":
        raise NotSimpleError
    return plain_value(text)


def unescaped(inner: str, quote: str) -> str:
    """What stands in quotes that hold a backslash or, doubled or escaped, a quote."""
    whole, escape = _QUOTED[quote]
    if not re.fullmatch(whole, inner):
        raise NotSimpleError
    return re.sub(escape, r"\1", inner)
