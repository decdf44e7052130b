"""Dates as text, in the form in which the posts of a blog have them."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from blogcli.posts.model.conventions import Conventions
from blogcli.posts.text import date_formats, dates
from blogcli.posts.text.date_formats import When


def format_date(when: When, conventions: Conventions) -> str:
    """Return a date as new posts of this blog write it, to the second, with its offset.

    It has none where the generator would take it for another time; see Conventions.
    """
    if not isinstance(when, datetime):
        return dates.iso(when)
    moment = when.replace(microsecond=0, tzinfo=when.tzinfo or conventions.zone)
    if conventions.utc_clocks:
        return moment.astimezone(conventions.zone).strftime("%Y-%m-%d %H:%M:%S")
    if conventions.date_style == "T":
        return dates.iso(moment)
    return moment.strftime("%Y-%m-%d %H:%M:%S %z")


_SHAPE = re.compile(
    r"\d{4}(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)\d{1,2}"
    r"(?:(?P<gap>[T ])(?P<clock>\d{1,2}:\d{2})(?P<seconds>:\d{2})?(?:\.\d+)?"
    r"(?P<before> ?)(?P<offset>Z|[+-]\d{2}(?P<colon>:?)\d{2})?)?"
)


def written_like(when: When, like: str, conventions: Conventions, *, exact: bool) -> str:
    """Return a date in the form of another one; the time is left out if that has none.

    A time that is `exact` is written all the same. An unknown form, such as `5 Mar 2024`, gives a
    day as 2024-03-05.
    """
    shape = _SHAPE.fullmatch(like)
    timed = (
        shape["gap"] is not None if shape else isinstance(date_formats.parse_date(like), datetime)
    )
    mark = shape["mark"] if shape and shape["mark"] != "." else "-"
    if not isinstance(when, datetime) or (like and not timed and not exact):
        if isinstance(when, datetime) and when.tzinfo is not None:
            when = when.astimezone(conventions.unzoned or conventions.zone)
        return format(when, f"%Y{mark}%m{mark}%d")
    if shape is None or not timed:
        return format_date(when, conventions)
    moment = when if when.tzinfo else when.replace(tzinfo=conventions.zone)
    offset = "" if conventions.utc_clocks else shape["offset"] or ""
    zone_read = conventions.zone if offset else conventions.unzoned or conventions.zone
    moment = moment.astimezone(UTC if offset == "Z" else zone_read)
    clock = "%H:%M:%S" if shape["seconds"] or (exact and moment.second) else "%H:%M"
    text = moment.strftime(f"%Y{mark}%m{mark}%d{shape['gap']}{clock}{shape['before']}")
    zone = moment.strftime("%z")[:5]
    if not offset and shape["seconds"] and conventions.plain_times_are_utc and moment.utcoffset():
        return f"{text.rstrip()} {zone}"
    if not offset or offset == "Z":
        return text.rstrip() + offset
    return text + (f"{zone[:3]}:{zone[3:]}" if shape["colon"] else zone)
