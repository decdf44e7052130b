"""The dates in a line of an article's head: `Updated Dec. 3, 2025, 5:00 p.m. ET`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from blogcli.exchange.text.date_heading import heading_date
from blogcli.posts.text.date_formats import When, parse_whole_date
from blogcli.posts.text.dates import zone_named

_LONGEST = 160
_LABEL = re.compile(
    r"(?:(?:first|originally|last)\s+)?"
    r"(?P<label>published|posted|updated|modified|revised|created|date|sent|publication date)"
    r"(?:\s+(?:on|at))?\s*:?\s+",
    re.IGNORECASE,
)
_UPDATES = frozenset(("updated", "modified", "revised"))
_NEXT = re.compile(
    r"[\s,;|·•–—-]*(?=\b(?:last\s+(?:updated|modified)|(?<!last )(?:updated|modified))\b)",
    re.IGNORECASE,
)
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_YEAR = r"(?P<year>(?:19|20)\d\d)(?=\d{1,2}:\d\d|\D|$)"  # Reuters runs year and time together
_DAYS = (
    rf"(?P<month>{_MONTH})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+{_YEAR}",
    rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<month>{_MONTH})\.?,?\s+{_YEAR}",
)
_WEEKDAY = re.compile(r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?,?\s*", re.IGNORECASE)
_CLOCK = re.compile(
    r"(?:at\s+)?(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d))?(?::(?P<second>\d\d))?"
    r"\s*(?P<half>[ap]\.?\s?m\b\.?)?\s*\(?(?P<zone>[a-z]{1,5}(?:[+-]\d{1,2}(?::?\d\d)?)?)?\)?",
    re.IGNORECASE,
)
_SOME_CLOCK = re.compile(r"\d[:.]\d\d")
_BETWEEN = " \t,;|·•–—-"
_AMERICAN = {
    "et": "America/New_York",
    "ct": "America/Chicago",
    "mt": "America/Denver",
    "pt": "America/Los_Angeles",
}


@dataclass(frozen=True, slots=True)
class LineDate:
    """A date in a line; not `exact` if words around it, such as an unknown zone, are not told."""

    when: When
    is_update: bool = False
    exact: bool = True


def dates_of_line(line: str) -> tuple[LineDate, ...]:
    """Return the dates of a line that holds nothing else: one, or also that of an update."""
    if not 6 <= len(line) <= _LONGEST or not re.search(r"\d", line):
        return ()
    found = [_date_of(part) for part in _NEXT.split(line) if part.strip(_BETWEEN)]
    return tuple(one for one in found if one) if found and all(found) else ()


def _date_of(part: str) -> LineDate | None:
    label = _LABEL.match(part)
    text = (part[label.end() :] if label else part).strip(_BETWEEN)
    is_update = bool(label) and label["label"].casefold() in _UPDATES  # type: ignore[index]
    if (when := _whole(text)) is not None:
        return LineDate(when, is_update) if 1990 <= when.year <= 2100 else None
    found = next(filter(None, (re.search(form, text, re.IGNORECASE) for form in _DAYS)), None)
    if found is None:
        return None
    day = parse_whole_date(f"{found['day']} {found['month']} {found['year']}")
    before = _WEEKDAY.sub("", text[: found.start()]).strip(_BETWEEN)
    rest = f"{before} {text[found.end() :].strip(_BETWEEN)}".strip()
    if day is None or not 1990 <= day.year <= 2100:
        return None
    if not rest:
        return LineDate(day, is_update)
    if (moment := _moment(day, rest)) is not None:
        return LineDate(moment, is_update)
    is_dated = not before or label is not None
    return LineDate(day, is_update, False) if is_dated and _SOME_CLOCK.search(rest) else None


def _whole(text: str) -> When | None:
    """Return the date that the text is, in a form of front matter or as a heading of a page."""
    if "(" in text and not re.search(r"\([A-Z]{1,5}\)$", text):
        return None
    heading = heading_date(text)
    return heading.day if heading else parse_whole_date(text)


def _moment(day: date, clock: str) -> datetime | None:
    """Return the time of day that `clock` says, `5:00 p.m. ET` or `17.00 GMT`; None if unsure."""
    found = _CLOCK.fullmatch(clock)
    if found is None or not (found["minute"] or found["half"]):
        return None
    hour, half, zone = int(found["hour"]), found["half"], (found["zone"] or "").lower()
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + 12 * (half[0] in "pP")
    written = f"{day:%Y-%m-%d} {hour:02}:{found['minute'] or '00'}:{found['second'] or '00'}"
    named = zone_named(_AMERICAN[zone]) if zone in _AMERICAN else None
    moment = parse_whole_date(written if named else f"{written} {zone}".strip())
    if not isinstance(moment, datetime):
        return None
    if named is None:
        return moment
    return datetime.fromisoformat(moment.replace(tzinfo=named).isoformat())
