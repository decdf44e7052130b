"""The states of a post that `is:` asks for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from blogcli.posts.model.fields import STATUSES
from blogcli.posts.model.summary import Summary


def _status(state: str) -> Callable[[Summary, datetime], bool]:
    return lambda post, now: post.status(now) == state


def _is_ahead(post: Summary, now: datetime) -> bool:
    if not post.draft:
        return post.status(now) == "scheduled"
    due = _due(post)
    return due is not None and due > now.timestamp()


def _is_due(post: Summary, now: datetime) -> bool:
    due = _due(post)
    return post.draft and due is not None and due <= now.timestamp()


def _due(post: Summary) -> float | None:
    """Return when a draft is meant to go out, in seconds: its start, or else its date."""
    return post.at if post.starts is None else post.starts


STATES: Mapping[str, Callable[[Summary, datetime], bool]] = {
    **{state: _status(state) for state in STATUSES},
    "scheduled": _is_ahead,
    "due": _is_due,
    "untagged": lambda post, now: not post.tags,
}
"""The states of `is:`; a draft with a future date is also scheduled, and due once that has
passed."""
