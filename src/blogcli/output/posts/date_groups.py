"""Posts under a heading for each day, month or year, as on the page of a blog."""

from collections.abc import Iterable
from datetime import datetime

from blogcli.output.relative_dates import local_day
from blogcli.posts.model.summary import Summary


def grouped(
    posts: Iterable[Summary], unit: str, now: datetime
) -> tuple[list[Summary], dict[int, str]]:
    """Return the posts, those of one day, month or year together, and a heading for each first.

    Headings are by the position of the post below them. Groups come in the order of their first
    posts, and posts within them in theirs.
    """
    groups: dict[str, list[Summary]] = {}
    for post in posts:
        groups.setdefault(_heading(post, unit, now), []).append(post)
    ordered: list[Summary] = []
    headings = {}
    for heading, some in groups.items():
        headings[len(ordered)] = heading
        ordered += some
    return ordered, headings


def _heading(post: Summary, unit: str, now: datetime) -> str:
    if post.date is None:
        return "No date"
    day = local_day(post.date, now)
    if unit == "day":
        return f"{day:%A}, {day.day} {day:%B} {day.year}"
    return f"{day:%B} {day.year}" if unit == "month" else str(day.year)
