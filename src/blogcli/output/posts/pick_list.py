"""Posts as numbered lines to choose from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from blogcli.output.terminal import visible
from blogcli.posts.model.summary import Summary


def pick_lines(posts: Sequence[Summary], now: datetime, width: int) -> Iterator[str]:
    """Yield a numbered line for each post, no wider than the terminal."""
    from rich.cells import cell_len, set_cell_size

    for number, post in enumerate(posts, 1):
        line = f"{number:>2}  {pick_label(post, now)}"
        yield line if cell_len(line) <= width else set_cell_size(line, width - 1).rstrip() + "…"


def pick_label(post: Summary, now: datetime) -> str:
    """Return date, status and title of a post in one line, safe for a terminal."""
    day = f"{post.date:%Y-%m-%d}" if post.date else ""
    return visible(f"{day:<10}  {post.status(now):<9}  {post.title or post.slug}")
