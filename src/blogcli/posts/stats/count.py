"""Count posts and words by year, month, weekday, hour, tag, category, author or status."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, tzinfo
from typing import NamedTuple

from blogcli.posts.model.fields import STATUSES
from blogcli.posts.model.status import status_at
from blogcli.posts.model.summary import Summary
from blogcli.posts.text.date_formats import When

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
        day, hour = _local(post.date, zone)
        status = status_at(post.draft, post.starts, post.ends, now)
        yield Counted(post.slug, post.words, status, day, hour, post)


def _local(when: When | None, zone: tzinfo) -> tuple[date | None, int | None]:
    """Return the day and the hour in the blog's zone, None for what there is not."""
    if not isinstance(when, datetime):
        return when, None
    try:
        local = when.astimezone(zone) if when.tzinfo else when
    except OverflowError:  # at the ends of the calendar
        local = when
    return local.date(), local.hour


class Lengths(NamedTuple):
    """How long posts are, in words; `longest` is the slug of the longest."""

    total: int = 0
    median: int = 0
    p25: int = 0
    p75: int = 0
    most: int = 0
    longest: str = ""


class Tally(NamedTuple):
    """Posts counted, of which only numbers are kept, so that 100,000 need little memory.

    A post is its place in the columns `days` and `words`; `hours`, `statuses` and `items` have the
    places of the posts of each. `dated` are the days that have posts, in order, with the numbers of
    posts and words.
    """

    days: Sequence[date | None]
    words: Sequence[int]
    dated: Sequence[tuple[date, int, int]]
    hours: Mapping[int, Sequence[int]]
    statuses: Mapping[str, Sequence[int]]
    items: Mapping[str, Mapping[str, Sequence[int]]]
    lengths: Lengths

    @property
    def have_hours(self) -> bool:
        """Whether at least half of the dated posts have a time of day."""
        dated = len(self.days) - self.days.count(None)
        return dated > 0 and 2 * sum(map(len, self.hours.values())) >= dated


def tally_posts(posts: Iterable[Summary], now: float, zone: tzinfo, fields: Iterable[str]) -> Tally:
    """Return the tally of posts at `now`, in seconds since 1970, in the blog's zone.

    `fields` are those whose items are counted.
    """
    days: list[date | None] = []
    words: list[int] = []
    dated: dict[date, list[int]] = defaultdict(list)
    hours: dict[int, list[int]] = defaultdict(list)
    statuses: dict[str, list[int]] = defaultdict(list)
    items: dict[str, dict[str, list[int]]] = {field: defaultdict(list) for field in fields}
    longest = [(-1, "")] * 2
    for place, post in enumerate(posts):
        day, hour = _local(post.date, zone)
        days.append(day)
        words.append(post.words)
        statuses[status_at(post.draft, post.starts, post.ends, now)].append(place)
        if day is not None:
            dated[day].append(place)
        if hour is not None:
            hours[hour].append(place)
        for field, places in items.items():
            for item in dict.fromkeys(getattr(post, field)):
                places[item].append(place)
        if post.words > longest[day is not None][0]:
            longest[day is not None] = post.words, post.slug
    # Posts without a date are often pages or stubs: where others have one, only those count.
    counted = [words[place] for places in dated.values() for place in places] or words
    lengths = _lengths(sorted(counted), longest[bool(dated)][1])
    each = sorted((day, len(some), _sum(words, some)) for day, some in dated.items())
    return Tally(days, words, each, hours, statuses, items, lengths)


def _sum(words: Sequence[int], places: Sequence[int]) -> int:
    return sum(map(words.__getitem__, places))


def _lengths(words: Sequence[int], longest: str) -> Lengths:
    if not words:
        return Lengths()
    median, low, high = (words[len(words) * part // 4] for part in (2, 1, 3))
    return Lengths(sum(words), median, low, high, words[-1], longest)


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
    if by in _DAYS or by == "year":
        return _groups_of_days(tally, by)
    if by == "hour":
        return [_group(tally, f"{hour:02}", tally.hours.get(hour, ())) for hour in range(24)]
    if by == "status":
        return [_group(tally, name, tally.statuses.get(name, ())) for name in STATUSES]
    parts = tally.items[GROUPED_BY[by][0]].items()
    groups = [_group(tally, key, places) for key, places in parts]
    return sorted(groups, key=lambda group: (-group.posts, group.key.casefold()))


def _group(tally: Tally, key: str, places: Sequence[int]) -> Group:
    days = [day for day in map(tally.days.__getitem__, places) if day]
    words = _sum(tally.words, places)
    return Group(key, len(places), words, min(days, default=None), max(days, default=None))


def _groups_of_days(tally: Tally, by: str) -> list[Group]:
    key, keys = _years(tally) if by == "year" else _DAYS[by]
    found: dict[str, list[tuple[date, int, int]]] = {name: [] for name in keys}
    for one in tally.dated:
        found.setdefault(key(one[0]), []).append(one)
    return [
        Group(
            name,
            sum(posts for _, posts, _ in some),
            sum(words for *_, words in some),
            *(some[0][0], some[-1][0]) if some else (),
        )
        for name, some in found.items()
    ]


def _years(tally: Tally) -> tuple[Callable[[date], str], Sequence[str]]:
    """Return the key of a day, and those of all years from the first day to the last."""
    if not tally.dated:
        return str, ()
    first, last = tally.dated[0][0].year, tally.dated[-1][0].year
    step = 5 if last - first >= _MOST_YEARS else 1
    spans = {year: _span(year, step) for year in range(first - first % step, last + 1)}
    return lambda day: spans[day.year], [*dict.fromkeys(spans.values())]


def _span(year: int, step: int) -> str:
    start = year - year % step
    return f"{start:04}" if step == 1 else f"{start:04}-{start + step - 1:04}"


_DAYS: Mapping[str, tuple[Callable[[date], str], Sequence[str]]] = {
    "month": (lambda day: day.isoformat()[:7], ()),
    "weekday": (lambda day: WEEKDAYS[day.weekday()], WEEKDAYS),
}
"""The key of a day in a group of time, and the keys of groups that are there in any case."""


def months_of_year(tally: Tally) -> list[int]:
    """Return the number of posts of each month, January first, whatever the year."""
    months = [0] * 12
    for day, posts, _ in tally.dated:
        months[day.month - 1] += posts
    return months
