"""Changes of text by character offsets."""

from collections.abc import Iterable
from typing import NamedTuple


class TextEdit(NamedTuple):
    """A change that puts `text` in place of the characters from `start` up to `end`."""

    start: int
    end: int
    text: str = ""


def apply_edits(text: str, changes: Iterable[TextEdit]) -> str:
    """Return the text with all changes made; their offsets are in `text` and do not overlap.

    Of two changes at one offset, the one given first comes first.
    """
    for change in reversed(sorted(changes, key=lambda change: change.start)):  # noqa: C413
        text = text[: change.start] + change.text + text[change.end :]
    return text


def line_start(text: str, at: int) -> int:
    """Return the offset of the start of the line that `at` is on."""
    return text.rfind("\n", 0, at) + 1


def line_end(text: str, at: int) -> int:
    """Return the offset after the line end of the line that `at` is on, or the end of the text."""
    end = text.find("\n", at)
    return len(text) if end < 0 else end + 1


def begins_line(text: str, at: int) -> bool:
    """Return whether only white space precedes `at` on its line."""
    return not text[line_start(text, at) : at].strip()


def insert_lines(text: str, at: int, lines: str, newline: str) -> TextEdit:
    """Return the change that inserts lines at a line start, or after an unfinished last line.

    `lines` are joined by line feeds, without a last one. They end as the line before them does, the
    first lines of a text in `newline`.
    """
    if at and text[at - 1] != "\n":
        return TextEdit(at, at, newline + lines.replace("\n", newline))
    if at:
        newline = "\r\n" if text.endswith("\r\n", 0, at) else "\n"
    return TextEdit(at, at, lines.replace("\n", newline) + newline)
