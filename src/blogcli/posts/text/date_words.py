"""Dates as people say them: `tomorrow 09:00`, `in 3 days`, `2024..`."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from math import inf

from blogcli.errors import UsageError
from blogcli.posts.text.date_formats import When, parse_whole_date
from blogcli.posts.text.dates import instant

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NEAR = {"yesterday": -1, "today": 0, "tomorrow": 1}
_UNITS = {  # what a unit is counted in, and how many of those it has
    name: counted
    for names, counted in (
        ("min minute", ("minutes", 1)),
        ("h hour", ("minutes", 60)),
        ("d day", ("days", 1)),
        ("w week", ("days", 7)),
        ("m month", ("months", 1)),
        ("y year", ("months", 12)),
    )
    for name in names.split()
}
_AWAY = r"(?P<sign>[+-]|in )?(?P<count>[0-9]{1,6}) ?(?P<unit>[a-z]+)(?P<ago> ago)?"
_AWAY_SHORT = r"[+-]?[0-9]+[a-z]+"
_NAMED_DAY = r"(?:(?P<which>last|next) )?(?P<name>[a-z]{3,9})"
_AT = r"(?P<day>.*?)(?:(?:^| )at)?(?:^| )(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})"
_YEAR_OR_MONTH = r"(?P<year>[0-9]{4})(?:[-/](?P<month>[0-9]{1,2}))?"

_DAY_OF_YEAR = r"(?P<month>[0-9]{1,2})[-/](?P<day>[0-9]{1,2})"

_DAY_HINT = "write it as 11-28, today, yesterday or friday"
_MOMENT_HINT = (
    "write it as 2024-03-05, '2024-03-05 09:00', today, 'tomorrow 09:00', friday, "
    "'in 3 days', +2w, or 7d for seven days ago"
)
_STRETCH_HINT = "write it as 2024, 2024-03, 2024-03-05, yesterday, friday or 7d"
_SPAN_HINT = f"{_STRETCH_HINT}, or a range of those: 2024-03..2024-06, 2024.., ..7d"


def moment(text: str, now: datetime) -> When:
    """Parse `today`, `tomorrow 09:00`, `in 3 days`, `7d` (ago), or a written date.

    A weekday is the next one of that name. A day alone and a time without an offset are meant in
    the zone of the aware `now`. Raise UsageError, which lists the forms, for any other text.
    """
    when = _said(text, now) or parse_whole_date(text)
    if when is None:
        raise UsageError(f"{text!r} is not a date", _MOMENT_HINT)
    return when


def stretch(text: str, now: datetime) -> tuple[float, float]:
    """Return the half-open interval of the year, month, day or second in `text`.

    Its ends are seconds since 1970. It accepts what `moment` accepts, and `2024` and `2024-03`. A
    selection looks back, so a weekday is the latest one of that name, today included. Zone and
    error are as for `moment`.
    """
    return _stretch(text, now, _STRETCH_HINT)


def span(text: str, now: datetime) -> tuple[float, float]:
    """Return the half-open interval of `2024`, `2024-03..2024-06`, `today` or `7d`.

    Its ends are seconds since 1970. A range includes the whole of both ends; an open end is
    infinite. `7d` is the last seven days up to now, `+7d` the next seven. Zone and error are as for
    `stretch`.
    """
    first, dots, last = text.partition("..")
    if dots and (first or last):
        start = _stretch(first, now, _SPAN_HINT)[0] if first else -inf
        end = _stretch(last, now, _SPAN_HINT)[1] if last else inf
        if start >= end:
            raise UsageError(f"{text!r} ends before it starts", f"write it as {last}..{first}")
        return start, end
    start, end = _stretch(text, now, _SPAN_HINT)
    if re.fullmatch(_AWAY_SHORT, text.strip().lower()):
        here = _stretch("now", now, _SPAN_HINT)
        return min(start, here[0]), max(end, here[1])
    return start, end


def days_of_year(text: str, now: datetime) -> frozenset[tuple[int, int]]:
    """Return the month and day of `11-28`, `today`, `yesterday`, `friday` or a written date.

    February 29 is also 28; and today is also February 29 on the 28th of a year without one. Raise
    UsageError, which lists the forms, for any other text.
    """
    if match := re.fullmatch(_DAY_OF_YEAR, text.strip()):
        day = int(match["month"]), int(match["day"])
        if not 1 <= day[0] <= 12 or not 1 <= day[1] <= _last_of_month(2000, day[0]).day:
            raise UsageError(f"{text!r} is not a day of the year", _DAY_HINT)
    else:
        when = _said(text, now, looking_back=True) or parse_whole_date(text)
        if when is None:
            raise UsageError(f"{text!r} is not a day of the year", _DAY_HINT)
        day = when.month, when.day
        if day == (2, 28) and _last_of_month(when.year, 2).day == 28:
            return frozenset({day, (2, 29)})
    return frozenset({day, (2, 28)}) if day == (2, 29) else frozenset({day})


def days_around(text: str, days: int, now: datetime) -> list[str]:
    """Return the days of the year as `11-28`: that of `text`, and so many before and after it.

    Text and error are as for `days_of_year`.
    """
    found = []
    for month, day in sorted(days_of_year(text, now)):
        middle = date(2000, month, day)
        for away in range(-days, days + 1):
            found.append(f"{middle + timedelta(days=away):%m-%d}")
    return list(dict.fromkeys(found))


def _stretch(text: str, now: datetime, hint: str) -> tuple[float, float]:
    if match := re.fullmatch(_YEAR_OR_MONTH, text.strip()):
        year, month = int(match["year"]), int(match["month"] or 0)
        try:
            return _days(date(year, month or 1, 1), _last_of_month(year, month or 12), now)
        except ValueError:
            raise UsageError(f"{text!r} is not a date", hint) from None
    when = _said(text, now, looking_back=True) or parse_whole_date(text)
    if when is None:
        raise UsageError(f"{text!r} is not a date", hint)
    if isinstance(when, datetime):
        start = instant(when, _zone(now))
        return start, start + 1
    return _days(when, when, now)


def _said(text: str, now: datetime, *, looking_back: bool = False) -> When | None:
    """Parse a date in words, counted from `now`; None if the words are not a date."""
    words = " ".join(text.lower().split())
    if words == "now":
        return now.replace(microsecond=0)
    try:
        if match := re.fullmatch(_AT, words):
            clock = time(int(match["hour"]), int(match["minute"]))
            day = _said_day(match["day"] or "today", now, looking_back)
            if day is None or isinstance(day, datetime):
                return None  # a count of hours is a time already
            return datetime.combine(day, clock)
        return _said_day(words, now, looking_back)
    except (ValueError, OverflowError):
        return None  # 25:00, or a day before the year 1 or after 9999


def _said_day(words: str, now: datetime, looking_back: bool) -> When | None:
    today = now.date()
    if words in _NEAR:
        return today + timedelta(days=_NEAR[words])
    if match := re.fullmatch(_AWAY, words):
        return _away(match, now)
    match = re.fullmatch(_NAMED_DAY, words)
    names = [name.startswith(match["name"]) for name in _WEEKDAYS] if match else []
    if not match or True not in names:
        return None
    ahead = (names.index(True) - today.weekday()) % 7
    if match["which"] is None and looking_back:
        return today + timedelta(days=ahead - 7 if ahead else 0)
    return today + timedelta(days=ahead - 7 if match["which"] == "last" else ahead or 7)


def _away(match: re.Match[str], now: datetime) -> When | None:
    """Return the day that is a number of days, weeks, months or years away.

    Hours and minutes give a time instead.
    """
    unit = match["unit"] if match["unit"] in _UNITS else match["unit"].removesuffix("s")
    ahead = match["sign"] in ("+", "in ")
    if unit not in _UNITS or (match["ago"] and match["sign"]):
        return None
    counted, size = _UNITS[unit]
    count = int(match["count"]) * size * (1 if ahead else -1)
    if counted == "minutes":
        # In UTC, so that an hour is an hour even when the clocks change.
        then = now.astimezone(UTC).replace(microsecond=0) + timedelta(minutes=count)
        return then.astimezone(now.tzinfo)
    today = now.date()
    if counted == "days":
        return today + timedelta(days=count)
    year, month = divmod(today.year * 12 + today.month - 1 + count, 12)
    last = _last_of_month(year, month + 1)
    return last.replace(day=min(today.day, last.day))


def _last_of_month(year: int, month: int) -> date:
    """Return the last day of a month; raise ValueError for an invalid month."""
    first = date(year, month, 1)
    if month == 12:
        return first.replace(day=31)
    return first.replace(month=month + 1) - timedelta(days=1)


def _days(first: date, last: date, now: datetime) -> tuple[float, float]:
    """Return the interval from the start of the day `first` to the end of the day `last`."""
    zone = _zone(now)
    end = inf if last == date.max else instant(last + timedelta(days=1), zone)
    return instant(first, zone), end


def _zone(now: datetime) -> tzinfo:
    return now.tzinfo or UTC
