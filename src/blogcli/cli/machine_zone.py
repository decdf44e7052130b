"""The machine's time zone, with its changes of clocks."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta, tzinfo


class MachineZone(tzinfo):
    """The zone that the C library knows by $TZ, or by the machine's own setting.

    Unlike the fixed offset of a moment, it has another offset in summer. `name` tells two zones
    apart that have the same offsets now.
    """

    def __init__(self, name: str = "") -> None:
        self.name = name

    def utcoffset(self, when: datetime | None) -> timedelta | None:
        """Return how far the zone is ahead of UTC at a local time."""
        return _local(when).utcoffset() if when is not None else None

    def dst(self, when: datetime | None) -> timedelta | None:
        """Return None: the C library does not say which part of an offset is for summer."""
        return None

    def tzname(self, when: datetime | None) -> str | None:
        """Return the zone's abbreviation at a local time."""
        return _local(when).tzname() if when is not None else None

    def fromutc(self, when: datetime) -> datetime:
        """Return the local time of a time in UTC whose zone is this one."""
        local = when.replace(tzinfo=UTC).astimezone()
        here = local.replace(tzinfo=self)
        return here if here.utcoffset() == local.utcoffset() else here.replace(fold=1)

    def __reduce__(self) -> tuple[type[MachineZone], tuple[str]]:
        return MachineZone, (self.name,)

    def __repr__(self) -> str:
        return f"MachineZone({self.name!r})"


def machine_zone() -> tzinfo:
    """Return the zone of this machine; UTC itself where that is all it is."""
    import time

    if not (time.timezone or time.altzone or time.daylight):
        return UTC
    name = os.environ.get("TZ") or os.path.realpath("/etc/localtime")
    return MachineZone(f"{name} {time.tzname}")


def _local(when: datetime) -> datetime:
    try:
        return when.replace(tzinfo=None).astimezone()
    except (OverflowError, ValueError, OSError):  # the first or the last day of the calendar
        return when.replace(tzinfo=UTC)
