"""How regularly posts came out: weeks in a row with one, and the longest time without any."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from blogcli.posts.stats.count import Tally

_WEEK = timedelta(days=7)


class Run(NamedTuple):
    """Weeks in a row with a post: the most, the Monday of the last of them, and how many now."""

    longest: int = 0
    until: date | None = None
    current: int = 0


class Silence(NamedTuple):
    """The longest time between two posts."""

    days: int = 0
    start: date | None = None
    end: date | None = None


def public_days(tally: Tally, today: date) -> list[date]:
    """Return the days on which posts came out that are no drafts, each once, in order."""
    public = (places for status, places in tally.statuses.items() if status != "draft")
    days = {tally.days[place] for places in public for place in places}
    return sorted(day for day in days if day is not None and day <= today)


def longest_run(days: Sequence[date], today: date) -> Run:
    """Return the longest run of weeks, which begin on Monday, and the run that lasts until now.

    A run lasts as long as this week or the last one has a post.
    """
    longest, until, length, before = 0, None, 0, None
    for monday in dict.fromkeys(map(_monday, days)):
        length = length + 1 if before is not None and monday - before == _WEEK else 1
        before = monday
        if length > longest:
            longest, until = length, monday
    lasts = before is not None and _monday(today) - before <= _WEEK
    return Run(longest, until, length if lasts else 0)


def longest_silence(days: Sequence[date]) -> Silence:
    """Return the longest time without a post, between two of them; the first of equal ones."""
    gaps = [Silence((end - start).days, start, end) for start, end in pairwise(days)]
    return max(gaps, key=lambda gap: gap.days, default=Silence())


def _monday(day: date) -> date:
    return date.fromordinal(max(day.toordinal() - day.weekday(), 1))
