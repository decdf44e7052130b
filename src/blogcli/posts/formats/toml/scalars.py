"""Reading and writing of TOML values."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import date, time
from tomllib import loads
from typing import Literal, TypeAlias

from blogcli.posts.model.values import Value

Quote: TypeAlias = Literal["'", '"']

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_UNPRINTABLE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff]")
_NOT_LITERAL_LINE = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f]|'\\Z")
_NOT_LITERAL = re.compile("['\x00-\x08\x0a-\x1f\x7f-\x9f]")


def parse_toml_value(written: str) -> Value:
    """Parse the text of one value."""
    value: Value = loads(f"value = {written}")["value"]
    return value


def write_key(key: Sequence[str]) -> str:
    """Return a dotted key; its parts are quoted where necessary."""
    return ".".join(part if _BARE_KEY.fullmatch(part) else format_toml_value(part) for part in key)


def format_toml_value(value: Value, quote: Quote = '"') -> str:
    """Return a value on one line; text in single quotes if those are wanted and can hold it."""
    match value:
        case str():
            is_literal = quote == "'" and not _NOT_LITERAL.search(value)
            return f"'{value}'" if is_literal else f'"{_escaped(value)}"'
        case bool():
            return "true" if value else "false"
        case int() | float():
            return str(value)
        case date() | time():
            return value.isoformat()
        case list():
            return "[" + ", ".join(format_toml_value(item, quote) for item in value) + "]"
        case dict():
            pairs = ", ".join(
                f"{write_key([key])} = {format_toml_value(item)}" for key, item in value.items()
            )
            return f"{{ {pairs} }}" if pairs else "{}"
        case None:
            raise ValueError("TOML has no null")


def write_over(value: Value, old: str, newline: str) -> str:
    """Return a value in the quotes of the one that it replaces, on several lines or on one."""
    fence = old[:3]
    if not isinstance(value, str) or fence not in ('"""', "'''"):
        return format_toml_value(value, "'" if old.startswith("'") else '"')
    if "\n" in value and newline != "\n":
        return format_toml_value(
            value
        )  # some readers keep the line ends in a text as they are written
    lines = value.split("\n")
    if fence == '"""' or fence in value or any(map(_NOT_LITERAL_LINE.search, lines)):
        fence, lines = '"""', [_escaped(line) for line in lines]
    is_apart = not lines[0] or old[3:].startswith(("\n", "\r\n"))
    return fence + newline * is_apart + newline.join(lines) + fence


def _escaped(text: str) -> str:
    """Return the inside of a basic string; TOML accepts all of JSON's escapes."""
    inside = json.dumps(text, ensure_ascii=False)[1:-1]
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", inside)
