"""Whether an imported post may be seen: the old system's word for it, and the clock."""

from __future__ import annotations

from datetime import datetime
from enum import Enum
from typing import Literal

from blogcli.exchange.times import is_ahead
from blogcli.posts.values import When


class Publishing(Enum):
    """What the old system meant by a post's status."""

    LIVE = "live"
    DRAFT = "draft"
    SCHEDULED = "scheduled"
    PRIVATE = "private"
    SKIPPED = "skipped"


def published_as(
    meant: Publishing, date: When | None, now: datetime
) -> tuple[bool, Literal["scheduled", "private"] | None]:
    """`draft` and `status` of a post; nothing that was not public becomes so by being imported.

    A scheduled post whose day has gone by since the export is a draft: nobody saw it go out.
    """
    if meant is Publishing.PRIVATE:
        return True, "private"
    if meant in (Publishing.LIVE, Publishing.SCHEDULED) and is_ahead(date, now):
        return False, "scheduled"
    if meant is Publishing.SCHEDULED:
        return True, "scheduled"
    return meant is not Publishing.LIVE, None
