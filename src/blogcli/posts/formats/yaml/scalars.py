"""YAML scalars: what a written one means, and how to write a value that all readers agree on."""

from __future__ import annotations

import json
import re
from datetime import date, time
from typing import Literal, TypeAlias

from blogcli.posts.formats.fast.yaml import plain_scalar
from blogcli.posts.model.values import Value

Quote: TypeAlias = Literal["", "'", '"']
"""The way a scalar is written: plain, or between these quotes."""

# What YAML 1.1, YAML 1.2, Ruby's Psych or js-yaml would read as something other than text.
_WORDS = frozenset(
    "~ = << null true false yes no on off y n .inf +.inf -.inf .nan".split()  # noqa: SIM905
)
_NUMBERLIKE = re.compile(
    r"[-+]?\.?[0-9][0-9_,.:eE+-]*"
    r"|[-+]?0[xXoObB][0-9a-fA-F_]+"
    r"|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt]|[ \t]+)[0-9].*"
)
_INDICATORS = frozenset("-?:,[]{}#&*!|>'\"%@`=")
_BREAKS_PLAIN = re.compile(r": |:\Z| #")
_BREAKS_FLOW = re.compile(r"[,\[\]{}:?]")
# YAML's printable characters, without line ends, tabs and the byte order mark. What these are not
# is compiled in a fifth of the time, and here only for text that is not ASCII.
_PRINTABLE = "[^\0-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]*"
_UNPRINTABLE = "[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]"


def _is_printable(text: str) -> bool:
    return text.isprintable() if text.isascii() else bool(re.fullmatch(_PRINTABLE, text))


def is_plain(text: str, *, flow: bool) -> bool:
    """Return whether the text can stand without quotes, whatever it then means."""
    return (
        bool(text)
        and text == text.strip()
        and text[0] not in _INDICATORS
        and not _BREAKS_PLAIN.search(text)
        and not (flow and _BREAKS_FLOW.search(text))
        and _is_printable(text)
    )


def means_text(text: str) -> bool:
    """Return whether the plain text is text to every reader of YAML 1.1 and 1.2."""
    return text.casefold() not in _WORDS and not _NUMBERLIKE.fullmatch(text)


def write_text(text: str, quote: Quote = "", *, flow: bool = False, fallback: Quote = '"') -> str:
    """Return the text as a scalar in the `quote` style if that is safe, else in another.

    Plain text that needs quotes gets the `fallback` ones. Single-quoted text that cannot be written
    on its line becomes double-quoted.
    """
    if not quote and is_plain(text, flow=flow) and means_text(text):
        return text
    if (quote or fallback) == "'" and _is_printable(text):
        return "'" + text.replace("'", "''") + "'"
    escaped = json.dumps(text, ensure_ascii=False)
    return re.sub(_UNPRINTABLE, lambda found: f"\\u{ord(found[0]):04x}", escaped)


def format_yaml_value(
    value: Value, quote: Quote = "", *, flow: bool = True, fallback: Quote = '"'
) -> str:
    """Return any value on one line: text as `write_text` does, collections in brackets."""
    match value:
        case str():
            return write_text(value, quote, flow=flow, fallback=fallback)
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case int() | float():
            return str(value)
        case date() | time():
            return write_date(value.isoformat(), flow=flow)
        case list():
            return (
                "["
                + ", ".join(format_yaml_value(item, quote, fallback=fallback) for item in value)
                + "]"
            )
        case dict():
            pairs = (
                f"{write_text(key, flow=True)}: {format_yaml_value(item)}"
                for key, item in value.items()
            )
            return "{" + ", ".join(pairs) + "}"


def write_date(text: str, *, flow: bool = False) -> str:
    """Return a written date without quotes, as generators want it, if it is safe.

    A year alone, for example, would be a number.
    """
    is_word = text.casefold() in _WORDS
    bare = is_plain(text, flow=flow) and plain_scalar(text) == text and not is_word
    return text if bare else write_text(text, flow=flow)


_BLOCK_HEADER = re.compile(
    r"(?P<style>[|>])[+-]?(?P<rest>[ \t]*(?:#[^\r\n]*)?)\r?\n(?P<indent>[ ]+)"
)


def write_block(text: str, old: str) -> str | None:
    """Return the text as a block scalar in the style of the `old` one; None if it cannot be one.

    A folded scalar keeps its style for text of one line, and becomes a literal one for more.
    """
    header = _BLOCK_HEADER.match(old)
    body = text.removesuffix("\n")
    lines = body.split("\n")
    if not header or not body or body[0] in " \t" or not (lines[0] and lines[-1]):
        return None
    if not all(map(_is_printable, lines)):
        return None
    style = "|" if len(lines) > 1 else header["style"]
    chomping = "" if text.endswith("\n") else "-"
    indented = [header["indent"] + line if line else "" for line in lines]
    return "\n".join([style + chomping + header["rest"], *indented])
