"""Rows of a report in every format: a table for eyes, JSON and TSV for scripts."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from blogcli.output.terminal import Terminal, visible
from blogcli.output.text_table import Cell, ColumnHeading, grid_column, write_columns, write_rows
from blogcli.posts.text.json_text import to_json


class ReportColumn(NamedTuple):
    """A column: its key in JSON, its heading in the table, and how its values look there.

    Without a key it is only in the table, without a heading only for scripts. `style` may depend on
    the row. `shown` returns the text of a row for eyes, instead of the value. Null is an empty
    text; with `is_blank` so is a 0, outside of JSON.
    """

    key: str
    heading: str | None = None
    right: bool = False
    style: str | Callable[[Any], str] = ""
    shown: Callable[[Any], str] | None = None
    is_blank: bool = False

    def text(self, value: object) -> str:
        """Return a value as a text."""
        return "" if value is None or (self.is_blank and not value) else str(to_json(value))

    def cell(self, value: object, row: Sequence[object]) -> Cell:
        """Return a value in the table."""
        text = self.shown(row) if self.shown else self.text(value)
        return visible(text), self.style if isinstance(self.style, str) else self.style(row)


def write_report(
    terminal: Terminal,
    columns: Sequence[ReportColumn],
    rows: Sequence[Sequence[object]],
    format: str | None = None,
) -> None:
    """Write the rows, each a value for every column, as `table`, `tsv` or `json`.

    The default is a table on a terminal, else TSV.
    """
    kept = [(at, column) for at, column in enumerate(columns) if column.key]
    if format == "json":
        from blogcli.output.json_value import write_value

        write_value(terminal, to_json([{one.key: row[at] for at, one in kept} for row in rows]))
    elif format == "tsv" or not (format or terminal.stdout_is_tty):
        write_rows(terminal, ([one.text(row[at]) for at, one in kept] for row in rows))
    else:
        table = [
            grid_column(
                ColumnHeading(one.heading, right=one.right),
                [one.cell(row[at], row) for row in rows],
            )
            for at, one in enumerate(columns)
            if one.heading is not None
        ]
        write_columns(terminal, table)
