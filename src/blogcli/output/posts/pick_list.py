"""A post as a line to choose from."""

from __future__ import annotations

from datetime import datetime

from blogcli.output.terminal import visible
from blogcli.posts.model.summary import Summary


def pick_label(post: Summary, now: datetime) -> str:
    """Return date, status and title of a post in one line, safe for a terminal."""
    day = f"{post.date:%Y-%m-%d}" if post.date else ""
    return visible(f"{day:<10}  {post.status(now):<9}  {post.title or post.slug}")
