"""Parse times of exports, and convert them to the blog's time zone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone, tzinfo

from blogcli.posts.text import date_formats, dates
from blogcli.posts.text.date_formats import When

_FIRST_YEAR = 1990  # there were no blogs before; WordPress writes year -1 for no date


def when(text: str, zone: tzinfo | None = None) -> When | None:
    """Parse a date to the second, converted to `zone` if given; None if it is not plausible.

    A time without an offset is in `zone`, or UTC without one; a date without time stays a date.
    """
    found = date_formats.parse_date(text.strip()[:80])
    if found is None or not _FIRST_YEAR <= found.year < 9999:
        return None
    return in_zone(found, zone) if isinstance(found, datetime) else found


def in_zone(moment: datetime, zone: tzinfo | None) -> datetime:
    """Return the time to the second, converted to `zone`, with a fixed offset."""
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=zone or UTC)
    elif zone is not None:
        moment = moment.astimezone(zone)
    offset = moment.utcoffset() or timedelta(0)
    return moment.replace(microsecond=0, tzinfo=timezone(offset) if offset else UTC)


def is_ahead(moment: When | None, now: datetime) -> bool:
    """Return whether the date is after the aware `now`; a date starts at midnight in its zone."""
    return moment is not None and dates.instant(moment, now.tzinfo or UTC) > now.timestamp()


def later(updated: When | None, published: When | None) -> When | None:
    """Return the date of the last change, None if it is not after the publication date."""
    if updated is None or published is None:
        return updated
    return updated if dates.instant(updated, UTC) > dates.instant(published, UTC) else None
