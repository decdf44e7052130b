"""Write a calendar of posts as iCalendar (RFC 5545)."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from blogcli.posts.text.date_formats import When

_TEXT = str.maketrans({"\\": r"\\", ";": r"\;", ",": r"\,", "\n": r"\n", "\r": ""})


class CalendarEvent(NamedTuple):
    """A post in a calendar: a permanent id, a date with a zone or a day, and what it is."""

    uid: str
    when: When
    title: str
    note: str = ""
    url: str = ""


def calendar_file(title: str, events: Iterable[CalendarEvent], now: datetime) -> str:
    """Return a calendar with an event for each post, in lines that end in CRLF."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//blogcli//blog calendar//EN",
        f"X-WR-CALNAME:{_escaped(title)}",
    ]
    for event in events:
        lines += _event(event, now)
    return "".join(f"{line}\r\n" for line in map(_folded, [*lines, "END:VCALENDAR"]))


def _event(event: CalendarEvent, now: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_escaped(event.uid)}"
    yield f"DTSTAMP:{_moment(now)}"
    if isinstance(event.when, datetime):
        yield f"DTSTART:{_moment(event.when)}"
    else:
        yield f"DTSTART;VALUE=DATE:{_day(event.when)}"
        if event.when < date.max:
            yield f"DTEND;VALUE=DATE:{_day(event.when + timedelta(days=1))}"
    yield f"SUMMARY:{_escaped(event.title)}"
    if event.note:
        yield f"DESCRIPTION:{_escaped(event.note)}"
    if event.url:
        yield f"URL:{event.url}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _moment(when: datetime) -> str:
    try:
        when = when.astimezone(UTC)
    except OverflowError:  # at the ends of the calendar
        when = when.replace(tzinfo=UTC)
    return f"{_day(when)}T{when:%H%M%S}Z"


def _day(day: date) -> str:
    return f"{day.year:04}{day.month:02}{day.day:02}"


def _escaped(text: str) -> str:
    """Return a text value, without control characters (RFC 5545, section 3.3.11)."""
    kept = "".join(
        char for char in text if char in "\n\t" or (ord(char) >= 32 and ord(char) != 127)
    )
    return kept.encode("utf-8", "replace").decode().translate(_TEXT)


def _folded(line: str) -> str:
    """Return a line in pieces of at most 75 bytes, no character parted (section 3.1)."""
    pieces, piece, size = [], "", 0
    for char in line:
        width = len(char.encode())
        if size + width > 75:
            pieces.append(piece)
            piece, size = " ", 1
        piece, size = piece + char, size + width
    return "\r\n".join([*pieces, piece])
