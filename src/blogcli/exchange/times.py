"""Times of exports: read with their offset, or put into the blog's zone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone, tzinfo

from blogcli.posts import dates
from blogcli.posts.values import When

_FIRST_YEAR = 1990  # before it there were no blogs: WordPress writes year -1 where it has no date


def when(text: str, zone: tzinfo | None = None) -> When | None:
    """A written date to the second, put into `zone` where one is given; None for no likely date.

    A time without an offset is meant in `zone`, else in UTC; a day alone stays a day.
    """
    found = dates.parse(text.strip()[:80])
    if found is None or not _FIRST_YEAR <= found.year < 9999:
        return None
    return in_zone(found, zone) if isinstance(found, datetime) else found


def in_zone(moment: datetime, zone: tzinfo | None) -> datetime:
    """The moment to the second, in `zone`, with a plain offset as its time zone."""
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=zone or UTC)
    elif zone is not None:
        moment = moment.astimezone(zone)
    offset = moment.utcoffset() or timedelta(0)
    return moment.replace(microsecond=0, tzinfo=timezone(offset) if offset else UTC)


def is_ahead(moment: When | None, now: datetime) -> bool:
    """Whether the date is later than the aware `now`; a day alone begins in now's zone."""
    return moment is not None and dates.instant(moment, now.tzinfo or UTC) > now.timestamp()


def later(updated: When | None, published: When | None) -> When | None:
    """The day of the last change, None where it tells nothing that the date does not."""
    if updated is None or published is None:
        return updated
    return updated if dates.instant(updated, UTC) > dates.instant(published, UTC) else None
