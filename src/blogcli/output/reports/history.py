"""Write the history and the trash, for people and for scripts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from blogcli.output.reports.report import ReportColumn, write_report
from blogcli.output.terminal import Terminal


def write_history(
    terminal: Terminal,
    rows: Sequence[tuple[int, str, str, int, str]],
    now: datetime,
    *,
    as_json: bool,
) -> None:
    """Write one line per command: a table on a terminal, else TSV or JSON.

    The rows have number, ISO time, state (done or undone), number of files, and the command line.
    """

    def unless_undone(style: str) -> Callable[[tuple[int, str, str, int, str]], str]:
        return lambda row: "dim" if row[2] == "undone" else style

    columns = [
        ReportColumn("number", "no", True, unless_undone("bold")),
        ReportColumn(
            "time", "when", style=unless_undone("cyan"), shown=lambda row: _when(row[1], now)
        ),
        ReportColumn("state"),
        ReportColumn("files", "files", True, unless_undone("")),
        ReportColumn(
            "command",
            "command",
            style=unless_undone(""),
            shown=lambda row: row[4] + " (undone)" * (row[2] == "undone"),
        ),
    ]
    write_report(terminal, columns, rows, "json" if as_json else None)


def write_changed_files(
    terminal: Terminal, files: Sequence[tuple[str, str, str]], *, as_json: bool
) -> None:
    """Write the changes of a command, one per file: kind, path and, if moved, new path."""
    columns = [
        ReportColumn("kind", "what", style="cyan"),
        ReportColumn("path", "file"),
        ReportColumn("to", "to", style="dim"),
    ]
    rows = [(kind, path, to or None) for kind, path, to in files]
    write_report(terminal, columns, rows, "json" if as_json else None)


def write_trash(
    terminal: Terminal,
    rows: Sequence[tuple[str, str, int, int]],
    now: datetime,
    *,
    as_json: bool,
) -> None:
    """Write the contents of the trash: path, ISO time of removal, size in bytes, file count."""
    columns = [
        ReportColumn("path", "post"),
        ReportColumn("removed", "removed", style="cyan", shown=lambda row: _when(row[1], now)),
        ReportColumn("size", "size", True, shown=lambda row: _bytes(row[2])),
        ReportColumn("files", "files", True, "dim"),
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
