"""Lines that are a date alone, as saved Blogger pages have them in many languages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from blogcli.exchange.text.clean import cleaned
from blogcli.posts.text.date_formats import parse_whole_date

_LONGEST = 60
_LANGUAGES = (  # January first, in the form used in dates
    "januar februar märz april mai juni juli august september oktober november dezember",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "januari februari maret april mei juni juli agustus september oktober november desember",
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "januari februari maart april mei juni juli augustus september oktober november december",
    "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada "
    "grudnia",
    "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "januari februari mars april maj juni juli augusti september oktober november december",
)
_MONTHS = {
    name: number for names in _LANGUAGES for number, name in enumerate(names.split(), start=1)
}
_PHRASE = re.compile(r"[^\W\d_]+(?:[\s-]+[^\W\d_]+)*")  # weekday names may have several words
_NUMBERED = re.compile(r"(?P<year>\d{4})[年년]\s*(?P<month>\d{1,2})[月월]\s*(?P<day>\d{1,2})[日일]")
_SPELLED = re.compile(
    r"(?:[^\W\d_]+(?:-[^\W\d_]+)?,?\s+)?(?P<day>\d{1,2})[.º°]?\s+(?:de\s+)?(?P<month>[^\W\d_]+)\.?,?"
    r"\s+(?:del?\s+)?(?P<year>\d{4})(?:\s*[гр]\.?)?"
)


@dataclass(frozen=True, slots=True)
class DateHeading:
    """A line that is only a date; headings of one page have the same `shape`."""

    day: date
    shape: str


def heading_date(line: str) -> DateHeading | None:
    """Parse a line that is only a date; None for any other line."""
    text = line.strip()
    if not 6 <= len(text) <= _LONGEST or not re.search(r"\d", text) or not text[-1:].strip("!?:;"):
        return None
    found = parse_whole_date(text)
    day = found if isinstance(found, date) and not isinstance(found, datetime) else _foreign(text)
    if day is None or not 1990 <= day.year <= 2100:
        return None
    return DateHeading(day, re.sub(r"\d+", "9", _PHRASE.sub("a", text)))


def _foreign(text: str) -> date | None:
    """Parse a date in one of the languages above, day first, or in East Asian notation."""
    found = _NUMBERED.search(text)
    if found:
        return _day(int(found["year"]), int(found["month"]), int(found["day"]))
    found = _SPELLED.fullmatch(text.lower())
    month = _MONTHS.get(found["month"]) if found else None
    return _day(int(found["year"]), month, int(found["day"])) if found and month else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def has_date_heading(text: str) -> bool:
    """Return whether any line of the text is only a date."""
    return any(heading_date(line) for line in text_lines(text))


def text_lines(text: str) -> list[str]:
    """Return the lines of a text, cleaned and stripped."""
    kept = cleaned(text.removeprefix("\ufeff").replace("\u00a0", " "))
    return [line.strip() for line in kept.splitlines()]
