"""A text for each of many rows, in one piece of memory, in which all can be searched at once."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence

_ENCODING = ("utf-8", "surrogatepass")

_MANY = 5000
"""So many hits take less time if all texts are taken apart."""


class TextColumn:
    """Texts by row, 4 GB of them at most; 100,000 take a fifth of the memory of a list."""

    def __init__(self) -> None:
        self._data = bytearray(b"\0")
        self._starts = array("I", [1])

    def __len__(self) -> int:
        return len(self._starts) - 1

    def __getitem__(self, row: int) -> str:
        return self._data[self._starts[row] : self._starts[row + 1] - 1].decode(*_ENCODING)

    def __iter__(self) -> Iterator[str]:
        return (self[row] for row in range(len(self)))

    def append(self, text: str) -> None:
        """Add the text of the next row."""
        self._data += text.encode(*_ENCODING) + b"\0"
        self._starts.append(len(self._data))

    def trim(self) -> None:
        """Give back the memory that was taken for more rows: an eighth."""
        self._data, self._starts = bytearray(self._data), array("I", self._starts)

    def rows_holding(self, parts: Sequence[str]) -> list[int]:
        """Return the rows whose texts contain all parts; no text may have a NUL."""
        wanted = sorted((part.encode(*_ENCODING) for part in parts), key=len, reverse=True)
        data, starts = self._data, self._starts
        first, others = wanted[0], wanted[1:]
        if not first or data.count(first) > _MANY:
            texts = bytes(memoryview(data)[1:-1]).split(b"\0")
            found = [row for row, text in enumerate(texts) if first in text]
            return [row for row in found if all(part in texts[row] for part in others)]
        found, at = [], data.find(first)
        while at >= 0:
            row = bisect_right(starts, at) - 1
            start, end = starts[row], starts[row + 1]
            if all(data.find(part, start, end) >= 0 for part in others):
                found.append(row)
            at = data.find(first, end)
        return found

    def row_of(self, text: str) -> int | None:
        """Return the row that has exactly this text."""
        wanted = b"\0" + text.encode(*_ENCODING) + b"\0"
        at = self._data.find(wanted)
        while at >= 0:
            row = bisect_right(self._starts, at + 1) - 1
            if row < len(self) and self[row] == text:
                return row
            at = self._data.find(wanted, at + 1)
        return None
