"""The measure by which texts are ranked, as SQLite's FTS5 has it, and the way back from it.

See https://sqlite.org/fts5.html#the_bm25_function.
"""

from math import log
from typing import NamedTuple

_K1, _B = 1.2, 0.75


class Corpus(NamedTuple):
    """How many texts there are, and how many tokens they have together."""

    texts: int
    tokens: int

    def weight(self, having: int) -> float:
        """What a phrase counts for that so many of the texts have; the rarer the more."""
        weight = log((self.texts - having + 0.5) / (having + 0.5))
        return weight if weight > 0.0 else 1e-6

    def part(self, times: float, size: int) -> float:
        """What a phrase adds for being so many times in a text of so many tokens."""
        return times * (_K1 + 1.0) / (times + self._damping(size))

    def times(self, part: float, size: int) -> int:
        """How many times a phrase is in a text, by what it added."""
        return round(part * self._damping(size) / (_K1 + 1.0 - part))

    def _damping(self, size: int) -> float:
        average = self.tokens / self.texts
        return _K1 * (1 - _B + _B * size / average)
