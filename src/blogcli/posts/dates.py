"""Dates as posts write them and as people say them."""

from __future__ import annotations

from datetime import datetime, tzinfo

from blogcli.posts.values import When


def parse(text: str) -> When | None:
    """A date as front matter writes it, with its written offset; None for text that is no date."""
    raise NotImplementedError


def iso(when: When) -> str:
    """ISO 8601, as exact as it was written: a day alone stays a day."""
    raise NotImplementedError


def instant(when: When, zone: tzinfo) -> float:
    """Seconds since 1970; a time without an offset, and the midnight of a day alone, are in `zone`."""
    raise NotImplementedError


def moment(text: str, now: datetime) -> When:
    """What a person means: `today`, `tomorrow 09:00`, `in 3 days`, `7d` (ago), or a written date.

    Raises UsageError with the forms it takes.
    """
    raise NotImplementedError


def span(text: str, now: datetime) -> tuple[float, float]:
    """The half-open stretch of seconds that `2024`, `2024-03`, `today` or `7d` covers, in `now`'s zone.

    Raises ValueError with a sentence.
    """
    raise NotImplementedError
