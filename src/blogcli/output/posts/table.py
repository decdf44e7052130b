"""The table of posts, as wide as the terminal is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from blogcli.output.cell_width import cell_width
from blogcli.output.posts.records import Column, OutputSpec, column
from blogcli.output.relative_dates import dates_as
from blogcli.output.status_style import STATUS
from blogcli.output.terminal import Terminal, visible
from blogcli.output.text_table import GAP, Cell, ColumnHeading, write_grid
from blogcli.posts.model.fields import FieldKind
from blogcli.posts.model.summary import Summary
from blogcli.posts.text.date_formats import When

_USUAL = ("date", "status", "title", "slug", "lang", "tags", "categories", "words")
"""The default columns, in their order on the screen."""

_FIRST = ("title", "slug", "status", "date")
"""The columns that are chosen before all others, in this order."""

_STYLES = {
    "title": "bold",
    "lang": "dim",
    "tags": "green",
    "date": "dim",
    "updated": "dim",
    "categories": "dim",
    "words": "dim",
    "path": "dim",
}
_LISTS = frozenset(("tags", "categories"))
"""Columns that may be cut to leave room for others."""

_WORDED = 80
"""The minimum width to show a status as symbol and word, and to show more than a date."""

_DATED = 60
"""The width from which the date is there even if the title or the slug is cut for it."""


def write_table(
    terminal: Terminal, summaries: Iterable[Summary], shape: OutputSpec, now: datetime
) -> None:
    """Write the posts as a table, one line each, with the columns that fit.

    Without `shape.fields`: title and slug always, then status and date, then languages, tags,
    categories and words while no title, as far as half the screen, and no slug is cut for them.
    Columns without any value are omitted, and languages if all are one.
    """
    asked = None if shape.fields is None else shape.columns()
    usual = [column(name) for name in shape.look.columns or _USUAL]
    posts = list(summaries)
    known = asked or [one for one in usual if _tells(one, posts, now)]
    narrow = not asked and terminal.width < _WORDED
    cells = {}
    for one in known:
        if one.name == "status":
            cells[one] = [
                _status(post.status(now), terminal, narrow, bool(asked)) for post in posts
            ]
        else:
            cells[one] = _cells(one, posts, shape.look.dates, now)
    shown = asked or _fitting(known, cells, terminal.width)
    headings = [_heading(one, terminal.width, narrow=narrow, asked=bool(asked)) for one in shown]
    write_grid(terminal, headings, list(zip(*(cells[one] for one in shown), strict=True)))


def _heading(one: Column, width: int, *, narrow: bool, asked: bool) -> ColumnHeading:
    return ColumnHeading(
        "" if narrow and one.name == "status" else one.name,
        right=one.kind in (FieldKind.NUMBER, FieldKind.WHEN),
        most=_most(one, width) if not asked else 0,
        least=0 if asked else max(24, width // 3) if one.name == "title" else width,
    )


def _most(one: Column, width: int) -> int:
    return max(18, width // 6) if one.name in _LISTS else 0


def _fitting(
    known: Sequence[Column], cells: Mapping[Column, Sequence[Cell]], width: int
) -> list[Column]:
    """Return the columns to show: what comes first, and others while they fit uncut."""
    chosen = _FIRST if width >= _DATED else _FIRST[:-1]
    shown = {one for one in known if one.name in chosen}

    def needed(one: Column) -> int:
        widest = max((cell_width(text) for text, _ in cells[one]), default=0)
        most = max(24, width // 2) if one.name == "title" else _most(one, width)
        return max(len(one.name), min(widest, most or widest)) + len(GAP)

    free = width + len(GAP) - sum(map(needed, shown))
    rest = [one for one in known if one not in shown and (width >= _WORDED or one.name == "date")]
    for one in rest:
        if (need := needed(one)) <= free:
            shown.add(one)
            free -= need
    return [one for one in known if one in shown]


def _tells(known: Column, posts: Sequence[Summary], now: datetime) -> bool:
    if known.name == "status":
        return any(post.status(now) != "published" for post in posts)
    if known.name == "lang":
        languages = {post.lang for post in posts}
        return len(languages) > 1 or any("," in one for one in languages)  # of translations
    return known.name in ("title", "slug") or any(known.raw(post, now) for post in posts)


def _status(status: str, terminal: Terminal, narrow: bool, asked: bool) -> Cell:
    sign, style = STATUS[status]
    if not sign:
        return (status if asked else "", style)
    if not terminal.utf8:
        return (status[:1] if narrow else status, style)
    return (sign if narrow else f"{sign} {status}", style)


def _cells(one: Column, posts: Sequence[Summary], dates: str, now: datetime) -> list[Cell]:
    """Return a column's cell of each post; all dates are written in one way."""
    style = _STYLES.get(one.name, "")
    if one.kind is FieldKind.WHEN:
        whens: list[When | None] = [one.raw(post, now) for post in posts]  # type: ignore[misc]
        written = dates_as(dates, filter(None, whens), now)
        return [(written(when) if when else "", style) for when in whens]
    return [_cell(one, post, style, now) for post in posts]


def _cell(one: Column, post: Summary, style: str, now: datetime) -> Cell:
    raw = one.raw(post, now)
    if one.name == "title" and not raw:
        return ("(no title)", "dim")
    text = ", ".join(raw) if isinstance(raw, tuple) else one.text(post, now)
    return (visible(text), style)
