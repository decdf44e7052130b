"""Posts by day: the days of a month or a year, and the days between them without any."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from blogcli.errors import UsageError
from blogcli.posts.stats.count import Counted


class Period(NamedTuple):
    """A month or a year: its first and its last day."""

    first: date
    last: date

    @property
    def name(self) -> str:
        """The year as 2026, the month as 2026-11."""
        is_year = (self.first.month, self.last.month) == (1, 12)
        return f"{self.first.year:04}" if is_year else self.first.isoformat()[:7]


def period(text: str, today: date) -> Period:
    """Return the period of `2026` or `2026-11`, this month for empty text. Raises UsageError."""
    found = re.fullmatch(r"(?P<year>\d{4})(?:[-/](?P<month>\d{1,2}))?", text.strip())
    if not text.strip():
        return _month(today.year, today.month)
    try:
        if found is None:
            raise ValueError(text)
        if found["month"]:
            return _month(int(found["year"]), int(found["month"]))
        return Period(date(int(found["year"]), 1, 1), date(int(found["year"]), 12, 31))
    except ValueError:
        raise UsageError(f"{text!r} is no month or year", "write it as 2026-11 or 2026") from None


def _month(year: int, month: int) -> Period:
    first = date(year, month, 1)
    last = date(year, 12, 31) if month == 12 else date(year, month + 1, 1) - timedelta(days=1)
    return Period(first, last)


def in_period(posts: Iterable[Counted], span: Period) -> list[Counted]:
    """Return the posts that are dated in the period, by day, hour and slug."""
    found = [one for one in posts if one.day and span.first <= one.day <= span.last]
    return sorted(found, key=lambda one: (one.day, one.hour or 0, one.slug))


def gaps(posts: Sequence[Counted], least: int) -> dict[int, int]:
    """Return the days without a post before some of them, by position, from `least` days on."""
    days = [one.day for one in posts]
    found = {}
    for place in range(1, len(days)):
        before, after = days[place - 1], days[place]
        empty = (after - before).days - 1 if before and after else 0
        if empty >= least:
            found[place] = empty
    return found
