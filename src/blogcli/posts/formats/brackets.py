"""Lists and objects in brackets, alike in YAML, TOML and JSON: items inserted and removed.

Only the item and the comma it needs are changed. An item on its own line is removed with that line,
and a new one next to it gets its own line too.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from blogcli.posts.text.text_edits import TextEdit, begins_line, line_end, line_start

_GAP = re.compile(r"(?:\s|#[^\n]*)*")
_LINE_REST = re.compile(r"[ \t]*,?[ \t]*(?:#[^\n]*)?(?:\r?\n|\Z)")


class Flow(NamedTuple):
    """A list or object in `text`: `start` at its opening bracket, `end` past the closing one.

    `items` are the spans of its items; an object's are from the key to the end of the value.
    """

    text: str
    start: int
    end: int
    items: Sequence[tuple[int, int]]

    def span(self, item: int) -> tuple[int, int]:
        """Return the span of an item."""
        return self.items[item]

    def insert(self, at: int, written: Sequence[str], newline: str) -> list[TextEdit]:
        """Return the changes that insert written items before item `at`, or after the last."""
        if not self.items:
            return [self._first(written, newline)]
        if at == 0:
            first = self.items[0][0]
            return [TextEdit(first, first, "".join(item + self._separator() for item in written))]
        start, end = self.items[at - 1]
        if at == len(self.items) and self._has_own_line(start, end):
            return self._append_lines(written, newline)
        return [TextEdit(end, end, "".join(self._separator() + item for item in written))]

    def remove(self, first: int, stop: int) -> list[TextEdit]:
        """Return the changes that remove the items from `first` up to `stop`."""
        start, end = self.items[first][0], self.items[stop - 1][1]
        is_last = stop == len(self.items)
        if self._has_own_line(start, end):
            changes = [TextEdit(line_start(self.text, start), line_end(self.text, end))]
            if is_last and first and self._comma(stop - 1) is None:
                changes.append(self._without_comma(first - 1))
            return changes
        if not is_last:
            return [TextEdit(start, self.items[stop][0])]
        if not first:
            comma = self._comma(stop - 1)
            return [TextEdit(start, end if comma is None else comma + 1)]
        before = self.items[first - 1][1]
        if "#" in self.text[before:start]:  # a comment between the two stays
            return [self._without_comma(first - 1), TextEdit(start, end)]
        return [TextEdit(before, end)]

    def _first(self, written: Sequence[str], newline: str) -> TextEdit:
        inner = self.text[self.start + 1 : self.end - 1]
        if "\n" not in inner:
            return TextEdit(self.start + 1, self.end - 1, ", ".join(written))
        indent = _indent(self.text, self.start) + "  "
        lines = ",".join(newline + indent + item for item in written)
        return TextEdit(self.start + 1, self.start + 1, lines)

    def _append_lines(self, written: Sequence[str], newline: str) -> list[TextEdit]:
        start, end = self.items[-1]
        indent = _indent(self.text, start)
        has_comma = self._comma(len(self.items) - 1) is not None
        lines = f",{newline}".join(indent + item for item in written)
        after = line_end(self.text, end)
        changes = [TextEdit(after, after, lines + ("," if has_comma else "") + newline)]
        if not has_comma:
            changes.append(TextEdit(end, end, ","))
        return changes

    def _has_own_line(self, start: int, end: int) -> bool:
        return begins_line(self.text, start) and bool(_LINE_REST.match(self.text, end))

    def _separator(self) -> str:
        """Return the text between items: that between the first two, unless it holds a comment."""
        if len(self.items) > 1:
            between = self.text[self.items[0][1] : self.items[1][0]]
            if "#" not in between:
                return between
        return ", "

    def _comma(self, item: int) -> int | None:
        """Return the offset of the comma after an item; None if there is none."""
        end = self.items[item][1]
        gap = _GAP.match(self.text, end)
        at = gap.end() if gap else end
        return at if self.text[at] == "," else None

    def _without_comma(self, item: int) -> TextEdit:
        comma = self._comma(item)
        end = self.items[item][1]
        return TextEdit(end, end) if comma is None else TextEdit(comma, comma + 1)


def _indent(text: str, at: int) -> str:
    """Return the white space at the start of the line that `at` is on."""
    start = line_start(text, at)
    line = text[start:at]
    return line[: len(line) - len(line.lstrip())]
