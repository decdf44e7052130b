"""Count posts and words by year, month, weekday, hour, tag, category, author or status."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, tzinfo
from operator import attrgetter
from typing import NamedTuple

from blogcli.posts.model.fields import STATUSES
from blogcli.posts.model.status import status_at
from blogcli.posts.model.summary import Summary

READ = ("slug", "date", "at", "starts", "ends", "draft", "words")
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


class Group(NamedTuple):
    """Posts with one key in common; `first` and `last` are the days of those that have one."""

    key: str
    posts: int = 0
    words: int = 0
    first: date | None = None
    last: date | None = None


def counted_posts(posts: Iterable[Summary], now: float, zone: tzinfo) -> list[Counted]:
    """Return the posts as they are counted at `now`, in seconds since 1970, in the blog's zone."""
    return [_counted(post, now, zone) for post in posts]


def _counted(post: Summary, now: float, zone: tzinfo) -> Counted:
    when, hour = post.date, None
    if isinstance(when, datetime):
        try:
            local = when.astimezone(zone) if when.tzinfo else when
        except OverflowError:  # at the ends of the calendar
            local = when
        when, hour = local.date(), local.hour
    status = status_at(post.draft, post.starts, post.ends, now)
    return Counted(post.slug, post.words, status, when, hour, post)


def by_group(posts: Sequence[Counted], by: str) -> list[Group]:
    """Return the groups of GROUPED_BY[by].

    Times are in their order, and years without posts are there too, weekdays and hours all; others
    have the largest first. Posts without a date are in no group of time.
    """
    if by == "year":
        return _years(posts)
    members: dict[str, list[Counted]] = {key: [] for key in _FIXED.get(by, ())}
    keys = _KEYS[by]
    for one in posts:
        for key in keys(one):
            members.setdefault(key, []).append(one)
    groups = [_group(key, some) for key, some in members.items()]
    if by in _FIXED:
        return groups
    if by == "month":
        return sorted(groups)
    return sorted(groups, key=lambda group: (-group.posts, group.key.casefold()))


def _group(key: str, posts: Sequence[Counted]) -> Group:
    words = sum(map(attrgetter("words"), posts))
    days = [*filter(None, map(attrgetter("day"), posts))]
    return Group(key, len(posts), words, min(days, default=None), max(days, default=None))


def _years(posts: Sequence[Counted]) -> list[Group]:
    dated = [(one.day.year, one) for one in posts if one.day]
    if not dated:
        return []
    years = [year for year, _ in dated]
    first, last = min(years), max(years)
    step = 5 if last - first >= _MOST_YEARS else 1
    first -= first % step
    members: dict[int, list[Counted]] = {start: [] for start in range(first, last + 1, step)}
    for year, one in dated:
        members[year - year % step].append(one)
    return [_group(_span(start, step), some) for start, some in members.items()]


def _span(start: int, step: int) -> str:
    return f"{start:04}" if step == 1 else f"{start:04}-{start + step - 1:04}"


_KEYS: Mapping[str, Callable[[Counted], Iterable[str]]] = {
    "month": lambda one: (one.day.isoformat()[:7],) if one.day else (),
    "weekday": lambda one: (WEEKDAYS[one.day.weekday()],) if one.day else (),
    "hour": lambda one: () if one.hour is None else (f"{one.hour:02}",),
    "tag": lambda one: set(one.post.tags),
    "category": lambda one: set(one.post.categories),
    "author": lambda one: set(one.post.authors),
    "status": lambda one: (one.status,),
}

_FIXED: Mapping[str, Sequence[str]] = {
    "weekday": WEEKDAYS,
    "hour": [f"{hour:02}" for hour in range(24)],
    "status": STATUSES,
}


def months_of_year(posts: Sequence[Counted]) -> list[int]:
    """Return the number of posts of each month, January first, whatever the year."""
    months = Counter(one.day.month for one in posts if one.day)
    return [months[month] for month in range(1, 13)]


def have_hours(posts: Sequence[Counted]) -> bool:
    """Return whether at least half of the dated posts have a time of day."""
    dated = [one for one in posts if one.day]
    return bool(dated) and 2 * sum(one.hour is not None for one in dated) >= len(dated)


class Lengths(NamedTuple):
    """How long posts are, in words; `longest` is the slug of the longest."""

    total: int = 0
    median: int = 0
    p25: int = 0
    p75: int = 0
    most: int = 0
    longest: str = ""


def lengths(posts: Sequence[Counted]) -> Lengths:
    """Return the total, the quartiles and the maximum of words.

    Posts without a date are often pages or stubs: where others have one, only those count.
    """
    dated = [one for one in posts if one.day] or posts
    if not dated:
        return Lengths()
    words = sorted(one.words for one in dated)
    longest = max(dated, key=lambda one: one.words)
    median, low, high = (words[len(words) * part // 4] for part in (2, 1, 3))
    return Lengths(sum(words), median, low, high, longest.words, longest.slug)
