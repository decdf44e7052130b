"""Write the history and the trash, for people and for scripts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from blogcli.output.reports.report import ReportColumn, write_report
from blogcli.output.terminal import Terminal


class HistoryRow(Protocol):
    """A command in the history."""

    @property
    def number(self) -> int:
        """The number that `blog undo` takes."""

    @property
    def time(self) -> str:
        """The time in ISO 8601."""

    @property
    def label(self) -> str:
        """The command line as typed."""

    @property
    def files(self) -> int:
        """The number of files changed."""

    @property
    def state(self) -> str:
        """Either `done` or `undone`."""


def write_history(
    terminal: Terminal, commands: Sequence[HistoryRow], now: datetime, *, as_json: bool
) -> None:
    """Write one line per command: a table on a terminal, else TSV or JSON.

    The TSV columns are number, time, state, files and command.
    """

    def styled(text: str, style: str, row: HistoryRow) -> tuple[str, str]:
        return text, "dim" if row.state == "undone" else style

    def label(row: HistoryRow) -> tuple[str, str]:
        return styled(row.label + " (undone)" * (row.state == "undone"), "", row)

    columns = [
        ReportColumn(
            "number",
            lambda c: c.number,
            "no",
            True,
            shown=lambda c: styled(str(c.number), "bold", c),
        ),
        ReportColumn(
            "time", lambda c: c.time, "when", shown=lambda c: styled(_when(c.time, now), "cyan", c)
        ),
        ReportColumn("state", lambda c: c.state),
        ReportColumn(
            "files", lambda c: c.files, "files", True, shown=lambda c: styled(str(c.files), "", c)
        ),
        ReportColumn("command", lambda c: c.label, "command", shown=label),
    ]
    write_report(terminal, columns, commands, "json" if as_json else None)


def write_changed_files(
    terminal: Terminal, files: Sequence[tuple[str, str, str]], *, as_json: bool
) -> None:
    """Write the changes of a command, one per file: kind, path and, if moved, new path."""
    columns = [
        ReportColumn("kind", lambda file: file[0], "what", style="cyan"),
        ReportColumn("path", lambda file: file[1], "file"),
        ReportColumn("to", lambda file: file[2] or None, "to", style="dim"),
    ]
    write_report(terminal, columns, files, "json" if as_json else None)


def write_trash(
    terminal: Terminal,
    rows: Sequence[tuple[str, str, int, int]],
    now: datetime,
    *,
    as_json: bool,
) -> None:
    """Write the contents of the trash: path, ISO time of removal, size in bytes, file count."""
    columns = [
        ReportColumn("path", lambda row: row[0], "post"),
        ReportColumn(
            "removed", lambda row: row[1], "removed", shown=lambda row: (_when(row[1], now), "cyan")
        ),
        ReportColumn(
            "size", lambda row: row[2], "size", True, shown=lambda row: (_bytes(row[2]), "")
        ),
        ReportColumn("files", lambda row: row[3], "files", True, style="dim"),
    ]
    write_report(terminal, columns, rows, "json" if as_json else None)


def written_size(history: int, trash: int) -> str:
    """Return the disk usage of the history and the trash as a sentence."""
    return f"history: {_bytes(history)}, trash: {_bytes(trash)}"


def _bytes(count: int) -> str:
    if count < 1000:
        return f"{count} B"
    return f"{count / 1000:.0f} kB" if count < 1_000_000 else f"{count / 1_000_000:,.1f} MB"


def _when(time: str, now: datetime) -> str:
    from blogcli.output.relative_dates import relative_date

    return relative_date(datetime.fromisoformat(time), now)
