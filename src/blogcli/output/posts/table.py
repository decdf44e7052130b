"""The table of posts, as wide as the terminal is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from blogcli.output.posts.records import Column, OutputSpec, column
from blogcli.output.relative_dates import relative_date
from blogcli.output.status_style import STATUS
from blogcli.output.terminal import Terminal, visible
from blogcli.output.text_table import Cell, ColumnHeading, write_grid
from blogcli.posts.model.fields import FieldKind
from blogcli.posts.model.summary import Summary

_ROOM = {
    "date": 0,
    "status": 0,
    "title": 0,
    "lang": 0,
    "tags": 80,
    "categories": 120,
    "words": 120,
    "slug": 120,
}
"""The default columns, and the minimum terminal width for each."""

_STYLES = {
    "date": "cyan",
    "updated": "cyan",
    "lang": "dim",
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


def write_table(
    terminal: Terminal, summaries: Iterable[Summary], shape: OutputSpec, now: datetime
) -> None:
    """Write the posts as a table, one line each, with the columns that fit.

    Without `shape.fields`: date, status and title always; tags from a width of 80; categories,
    words and slug from 120. Columns without any value are omitted, and languages if all are one.
    """
    asked = None if shape.fields is None else shape.columns()
    posts = list(summaries)
    fitting = (column(name) for name, least in _ROOM.items() if terminal.width >= least)
    shown = asked or [known for known in fitting if _tells(known, posts, now)]
    narrow = not asked and terminal.width < _WORDED
    most = max(18, terminal.width // 6)
    headings = [
        ColumnHeading(
            "" if narrow and known.name == "status" else known.name,
            right=known.kind is FieldKind.NUMBER,
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
    if known.name == "lang":
        languages = {post.lang for post in posts}
        return len(languages) > 1 or any("," in one for one in languages)  # of translations
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
        text = relative_date(raw, now)
    elif isinstance(raw, tuple):
        text = ", ".join(raw)
    elif known.name == "title" and not post.title:
        return (f"(no title) {visible(post.slug)}", "dim")
    else:
        text = known.text(post, now)
    return (visible(text), _STYLES.get(known.name, ""))
