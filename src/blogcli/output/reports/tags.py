"""Write tags with their counts, for people and for scripts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from blogcli.output.relative_dates import relative_date
from blogcli.output.reports.report import ReportColumn, write_report
from blogcli.output.terminal import Terminal
from blogcli.posts.edit.tags import Likeness, TagCount

_BAR = 16

_BARRED = 60
"""The minimum width to show bars."""


def write_tag_counts(
    terminal: Terminal, counts: Sequence[TagCount], format: str | None, now: datetime
) -> None:
    """Write each tag with its count and last use: a table on a terminal, TSV otherwise.

    A table has a bar for each count if there is room.
    """
    most = max((tag.count for tag in counts), default=1)
    bar = "━" if terminal.utf8 else "="
    columns = [
        ReportColumn("tag", "tag", style="green"),
        ReportColumn("count", "posts", True),
        ReportColumn("", "" if terminal.width >= _BARRED else None, style="cyan"),
        ReportColumn(
            "last",
            "last used",
            right=True,
            style="dim",
            shown=lambda row: relative_date(row[3], now) if row[3] else "",
        ),
    ]
    rows = [
        (tag.tag, tag.count, bar * max(1, round(_BAR * tag.count / most)), tag.last)
        for tag in counts
    ]
    write_report(terminal, columns, rows, format)


def write_likenesses(terminal: Terminal, found: Sequence[Likeness], format: str | None) -> None:
    """Write likely duplicate tags and the reason: a table on a terminal, TSV otherwise."""
    columns = [
        ReportColumn("tag", "tag", style="green"),
        ReportColumn("count", "posts", True),
        ReportColumn("like", "like", style="green"),
        ReportColumn("like_count", "posts", True, is_blank=True),
        ReportColumn("why", "why", style="dim"),
    ]
    rows = [
        (
            one.tag.tag,
            one.tag.count,
            one.like.tag if one.like else None,
            one.like.count if one.like else 0,
            one.why,
        )
        for one in found
    ]
    write_report(terminal, columns, rows, format)
