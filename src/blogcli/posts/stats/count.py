"""Count posts and words by year, month, weekday, hour, tag, category, author or status."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, tzinfo
from typing import NamedTuple

from blogcli.posts.model.fields import STATUSES
from blogcli.posts.model.status import status_at
from blogcli.posts.model.summary import Summary

READ = ("slug", "date", "starts", "ends", "draft", "words")
"""Attributes of a post that are read, beside those of a group (see GROUPED_BY)."""

GROUPED_BY: Mapping[str, tuple[str, ...]] = {
    "year": (),
    "month": (),
    "weekday": (),
    "hour": (),
    "tag": ("tags",),
    "category": ("categories",),
    "author": ("authors",),
    "status": (),
}
"""What posts can be grouped by, and the attributes that it reads."""

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

_MOST_YEARS = 40
"""From more years on they are counted by five."""


class Counted(NamedTuple):
    """One post as it is counted: its day and its time in the blog's zone, None without one."""

    slug: str
    words: int
    status: str
    day: date | None
    hour: int | None
    post: Summary


def counted_posts(posts: Iterable[Summary], now: float, zone: tzinfo) -> Iterator[Counted]:
    """Yield the posts as they are counted at `now`, in seconds since 1970, in the blog's zone."""
    for post in posts:
        when, hour = post.date, None
        if isinstance(when, datetime):
            try:
                local = when.astimezone(zone) if when.tzinfo else when
            except OverflowError:  # at the ends of the calendar
                local = when
            when, hour = local.date(), local.hour
        status = status_at(post.draft, post.starts, post.ends, now)
        yield Counted(post.slug, post.words, status, when, hour, post)


class Lengths(NamedTuple):
    """How long posts are, in words; `longest` is the slug of the longest."""

    total: int = 0
    median: int = 0
    p25: int = 0
    p75: int = 0
    most: int = 0
    longest: str = ""


class Sum:
    """A number of posts, their words, and the first and the last day of those that have one."""

    __slots__ = ("first", "last", "posts", "words")

    def __init__(self) -> None:
        self.posts = self.words = 0
        self.first: date | None = None
        self.last: date | None = None

    def add(self, posts: int, words: int, first: date | None, last: date | None) -> None:
        """Add other posts."""
        self.posts += posts
        self.words += words
        if first and (self.first is None or first < self.first):
            self.first = first
        if last and (self.last is None or last > self.last):
            self.last = last


class Tally(NamedTuple):
    """Posts counted, of which none is kept.

    Each is in the sum of its day and status, of its hour, and of each item of a field in `items`.
    `dated` are the numbers of posts of the days that have any.
    """

    days: Mapping[tuple[date | None, str], Sum]
    dated: Mapping[date, int]
    hours: Mapping[int, Sum]
    items: Mapping[str, Mapping[str, Sum]]
    lengths: Lengths

    @property
    def posts(self) -> int:
        """The number of posts."""
        return sum(one.posts for one in self.days.values())

    @property
    def have_hours(self) -> bool:
        """Whether at least half of the dated posts have a time of day."""
        dated = sum(self.dated.values())
        return dated > 0 and 2 * sum(one.posts for one in self.hours.values()) >= dated


def tally_posts(posts: Iterable[Counted], fields: Iterable[str]) -> Tally:
    """Return the tally of posts; `fields` are those whose items are counted."""
    days: dict[tuple[date | None, str], Sum] = defaultdict(Sum)
    hours: dict[int, Sum] = defaultdict(Sum)
    items: dict[str, dict[str, Sum]] = {field: defaultdict(Sum) for field in fields}
    words: dict[bool, list[int]] = {True: [], False: []}
    longest: dict[bool, Counted] = {}
    for one in posts:
        _, count, status, day, hour, post = one
        days[day, status].add(1, count, day, day)
        if hour is not None:
            hours[hour].add(1, count, day, day)
        for field, sums in items.items():
            for item in dict.fromkeys(getattr(post, field)):
                sums[item].add(1, count, day, day)
        is_dated = day is not None
        words[is_dated].append(count)
        if is_dated not in longest or count > longest[is_dated].words:
            longest[is_dated] = one
    dated: dict[date, int] = defaultdict(int)
    for (on, _), same_day in days.items():
        if on is not None:
            dated[on] += same_day.posts
    # Posts without a date are often pages or stubs: where others have one, only those count.
    chosen = bool(words[True])
    lengths = _lengths(sorted(words[chosen]), longest.get(chosen))
    return Tally(days, dated, hours, items, lengths)


