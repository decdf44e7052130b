"""The table of posts, as wide as the terminal is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from blogcli.output.posts.records import Column, OutputSpec, column
from blogcli.output.relative_dates import dates_as
from blogcli.output.status_style import STATUS
from blogcli.output.terminal import Terminal, visible
from blogcli.output.text_table import (
    GAP,
    Cell,
    ColumnHeading,
    GridColumn,
    grid_column,
    write_columns,
)
from blogcli.posts.model.fields import FieldKind
from blogcli.posts.model.summary import Summary

_USUAL = ("date", "status", "title", "slug", "source", "tags", "categories", "words")
"""The default columns, in their order on the screen."""

_FIRST = ("title", "slug", "status", "date")
"""The columns that are chosen before all others, in this order."""

_STYLES = {
    "title": "bold",
    "source": "magenta",
    "tags": "green",
    "date": "dim",
    "updated": "dim",
    "categories": "dim",
    "words": "dim",
    "path": "dim",
}
_LISTS = frozenset(("source", "tags", "categories"))
"""Columns that may be cut to leave room for others."""

_WORDED = 80
"""The minimum width to show a status as symbol and word, and to show more than a date."""

_DATED = 60
"""The width from which the date is there even if the title or the slug is cut for it."""


def write_table(
    terminal: Terminal, summaries: Iterable[Summary], shape: OutputSpec, now: datetime
) -> None:
    """Write the posts as a table, one line each, with the columns that fit.

    Without `shape.fields`: title and slug always, then status and date, then source, tags,
    categories and words while no title, as far as half the screen, and no slug is cut for them.
    Columns without any value are omitted.
    """
    asked = None if shape.fields is None else shape.columns()
    usual = [column(name) for name in shape.look.columns or _USUAL]
    posts, above = list(summaries), dict[int, str]()
    if group := shape.look.group:
        from blogcli.output.posts.date_groups import grouped

        posts, above = grouped(posts, group, now)
        usual = [one for one in usual if group != "day" or one.name != "date"]
    known = asked or [one for one in usual if _tells(one, posts, now)]
    narrow = not asked and terminal.width < _WORDED
    columns = []
    for one in known:
        heading = _heading(one, terminal.width, narrow=narrow, asked=bool(asked))
        if one.name == "status":
            cells = [_status(post.status(now), terminal, narrow, bool(asked)) for post in posts]
        else:
            cells = _cells(one, posts, shape.look.dates, now)
        columns.append(grid_column(heading, cells))
    shown = columns if asked else _fitting(known, columns, terminal.width)
    write_columns(terminal, shown, above)


def _heading(one: Column, width: int, *, narrow: bool, asked: bool) -> ColumnHeading:
    return ColumnHeading(
        "" if narrow and one.name == "status" else one.name,
        right=one.kind in (FieldKind.NUMBER, FieldKind.WHEN),
        most=max(18, width // 6) if one.name in _LISTS and not asked else 0,
        least=0 if asked else max(24, 2 * width // 5) if one.name == "title" else width,
    )


def _fitting(
    known: Sequence[Column], columns: Sequence[GridColumn], width: int
) -> list[GridColumn]:
    """Return the columns to show: what comes first, and others while they fit uncut."""
    first = _FIRST if width >= _DATED else _FIRST[:-1]
    needed = {
        one.name: min(column.natural, max(24, width // 2) if one.name == "title" else width)
        + len(GAP)
        for one, column in zip(known, columns, strict=True)
    }
    shown = [name for name in needed if name in first]
    free = width + len(GAP) - sum(needed[name] for name in shown)
    for name in needed:
        if name not in shown and (width >= _WORDED or name == "date") and needed[name] <= free:
            shown.append(name)
            free -= needed[name]
    return [column for one, column in zip(known, columns, strict=True) if one.name in shown]


def _tells(known: Column, posts: Sequence[Summary], now: datetime) -> bool:
    if known.name == "status":
        return any(post.status(now) != "published" for post in posts)
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
    raws = [one.raw(post, now) for post in posts]
    if one.kind is FieldKind.WHEN:
        written = dates_as(dates, [raw for raw in raws if isinstance(raw, date)], now)
        return [(written(raw) if isinstance(raw, date) else "", style) for raw in raws]
    if one.name == "title":
        return [(visible(str(raw)), style) if raw else ("(no title)", "dim") for raw in raws]
    if one.kind is FieldKind.LIST:
        return [(visible(", ".join(raw)), style) for raw in raws]  # type: ignore[arg-type]
    if one.kind in (FieldKind.TEXT, FieldKind.NUMBER):
        return [(visible(str(raw)), style) if raw is not None else ("", style) for raw in raws]
    return [(visible(one.text(post, now)), style) for post in posts]
