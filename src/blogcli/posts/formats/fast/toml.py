"""A fast reader for the simple TOML that nearly every post has.

It reads lines of `key = value`, where the value is text in quotes, a number, a bool, a date or a
list of those, and `[tables]` of such lines. Everything else is left to the full parser, which would
read the same values. Tests compare the two on real and on generated blogs.
"""

from __future__ import annotations

from datetime import date, datetime

from blogcli.posts.formats.fast.yaml import (
    QUOTES,
    NotSimpleError,
    bracketed,
    is_key,
    plain_scalar,
    simple_lines,
    unescaped,
)
from blogcli.posts.model.values import Value

_BOOLS = {"true": True, "false": False}

_TIMES = (19, 20, 25)
"""Lengths of a day with a time: without an offset, in UTC as `Z`, with an offset."""


def read_simple_toml(text: str) -> dict[str, Value] | None:
    """Return the front matter's values, keys in written order; None for TOML that is not simple."""
    values: dict[str, Value] = {}
    table = values
    try:
        for line in simple_lines(text):
            line = line.strip(" ")
            if not line or line[0] == "#":
                continue
            key, equals, written = line.partition("=")
            if equals:
                _put(table, key.rstrip(" "), _value(written.lstrip(" ")))
            else:
                table = {}
                _put(values, _header(line), table)
    except (NotSimpleError, ValueError):
        return None
    return values


def _put(table: dict[str, Value], key: str, value: Value) -> None:
    if key in table or not is_key(key):
        raise NotSimpleError
    table[key] = value


def _header(line: str) -> str:
    if line[0] != "[" or line[-1] != "]":
        raise NotSimpleError
    return line[1:-1]


def _value(text: str) -> Value:
    return bracketed(text, _scalar) if text[:1] == "[" else _scalar(text)


def _scalar(text: str) -> Value:
    first = text[:1]
    if first in QUOTES:
        inner = text[1:-1]
        if len(text) < 2 or text[-1] != first or (first == "'" and "'" in inner):
            raise NotSimpleError
        return unescaped(inner, '"') if first == '"' and ('"' in inner or "\\" in inner) else inner
    if text in _BOOLS:
        return _BOOLS[text]
    if text[4:5] == "-":
        return _date(text)
    value = plain_scalar(text)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise NotSimpleError
    return value


def _date(text: str) -> date:
    """Parse a day, or a day and time separated by `T` or a space.

    Raise ValueError for one that Python does not have, NotSimpleError for another form.
    """
    if len(text) == 10:
        day = date.fromisoformat(text)
        written = day.isoformat()
    elif len(text) in _TIMES and text[10] in "T ":
        day = datetime.fromisoformat(text)
        written = day.isoformat(text[10])
    else:
        raise NotSimpleError
    if written != text and written != text.replace("Z", "+00:00"):
        raise NotSimpleError
    return day
