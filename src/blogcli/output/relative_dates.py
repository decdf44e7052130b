"""Format dates for people: relative (`3 days ago`) or as a day in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime

from blogcli.posts.text.date_formats import When

_MINUTE, _HOUR, _DAY = 60, 3600, 86400

_AGES = ((365, "year"), (30, "month"), (14, "week"), (1, "day"))
"""The smallest number of days for each unit; weeks are used from two weeks on."""

_LENGTHS = {"year": 365.25, "month": 30.44, "week": 7, "day": 1}


def relative_date(when: When, now: datetime) -> str:
    """Return `3 days ago` or `in 2 weeks`; from a month away on, the date: `12 Mar 2024`.

    Days are counted in the time zone of `now`, which also applies to times without an offset.
    """
    days = _days_from(when, now)
    return distance(when, now) if days is not None and abs(days) < 30 else _short_day(when)


def distance(when: When, now: datetime) -> str:
    """Return the distance in words: `just now`, `yesterday`, `in 2 weeks`, `3 years ago`."""
    days = _days_from(when, now)
    if days is None:
        return ""
    if days == 0:
        return _today(when, now)
    if abs(days) == 1:
        return "tomorrow" if days > 0 else "yesterday"
    unit = next(unit for least, unit in _AGES if abs(days) >= least)
    return _counted(max(1, int(abs(days) / _LENGTHS[unit])), unit, ahead=days > 0)


def dates_as(style: str, whens: Iterable[When], now: datetime) -> Callable[[When], str]:
    """Return what writes the dates of one list, all in the same way.

    `style` is a key of DATE_STYLES. Without one they are relative if all are less than a month
    away, else days: `5 Aug 2026`.
    """
    if style:
        return DATE_STYLES[style](now)
    near = all((days := _days_from(when, now)) is not None and abs(days) < 30 for when in whens)
    return DATE_STYLES["relative"](now) if near else _short_day


DATE_STYLES: Mapping[str, Callable[[datetime], Callable[[When], str]]] = {
    "relative": lambda now: lambda when: distance(when, now),
    "iso": lambda now: lambda when: when.isoformat()[:10],
    "long": lambda now: lambda when: f"{when.day} {when:%B} {when.year}",
}
"""What writes a date in each style, for a given time: `3 days ago`, 2026-08-21, 21 August 2026."""


def long_day(when: When) -> str:
    """Return `12 March 2024`, with `, 14:05 +02:00` appended if there is a time."""
    day = f"{when.day} {when:%B} {when.year}"
    if not isinstance(when, datetime):
        return day
    offset = f"{when:%z}"
    zone = "" if not offset else " UTC" if offset == "+0000" else f" {offset[:3]}:{offset[3:5]}"
    return f"{day}, {when:%H:%M}{zone}"


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
"""Names of months; `strftime` takes ten times as long."""


def appointment(when: When, now: datetime) -> str:
    """Return a date to come with its distance: `Fri 4 Dec 2026 09:00 (in 6 days)`."""
    local = _local(when, now) if isinstance(when, datetime) else when
    time = f" {local:%H:%M}" if isinstance(local, datetime) else ""
    return f"{local:%a} {_short_day(local)}{time} ({distance(when, now)})"


def _short_day(when: When) -> str:
    return f"{when.day} {_MONTHS[when.month - 1]} {when.year}"


def local_day(when: When, now: datetime) -> date:
    """Return the calendar day of a date in the time zone of `now`."""
    try:
        return _local(when, now).date() if isinstance(when, datetime) else when
    except OverflowError:
        return when


def _local(when: datetime, now: datetime) -> datetime:
    return when.astimezone(now.tzinfo) if when.tzinfo else when.replace(tzinfo=now.tzinfo)


def _days_from(when: When, now: datetime) -> int | None:
    """Return calendar days from `now`; None at the ends of the calendar, where zones overflow."""
    try:
        day = _local(when, now).date() if isinstance(when, datetime) else when
    except OverflowError:
        return None
    return (day - now.date()).days


def _today(when: When, now: datetime) -> str:
    if not isinstance(when, datetime):
        return "today"
    seconds = (_local(when, now) - now).total_seconds()
    if abs(seconds) < _MINUTE:
        return "just now"
    size, unit = (_HOUR, "hour") if abs(seconds) >= _HOUR else (_MINUTE, "min")
    return _counted(int(abs(seconds) // size), unit, ahead=seconds > 0)


def _counted(count: int, unit: str, *, ahead: bool) -> str:
    units = unit if count == 1 or unit == "min" else f"{unit}s"
    return f"in {count} {units}" if ahead else f"{count} {units} ago"
