"""Decide whether an imported post is public, from its old status and the current time."""

from __future__ import annotations

from datetime import datetime
from enum import Enum
from typing import Literal

from blogcli.exchange.text.dates import is_ahead
from blogcli.posts.text.date_formats import When


class PostStatus(Enum):
    """The meaning of a post's status in the old system."""

    LIVE = "live"
    DRAFT = "draft"
    SCHEDULED = "scheduled"
    PRIVATE = "private"
    SKIPPED = "skipped"


def status_of(
    meant: PostStatus, date: When | None, now: datetime
) -> tuple[bool, Literal["scheduled", "private"] | None]:
    """Return `draft` and `status` of a post; no post becomes public by being imported.

    A scheduled post whose date has passed since the export becomes a draft, because it may never
    have been published.
    """
    if meant is PostStatus.PRIVATE:
        return True, "private"
    if meant in (PostStatus.LIVE, PostStatus.SCHEDULED) and is_ahead(date, now):
        return False, "scheduled"
    if meant is PostStatus.SCHEDULED:
        return True, "scheduled"
    return meant is not PostStatus.LIVE, None
