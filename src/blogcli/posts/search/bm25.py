"""The BM25 ranking function of SQLite's FTS5, and its inverse.

See https://sqlite.org/fts5.html#the_bm25_function.
"""

from math import log
from typing import NamedTuple

_K1, _B = 1.2, 0.75


class Corpus(NamedTuple):
    """The size of a collection: its number of texts, and the number of tokens in all of them."""

    texts: int
    tokens: int

    def weight(self, having: int) -> float:
        """Return the inverse document frequency of a phrase found in `having` texts."""
        weight = log((self.texts - having + 0.5) / (having + 0.5))
        return weight if weight > 0.0 else 1e-6

    def part(self, times: float, size: int) -> float:
        """Return what a phrase that occurs `times` times adds to the score of a text.

        `size` is the number of tokens in the text.
        """
        return times * (_K1 + 1.0) / (times + self._damping(size))

    def times(self, part: float, size: int) -> int:
        """Return how often a phrase occurs in a text, from what it added to the score."""
        return round(part * self._damping(size) / (_K1 + 1.0 - part))

    def _damping(self, size: int) -> float:
        average = self.tokens / self.texts
        return _K1 * (1 - _B + _B * size / average)
