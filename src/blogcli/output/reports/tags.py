"""Write tags with their counts, for people and for scripts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TypeAlias

from blogcli.output.relative_dates import relative_date
from blogcli.output.reports.report import ReportColumn, write_report
from blogcli.output.terminal import Terminal
from blogcli.posts.edit.tags import Likeness, TagCount
from blogcli.posts.text.date_formats import When
from blogcli.posts.text.dates import iso

TagRow: TypeAlias = tuple[str, int, When | None]
"""A tag, its number of posts, and the date of the latest one."""
_BAR = 16

_BARRED = 60
"""The minimum width to show bars."""


def write_tag_counts(
    terminal: Terminal, counts: Sequence[TagCount], format: str | None, now: datetime
) -> None:
    """Write each tag with its count and last use: a table on a terminal, TSV otherwise."""
    rows = [(tag.tag, tag.count, tag.last) for tag in counts]
    write_report(terminal, _columns(terminal, rows, now), rows, format)


def write_likenesses(terminal: Terminal, found: Sequence[Likeness], format: str | None) -> None:
    """Write likely duplicate tags and the reason: a table on a terminal, TSV otherwise."""

    def like_count(one: Likeness) -> int:
        return one.like.count if one.like else 0

    columns = [
        ReportColumn("tag", lambda one: one.tag.tag, "tag", style="green"),
        ReportColumn("count", lambda one: one.tag.count, "posts", True),
        ReportColumn("like", lambda one: one.like.tag if one.like else None, "like", style="green"),
        ReportColumn("like_count", like_count, "posts", True, is_blank=True),
        ReportColumn("why", lambda one: one.why, "why", style="dim"),
    ]
    write_report(terminal, columns, found, format)


def tag_table(terminal: Terminal, rows: Sequence[TagRow], now: datetime) -> None:
    """Write the tags, each with its count, a bar if there is room, and the date of its last use."""
    write_report(terminal, _columns(terminal, rows, now), rows, "table")


def _columns(terminal: Terminal, rows: Sequence[TagRow], now: datetime) -> list[ReportColumn]:
    most = max((count for _, count, _ in rows), default=1)
    bar = "━" if terminal.utf8 else "="
    bars = ReportColumn(
        "", heading="", shown=lambda row: (bar * max(1, round(_BAR * row[1] / most)), "cyan")
    )
    last = ReportColumn(
        "last",
        lambda row: iso(row[2]) if row[2] else None,
        "last used",
        right=True,
        shown=lambda row: (relative_date(row[2], now) if row[2] else "", "dim"),
    )
    return [
        ReportColumn("tag", lambda row: row[0], "tag", style="green"),
        ReportColumn("count", lambda row: row[1], "posts", True),
        *[bars] * (terminal.width >= _BARRED),
        last,
    ]
