"""Write the history and the trash, for people and for scripts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from blogcli.output.terminal import Terminal, visible


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
    if as_json:
        _write_json(
            terminal,
            [
                {"number": c.number, "time": c.time, "state": c.state, "files": c.files}
                | {"command": c.label}
                for c in commands
            ],
        )
    elif terminal.stdout_is_tty:
        _history_table(terminal, commands, now)
    else:
        _write_rows(
            terminal, [[str(c.number), c.time, c.state, str(c.files), c.label] for c in commands]
        )


def _history_table(terminal: Terminal, commands: Sequence[HistoryRow], now: datetime) -> None:
    from blogcli.output.text_table import ColumnHeading, write_grid

    headings = [
        ColumnHeading("no", right=True),
        ColumnHeading("when"),
        ColumnHeading("files", right=True),
    ]
    rows = []
    for command in commands:
        undone = command.state == "undone"
        label = visible(command.label) + (" (undone)" if undone else "")
        rows.append(
            [
                (str(command.number), "dim" if undone else "bold"),
                (_when(command.time, now), "dim" if undone else "cyan"),
                (str(command.files), "dim" if undone else ""),
                (label, "dim" if undone else ""),
            ]
        )
    write_grid(terminal, [*headings, ColumnHeading("command")], rows)


def write_changed_files(
    terminal: Terminal, files: Sequence[tuple[str, str, str]], *, as_json: bool
) -> None:
    """Write the changes of a command, one per file: kind, path and, if moved, new path."""
    if as_json:
        _write_json(
            terminal, [{"kind": kind, "path": path, "to": to or None} for kind, path, to in files]
        )
    elif terminal.stdout_is_tty:
        from blogcli.output.text_table import ColumnHeading, write_grid

        rows = [
            [(kind, "cyan"), (visible(path), ""), (visible(to), "dim")] for kind, path, to in files
        ]
        write_grid(
            terminal, [ColumnHeading("what"), ColumnHeading("file"), ColumnHeading("to")], rows
        )
    else:
        _write_rows(terminal, files)


def write_trash(
    terminal: Terminal,
    rows: Sequence[tuple[str, str, int, int]],
    now: datetime,
    *,
    as_json: bool,
) -> None:
    """Write the contents of the trash: path, ISO time of removal, size in bytes, file count."""
    if as_json:
        _write_json(
            terminal,
            [{"path": p, "removed": time, "size": size, "files": n} for p, time, size, n in rows],
        )
    elif terminal.stdout_is_tty:
        from blogcli.output.text_table import ColumnHeading, write_grid

        headings = [
            ColumnHeading("post"),
            ColumnHeading("removed"),
            ColumnHeading("size", right=True),
        ]
        write_grid(
            terminal,
            [*headings, ColumnHeading("files", right=True)],
            [
                [(visible(p), ""), (_when(time, now), "cyan"), (_bytes(size), ""), (str(n), "dim")]
                for p, time, size, n in rows
            ],
        )
    else:
        _write_rows(terminal, [(p, time, str(size), str(n)) for p, time, size, n in rows])


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


def _write_json(terminal: Terminal, value: list[dict[str, object]]) -> None:
    from blogcli.output.json_value import write_value
    from blogcli.posts.text.json_text import to_json

    write_value(terminal, to_json(value))


def _write_rows(terminal: Terminal, rows: Sequence[Sequence[str]]) -> None:
    from blogcli.output.text_table import write_rows

    write_rows(terminal, rows)
