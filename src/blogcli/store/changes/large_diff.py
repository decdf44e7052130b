"""Diff long texts in about linear time, where difflib takes quadratic time.

It aligns the lines that occur once in both texts, as patience diff does:
https://bramcohen.livejournal.com/73318.html.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

_MOST_COMPARED = 200 * 200
"""Most pairs of lines between two aligned lines that difflib compares; more are one replacement."""

Opcode = tuple[str, int, int, int, int]


class LargeMatcher(SequenceMatcher[bytes]):
    """A SequenceMatcher for long texts; always correct, though not always with the fewest lines."""

    def __init__(self, old: Sequence[bytes], new: Sequence[bytes]) -> None:
        super().__init__(None, [], [])
        self._opcodes = [*_opcodes(old, new)]

    def get_opcodes(self) -> list[Opcode]:  # type: ignore[override]  # tuples all the same
        """Return the opcodes in difflib's form."""
        return self._opcodes


def _opcodes(old: Sequence[bytes], new: Sequence[bytes]) -> Iterator[Opcode]:
    """Yield opcodes in difflib's form, with equal lines in whole runs."""
    i = j = 0
    most = min(len(old), len(new))
    same = next((at for at in range(most) if old[-1 - at] != new[-1 - at]), most)  # at the end
    ends = [(len(old) - same, len(new) - same), (len(old), len(new))]
    for start, other in [(0, 0), *_fixed(old, new), *ends]:
        if start < i or other < j:  # within a run
            continue
        yield from _between(old, new, (i, start, j, other))
        i, j = start, other
        while i < len(old) and j < len(new) and old[i] == new[j]:
            i, j = i + 1, j + 1
        if i > start:
            yield "equal", start, i, other, j


def _between(
    old: Sequence[bytes], new: Sequence[bytes], span: tuple[int, int, int, int]
) -> Iterator[Opcode]:
    i1, i2, j1, j2 = span
    if (i2 - i1) * (j2 - j1) > _MOST_COMPARED:
        yield "replace", i1, i2, j1, j2
        return
    matcher = SequenceMatcher(None, old[i1:i2], new[j1:j2], autojunk=False)
    for tag, a1, a2, b1, b2 in matcher.get_opcodes():
        yield tag, i1 + a1, i1 + a2, j1 + b1, j1 + b2


def _fixed(old: Sequence[bytes], new: Sequence[bytes]) -> list[tuple[int, int]]:
    """Return the most lines that occur once in both texts, and in the same order."""
    counts, others = Counter(old), Counter(new)
    places = {line: at for at, line in enumerate(new) if others[line] == counts[line] == 1}
    pairs = [(at, places[line]) for at, line in enumerate(old) if line in places]
    ends: list[int] = []  # of rows of each length, the smallest end
    rows: list[int] = []  # which pair that is
    before: list[int] = []
    for number, (_, place) in enumerate(pairs):
        length = bisect_left(ends, place)
        before.append(rows[length - 1] if length else -1)
        if length == len(ends):
            ends.append(place)
            rows.append(number)
        else:
            ends[length], rows[length] = place, number
    found: list[tuple[int, int]] = []
    number = rows[-1] if rows else -1
    while number >= 0:
        found.append(pairs[number])
        number = before[number]
    return found[::-1]
