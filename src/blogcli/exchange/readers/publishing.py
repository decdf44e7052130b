"""Decide whether an imported post is public, from its old status and the current time."""

from __future__ import annotations

from datetime import datetime
from enum import Enum
from typing import Literal

from blogcli.exchange.times import is_ahead
from blogcli.posts.values import When


class Publishing(Enum):
    """The meaning of a post's status in the old system."""

    LIVE = "live"
    DRAFT = "draft"
    SCHEDULED = "scheduled"
    PRIVATE = "private"
    SKIPPED = "skipped"


def published_as(
    meant: Publishing, date: When | None, now: datetime
) -> tuple[bool, Literal["scheduled", "private"] | None]:
    """Return `draft` and `status` of a post; no post becomes public by being imported.

    A scheduled post whose date has passed since the export becomes a draft, because it may never
    have been published.
    """
    if meant is Publishing.PRIVATE:
        return True, "private"
    if meant in (Publishing.LIVE, Publishing.SCHEDULED) and is_ahead(date, now):
        return False, "scheduled"
    if meant is Publishing.SCHEDULED:
        return True, "scheduled"
    return meant is not Publishing.LIVE, None
