"""The positions of keys, values and tables in TOML text that tomllib has accepted.

It follows TOML 1.0 (https://toml.io/en/v1.0.0); text that tomllib rejects is never scanned.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from blogcli.posts.formats.brackets import Flow
from blogcli.posts.model.values import KeyPath
from blogcli.posts.text.text_edits import line_end

_GAP = re.compile(r"(?:\s|#[^\n]*)*")
_BLANKS = re.compile(r"[ \t]*")
_KEY_PART = re.compile(r"""[ \t]*([A-Za-z0-9_-]+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*')[ \t]*""")
_STRING = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""(?:"{0,2})'
    r"|'''(?:[^']|'(?!''))*'''(?:'{0,2})"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*'",
    re.DOTALL,
)
_SCALAR = re.compile(r"\d{4}-\d\d-\d\d(?:[ Tt]\d\d:[^\s,\]}#]*)?|[^\s,\]}#]+")
_NESTED = re.compile(r"""[^"'#\[\]{}]+|#[^\n]*""")


@dataclass(frozen=True, slots=True)
class TomlEntry:
    """One `key = value`, from `start` to the value's end; `path` is its key within its table."""

    path: KeyPath
    start: int
    value: int
    end: int


@dataclass(slots=True)
class Table:
    """The keys under one `[header]`, or before the first header.

    `start` is the start of the header, `head_end` its end. `in_array`: it is an element of a
    `[[list]]` or lies in one, which no key path reaches.
    """

    path: KeyPath
    start: int
    head_end: int
    in_array: bool = False
    entries: list[TomlEntry] = field(default_factory=list)

    @property
    def end(self) -> int:
        """Return the end of the last entry's text, or of the header."""
        return self.entries[-1].end if self.entries else self.head_end


def scan(text: str) -> list[Table]:
    """Return all tables in order; the first one has no header and may be empty."""
    tables = [Table((), 0, 0)]
    arrays: set[KeyPath] = set()
    at = _skip(text, 0)
    while at < len(text):
        if text[at] == "[":
            is_array = text.startswith("[[", at)
            path, stop = _key(text, at + 1 + is_array)
            if is_array:
                arrays.add(path)
            in_array = any(path[:depth] in arrays for depth in range(1, len(path) + 1))
            stop += 1 + is_array
            tables.append(Table(path, at, stop, in_array))
        else:
            path, equals = _key(text, at)
            value = _after_blanks(text, equals + 1)
            stop = _value_end(text, value)
            tables[-1].entries.append(TomlEntry(path, at, value, stop))
        at = _skip(text, line_end(text, stop))
    return tables


def array(text: str, start: int) -> Flow:
    """Return the items of the array that begins at `start`."""
    spans = []
    at = _skip(text, start + 1)
    while text[at] != "]":
        end = _value_end(text, at)
        spans.append((at, end))
        at = _skip(text, end)
        if text[at] == ",":
            at = _skip(text, at + 1)
    return Flow(text, start, at + 1, spans)


def inline_table(text: str, start: int) -> tuple[Flow, list[TomlEntry]]:
    """Return the items and entries of the inline table that begins at `start`."""
    entries = []
    at = _skip(text, start + 1)
    while text[at] != "}":
        path, equals = _key(text, at)
        value = _after_blanks(text, equals + 1)
        end = _value_end(text, value)
        entries.append(TomlEntry(path, at, value, end))
        at = _skip(text, end)
        if text[at] == ",":
            at = _skip(text, at + 1)
    return Flow(text, start, at + 1, [(entry.start, entry.end) for entry in entries]), entries


def _skip(text: str, at: int) -> int:
    """Return the offset after white space, line ends and comments."""
    gap = _GAP.match(text, at)
    return gap.end() if gap else at


def _after_blanks(text: str, at: int) -> int:
    blanks = _BLANKS.match(text, at)
    return blanks.end() if blanks else at


def _key(text: str, at: int) -> tuple[KeyPath, int]:
    """Return the dotted key at `at`, and the offset after it and its white space."""
    parts = []
    while part := _KEY_PART.match(text, at):
        parts.append(_key_text(part[1]))
        at = part.end()
        if text[at] != ".":
            break
        at += 1
    return tuple(parts), at


def _key_text(written: str) -> str:
    if written[0] == "'":
        return written[1:-1]
    if written[0] != '"':
        return written
    from tomllib import loads

    return str(loads(f"key = {written}")["key"])


def _value_end(text: str, at: int) -> int:
    """Return the end of the value that begins at `at`; brackets are counted, without recursion."""
    depth = 0
    while True:
        if text[at] in "[{":
            depth += 1
            at += 1
        elif text[at] in "]}":
            depth -= 1
            at += 1
        else:
            token = _token(text, at, depth)
            at = token.end() if token else at + 1
        if depth == 0:
            return at


def _token(text: str, at: int, depth: int) -> re.Match[str] | None:
    return _STRING.match(text, at) or (_NESTED if depth else _SCALAR).match(text, at)