def _lengths(words: Sequence[int], longest: Counted | None) -> Lengths:
    if longest is None:
        return Lengths()
    median, low, high = (words[len(words) * part // 4] for part in (2, 1, 3))
    return Lengths(sum(words), median, low, high, longest.words, longest.slug)


class Group(NamedTuple):
    """Posts with one key in common; `first` and `last` are the days of those that have one."""

    key: str
    posts: int = 0
    words: int = 0
    first: date | None = None
    last: date | None = None


def by_group(tally: Tally, by: str) -> list[Group]:
    """Return the groups of GROUPED_BY[by].

    Times are in their order, and years without posts are there too, weekdays and hours all; others
    have the largest first. Posts without a date are in no group of time.
    """
    if by == "year":
        return _years(tally)
    parts = _PARTS[by](tally) if by in _PARTS else tally.items[GROUPED_BY[by][0]].items()
    groups = _groups(parts, _FIXED.get(by, ()))
    if by in _FIXED:
        return groups
    if by == "month":
        return sorted(groups)
    return sorted(groups, key=lambda group: (-group.posts, group.key.casefold()))


def _groups(parts: Iterable[tuple[str, Sum]], fixed: Iterable[str] = ()) -> list[Group]:
    """Return the groups of these parts by their keys, after those of the `fixed` ones."""
    sums: dict[str, Sum] = defaultdict(Sum, {key: Sum() for key in fixed})
    for key, one in parts:
        sums[key].add(one.posts, one.words, one.first, one.last)
    return [Group(key, one.posts, one.words, one.first, one.last) for key, one in sums.items()]


def _years(tally: Tally) -> list[Group]:
    years = [day.year for day in tally.dated]
    if not years:
        return []
    first, last = min(years), max(years)
    step = 5 if last - first >= _MOST_YEARS else 1
    spans = [_span(year, step) for year in range(first - first % step, last + 1, step)]
    return _groups(((_span(day.year, step), one) for day, one in _dated(tally)), spans)


def _span(year: int, step: int) -> str:
    start = year - year % step
    return f"{start:04}" if step == 1 else f"{start:04}-{start + step - 1:04}"


def _dated(tally: Tally) -> Iterator[tuple[date, Sum]]:
    return ((day, one) for (day, _), one in tally.days.items() if day)


_PARTS: Mapping[str, Callable[[Tally], Iterable[tuple[str, Sum]]]] = {
    "month": lambda tally: ((day.isoformat()[:7], one) for day, one in _dated(tally)),
    "weekday": lambda tally: ((WEEKDAYS[day.weekday()], one) for day, one in _dated(tally)),
    "hour": lambda tally: ((f"{hour:02}", one) for hour, one in tally.hours.items()),
    "status": lambda tally: ((status, one) for (_, status), one in tally.days.items()),
}

_FIXED: Mapping[str, Sequence[str]] = {
    "weekday": WEEKDAYS,
    "hour": [f"{hour:02}" for hour in range(24)],
    "status": STATUSES,
}


def months_of_year(tally: Tally) -> list[int]:
    """Return the number of posts of each month, January first, whatever the year."""
    months = [0] * 12
    for day, posts in tally.dated.items():
        months[day.month - 1] += posts
    return months
