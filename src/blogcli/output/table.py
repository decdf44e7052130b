"""Write tables of posts, tags and settings, fitted to the width of the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import TypeAlias

from blogcli.output.grid import Cell, Heading, write_grid
from blogcli.output.records import Column, Shape, column
from blogcli.output.relative import relative
from blogcli.output.terminal import Terminal, visible
from blogcli.posts.fields import Kind
from blogcli.posts.summary import Summary
from blogcli.posts.values import When

TagRow: TypeAlias = tuple[str, int, When | None]
"""A tag, its number of posts, and the date of the latest one."""

STATUS = {"draft": ("○", "yellow"), "scheduled": ("◔", "magenta"), "published": ("", "")}
"""The symbol and style of each status; `published` has neither."""

_ROOM = {
    "date": 0,
    "status": 0,
    "title": 0,
    "tags": 80,
    "categories": 120,
    "words": 120,
    "slug": 120,
}
"""The default columns, and the minimum terminal width for each."""

_STYLES = {
    "date": "cyan",
    "updated": "cyan",
    "tags": "green",
    "categories": "dim",
    "words": "dim",
    "slug": "dim",
    "path": "dim",
}
_SIDE = frozenset(("tags", "categories", "slug"))
"""Columns with a limited width, to leave room for the title."""
_WORDED = 80
"""The minimum width to show a status as symbol and word."""
_BAR = 16


def write_table(
    terminal: Terminal, summaries: Iterable[Summary], shape: Shape, now: datetime
) -> None:
    """Write the posts as a table, one line each, with the columns that fit.

    Without `shape.fields`: date, status and title always; tags from a width of 80; categories,
    words and slug from 120. Columns without any value are omitted.
    """
    asked = None if shape.fields is None else shape.columns()
    posts = list(summaries)
    fitting = (column(name) for name, least in _ROOM.items() if terminal.width >= least)
    shown = asked or [known for known in fitting if _tells(known, posts, now)]
    narrow = not asked and terminal.width < _WORDED
    most = max(18, terminal.width // 6)
    headings = [
        Heading(
            "" if narrow and known.name == "status" else known.name,
            right=known.kind is Kind.NUMBER,
            most=most if known.name in _SIDE and not asked else 0,
        )
        for known in shown
    ]
    rows = []
    for post in posts:
        status = _status(post.status(now), terminal, narrow=narrow, asked=bool(asked))
        rows.append(
            [status if known.name == "status" else _cell(known, post, now) for known in shown]
        )
    write_grid(terminal, headings, rows)


def _tells(known: Column, posts: Sequence[Summary], now: datetime) -> bool:
    if known.name == "status":
        return any(post.status(now) != "published" for post in posts)
    return known.name == "title" or any(known.raw(post, now) for post in posts)


def _status(status: str, terminal: Terminal, *, narrow: bool, asked: bool) -> Cell:
    sign, style = STATUS[status]
    if not sign:
        return (status if asked else "", style)
    if not terminal.utf8:
        return (status[:1] if narrow else status, style)
    return (sign if narrow else f"{sign} {status}", style)


def _cell(known: Column, post: Summary, now: datetime) -> Cell:
    raw = known.raw(post, now)
    if isinstance(raw, date):
        text = relative(raw, now)
    elif isinstance(raw, tuple):
        text = ", ".join(raw)
    elif known.name == "title" and not post.title:
        return (f"(no title) {visible(post.slug)}", "dim")
    else:
        text = known.text(post, now)
    return (visible(text), _STYLES.get(known.name, ""))


def count_line(shown: int, total: int | None = None, noun: str = "post") -> str:
    """Return the count for stderr: `12 posts`, `1 post` or `12 of 340 posts`."""
    counted = shown if total is None else total
    nouns = noun if counted == 1 else f"{noun}s"
    if total is None or total == shown:
        return f"{shown or 'no'} {nouns}"
    return f"{shown} of {total} {nouns}"


def tag_table(terminal: Terminal, rows: Sequence[TagRow], now: datetime) -> None:
    """Write the tags, each with its count, a bar, and the date of its last use."""
    most = max((count for _, count, _ in rows), default=1)
    bar = "━" if terminal.utf8 else "="
    write_grid(
        terminal,
        [Heading("tag"), Heading("posts", right=True), Heading(""), Heading("last used")],
        [
            [
                (visible(tag), "green"),
                (str(count), ""),
                (bar * max(1, round(_BAR * count / most)), "cyan"),
                (relative(last, now) if last else "", "dim"),
            ]
            for tag, count, last in rows
        ],
    )


def pairs_table(terminal: Terminal, rows: Sequence[tuple[str, str, str]]) -> None:
    """Write settings: name, value, and the origin of the value."""
    write_grid(
        terminal,
        [Heading("name"), Heading("value"), Heading("from")],
        [
            [(visible(name), "bold"), (visible(value), ""), (visible(origin), "dim")]
            for name, value, origin in rows
        ],
    )
