"""Rows of a report in every format: a table for eyes, JSON and TSV for scripts."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from blogcli.output.terminal import Terminal, visible
from blogcli.output.text_table import ColumnHeading, write_grid, write_rows
from blogcli.posts.text.json_text import JSON, to_json


class ReportColumn(NamedTuple):
    """A column: its key in JSON, its heading in the table, and what each says of a row.

    Without a key it is only in the table, without a heading only for scripts. `shown` returns the
    text for eyes and its style, instead of the value. Null is an empty text; with `is_blank` so is
    a 0, outside of JSON.
    """

    key: str
    value: Callable[[Any], JSON] = lambda _: None
    heading: str | None = None
    right: bool = False
    style: str = ""
    shown: Callable[[Any], tuple[str, str]] | None = None
    is_blank: bool = False

    def text(self, row: Any) -> str:  # noqa: ANN401
        """Return the value as a text."""
        value = self.value(row)
        return "" if value is None or (self.is_blank and not value) else str(value)


def write_report(
    terminal: Terminal,
    columns: Sequence[ReportColumn],
    rows: Sequence[Any],
    format: str | None = None,
) -> None:
    """Write the rows as `table`, `tsv` or `json`; by default a table on a terminal, else TSV."""
    kept = [column for column in columns if column.key]
    if format == "json":
        from blogcli.output.json_value import write_value

        write_value(terminal, to_json([{one.key: one.value(row) for one in kept} for row in rows]))
    elif format == "tsv" or not (format or terminal.stdout_is_tty):
        write_rows(terminal, ([one.text(row) for one in kept] for row in rows))
    else:
        _write_table(terminal, columns, rows)


def _write_table(terminal: Terminal, columns: Sequence[ReportColumn], rows: Sequence[Any]) -> None:
    seen = [(column, column.heading) for column in columns if column.heading is not None]
    write_grid(
        terminal,
        [ColumnHeading(heading, right=column.right) for column, heading in seen],
        [[_cell(column, row) for column, _ in seen] for row in rows],
    )


def _cell(column: ReportColumn, row: Any) -> tuple[str, str]:  # noqa: ANN401
    text, style = column.shown(row) if column.shown else (column.text(row), column.style)
    return visible(text), style
