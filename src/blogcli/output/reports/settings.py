"""The settings, each with its value and where that comes from."""

from __future__ import annotations

from collections.abc import Sequence

from blogcli.output.reports.report import ReportColumn, write_report
from blogcli.output.terminal import Terminal

_COLUMNS = [
    ReportColumn("name", lambda row: row[0], "name", style="bold"),
    ReportColumn("value", lambda row: row[1], "value"),
    ReportColumn("from", lambda row: row[2], "from", style="dim"),
]


def write_settings(terminal: Terminal, rows: Sequence[tuple[str, str, str]]) -> None:
    """Write settings: name, value, and the origin of the value; in a pipe as TSV."""
    write_report(terminal, _COLUMNS, rows)
