"""A date as ISO 8601, and as seconds."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo

from blogcli.posts.text.date_formats import When


def zone_named(name: str) -> tzinfo | None:
    """Return the time zone of an IANA name; None for an unknown one."""
    if name == "UTC":
        return UTC
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(name) if name else None
    except (ValueError, OSError, KeyError):  # also a name that would leave the folder of zones
        return None


def iso(when: When) -> str:
    """Return the date in ISO 8601, as exact as it was written: a day alone stays a day."""
    return when.isoformat()


def instant(when: When, zone: tzinfo) -> float:
    """Return seconds since 1970; a time without an offset and a day alone are in `zone`.

    A day alone stands for its start.
    """
    if not isinstance(when, datetime):
        when = datetime(when.year, when.month, when.day, tzinfo=zone)
    elif when.tzinfo is None:
        when = when.replace(tzinfo=zone)
    return when.timestamp()
