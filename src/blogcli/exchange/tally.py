"""Count the items that an import skips, by kind and reason."""

from __future__ import annotations

from collections import Counter

from blogcli.exchange.values import Skipped


class Tally:
    """A skip counter; `skipped` returns the counts once the stream has ended."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[str, str]] = Counter()

    def skip(self, what: str, reason: str, count: int = 1) -> None:
        """Count skipped items of one kind, with the reason."""
        self._counts[what, reason] += count

    def clear(self) -> None:
        """Reset all counts."""
        self._counts.clear()

    def skipped(self) -> list[Skipped]:
        """Return the counts in the order of their first occurrence."""
        return [
            Skipped(what, count, reason) for (what, reason), count in self._counts.items() if count
        ]
