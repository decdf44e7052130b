"""Write tags with their counts, for people and for scripts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from blogcli.output.terminal import Terminal, visible
from blogcli.output.text import write_rows, write_value
from blogcli.posts.dates import iso
from blogcli.posts.tags import Likeness, TagCount


def write_tag_counts(
    terminal: Terminal, counts: Sequence[TagCount], format: str | None, now: datetime
) -> None:
    """Write each tag with its count and last use: a table on a terminal, TSV otherwise."""
    if (format or ("table" if terminal.stdout_is_tty else "tsv")) == "table":
        from blogcli.output.table import tag_table

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
        from blogcli.output.grid import Heading, write_grid

        heads = ("tag", "posts", "like", "posts", "why")
        write_grid(
            terminal,
            [Heading(head, right=head == "posts") for head in heads],
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
