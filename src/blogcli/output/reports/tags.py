"""Write tags with their counts, for people and for scripts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TypeAlias

from blogcli.output.json_value import write_value
from blogcli.output.relative_dates import relative_date
from blogcli.output.terminal import Terminal, visible
from blogcli.output.text_table import ColumnHeading, write_grid, write_rows
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
    if (format or ("table" if terminal.stdout_is_tty else "tsv")) == "table":
        tag_table(terminal, [(tag.tag, tag.count, tag.last) for tag in counts], now)
        return
    days = [(tag.tag, tag.count, "" if tag.last is None else iso(tag.last)) for tag in counts]
    if format == "json":
        write_value(
            terminal, [{"tag": tag, "count": n, "last": last or None} for tag, n, last in days]
        )
    else:
        write_rows(terminal, ((tag, str(count), last) for tag, count, last in days))


def write_likenesses(terminal: Terminal, found: Sequence[Likeness], format: str | None) -> None:
    """Write likely duplicate tags and the reason: a table on a terminal, TSV otherwise."""
    rows = [
        (one.tag.tag, one.tag.count, *((one.like.tag, one.like.count) if one.like else ("", 0)))
        for one in found
    ]
    if format == "json":
        write_value(
            terminal,
            [
                {"tag": tag, "count": n, "like": like or None, "like_count": m, "why": one.why}
                for (tag, n, like, m), one in zip(rows, found, strict=True)
            ],
        )
    elif (format or ("table" if terminal.stdout_is_tty else "tsv")) == "table":
        heads = ("tag", "posts", "like", "posts", "why")
        write_grid(
            terminal,
            [ColumnHeading(head, right=head == "posts") for head in heads],
            [
                [
                    (visible(tag), "green"),
                    (str(n), ""),
                    (visible(like), "green"),
                    (str(m or ""), ""),
                    (one.why, "dim"),
                ]
                for (tag, n, like, m), one in zip(rows, found, strict=True)
            ],
        )
    else:
        write_rows(
            terminal,
            (
                (tag, str(n), like, str(m or ""), one.why)
                for (tag, n, like, m), one in zip(rows, found, strict=True)
            ),
        )


def tag_table(terminal: Terminal, rows: Sequence[TagRow], now: datetime) -> None:
    """Write the tags, each with its count, a bar if there is room, and the date of its last use."""
    most = max((count for _, count, _ in rows), default=1)
    bar = "━" if terminal.utf8 else "="
    headings = [ColumnHeading("tag"), ColumnHeading("posts", right=True), ColumnHeading("")]
    cells = [
        [
            (visible(tag), "green"),
            (str(count), ""),
            (bar * max(1, round(_BAR * count / most)), "cyan"),
            (relative_date(last, now) if last else "", "dim"),
        ]
        for tag, count, last in rows
    ]
    if terminal.width < _BARRED:
        headings, cells = headings[:2], [[*row[:2], row[3]] for row in cells]
    write_grid(terminal, [*headings, ColumnHeading("last used", right=True)], cells)
