"""What is left behind while a stream is read, counted by sort and reason."""

from __future__ import annotations

from collections import Counter

from blogcli.exchange.values import Skipped


class Tally:
    """Counts; `skipped` gives them as values once the stream has ended."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[str, str]] = Counter()

    def skip(self, what: str, reason: str, count: int = 1) -> None:
        self._counts[what, reason] += count

    def clear(self) -> None:
        self._counts.clear()

    def skipped(self) -> list[Skipped]:
        """In the order in which each sort was first met."""
        return [
            Skipped(what, count, reason) for (what, reason), count in self._counts.items() if count
        ]
