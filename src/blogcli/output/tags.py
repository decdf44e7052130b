"""Tags with their counts, for eyes and for scripts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from blogcli.output.terminal import Terminal
from blogcli.output.text import write_rows, write_value
from blogcli.posts.dates import iso
from blogcli.posts.tags import TagCount


def write_tag_counts(
    terminal: Terminal, counts: Sequence[TagCount], format: str | None, now: datetime
) -> None:
    """Write each tag with its count and last use: a table on a terminal, else TSV."""
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
