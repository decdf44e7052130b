"""The forms in which front matter, feeds and tools write a date."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from typing import TypeAlias

# Patterns are compiled at the first date in an unusual form, as that takes milliseconds.
_IGNORE = re.IGNORECASE | re.ASCII | re.DOTALL
_MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec"
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)?"
_DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_WRITTEN_DAYS = (
    # 2024-03-05, 2017-6-28, 2021/06/08
    r"(?P<year>[0-9]{4})(?P<mark>[-/.])(?P<month>[0-9]{1,2})(?P=mark)(?P<day>[0-9]{1,2})(?![0-9])",
    # 22 Feb 2023; Wed, 02 Oct 2002 (RFC 822 had two digits)
    rf"{_WEEKDAY}{_DAY}[\s-]+{_MONTH},?[\s-]+(?P<year>[0-9]{{4}}|[0-9]{{2}})(?![0-9:])",
    # Jul 01 2022; February 3, 2020
    rf"{_WEEKDAY}{_MONTH}\s+{_DAY},?\s+(?P<year>[0-9]{{4}})(?![0-9:])",
)
# 24-05-2015, 08-02-21, 5/6/2015; 20150524
_NUMBERS = r"(?P<a>[0-9]{1,4})(?P<mark>[-/.])(?P<b>[0-9]{1,2})(?P=mark)(?P<c>[0-9]{1,4})(?![0-9])"
_DIGITS = r"(?P<a>[0-9]{4})(?P<b>[0-9]{2})(?P<c>[0-9]{2})(?![0-9])"
# As `date` and `git log` print it: Fri Sep  3 11:21:31 CEST 2021
_UNIX_DATE = (
    rf"{_WEEKDAY}{_MONTH}\s+{_DAY}\s+(?P<clock>[0-9:]+)(?P<zone>\s+[a-z]+)?"
    r"\s+(?P<year>[0-9]{4})(?P<offset>\s+[+-][0-9]{4})?"
)
_CLOCK = (
    r"[T,\s]+(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})"
    r"(?::(?P<second>[0-9]{2})(?:[.,](?P<fraction>[0-9]+))?)?\s*(?P<zone>[a-z]{1,5})?"
    r"(?:(?P<sign>[+-])(?P<hours>[0-9]{1,2}):?(?P<minutes>[0-9]{2})?)?(?:\s*\(.*\))?"
)
_ZONES = {  # hours; RFC 822 section 5.1, and what `date` prints in Europe and Japan
    name: hours
    for hours, names in (
        *((0, "z ut utc gmt wet"), (1, "west bst cet met"), (2, "cest mest eet"), (3, "eest msk")),
        *((-4, "edt"), (-5, "est cdt"), (-6, "cst mdt"), (-7, "mst pdt"), (-8, "pst"), (9, "jst")),
    )
    for name in names.split()
}

When: TypeAlias = date | datetime
"""A written date: a calendar day alone, or a day and time, with its offset if one was written."""


def parse_date(text: str, *, numbered: bool = False) -> When | None:
    """Parse a date as front matter writes it, with its offset; None for text that is not a date.

    A day followed by what is not a time is that day alone. Digits beyond microseconds are dropped.
    With `numbered`, a day of three numbers counts in any order, as dateutil takes it.
    """
    try:
        if text[4:5] == "-" == text[7:8]:
            if len(text) == 10:
                return date.fromisoformat(text)
            if text[10] in "T ":
                return datetime.fromisoformat(text)
    except (ValueError, IndexError):
        pass  # an unusual form, or no date at all
    text = text.strip()
    read = _read(_iso_day(text) if numbered else text)
    return read and read[0]


def _iso_day(text: str) -> str:
    """Return the text with a day of three numbers as ISO 8601; as it is if it has none.

    A first number over 31 is the year, one over 12 the day; else the month comes first. See
    https://dateutil.readthedocs.io/en/stable/parser.html.
    """
    found = re.match(_NUMBERS, text, re.ASCII) or re.match(_DIGITS, text, re.ASCII)
    if found is None:
        return text
    first, second, third = found["a"], found["b"], found["c"]
    if int(first) > 31:
        year, month, day = first, second, third
    elif int(first) > 12:
        day, month, year = first, second, third
    else:
        month, day, year = first, second, third
    return f"{_year(year.zfill(2)):04}-{month}-{day}{text[found.end() :]}"


def parse_whole_date(text: str) -> When | None:
    """Parse a date as `parse_date` does; None if a part of the text would be ignored."""
    read = _read(text.strip())
    return read[0] if read and read[1] else None


def _read(text: str) -> tuple[When, bool] | None:
    """Return the date that `text` begins with, and whether it is the whole of it."""
    if match := re.fullmatch(_UNIX_DATE, text, _IGNORE):
        text = "{day} {month} {year} {clock} ".format(**match.groupdict())
        text += (match["offset"] or match["zone"] or "").strip()
    match = next(filter(None, (re.match(form, text, _IGNORE) for form in _WRITTEN_DAYS)), None)
    if match is None:
        return None
    try:
        day = date(_year(match["year"]), _month(match["month"]), int(match["day"]))
    except ValueError:
        return None
    rest = text[match.end() :].rstrip()
    clock = _clock(rest)
    return (day, not rest) if clock is None else (datetime.combine(day, clock), True)


def _year(digits: str) -> int:
    # RFC 2822 section 4.3 says which century two digits are of.
    return int(digits) + (0 if len(digits) == 4 else 2000 if digits < "50" else 1900)


def _month(name: str) -> int:
    return int(name) if name.isdigit() else _MONTHS.index(name[:3].lower()) // 3 + 1


def _clock(text: str) -> time | None:
    match = re.fullmatch(_CLOCK, text, _IGNORE)
    if match is None:
        return None
    try:
        return time(
            int(match["hour"]),
            int(match["minute"]),
            int(match["second"] or 0),
            int((match["fraction"] or "")[:6].ljust(6, "0")),
            _offset(match),
        )
    except (ValueError, KeyError):
        return None  # 25:00, an unknown zone, an offset of a day or more


def _offset(clock: re.Match[str]) -> tzinfo | None:
    """Return the written offset; for `GMT+0200`, as JavaScript prints it, the sum of both."""
    zone, sign = clock["zone"], clock["sign"]
    if not zone and not sign:
        return None
    away = timedelta(hours=int(clock["hours"] or 0), minutes=int(clock["minutes"] or 0))
    named = timedelta(hours=_ZONES[zone.lower()] if zone else 0)
    away = named - away if sign == "-" else named + away
    return timezone(away) if away else UTC
