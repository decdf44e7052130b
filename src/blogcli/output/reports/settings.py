"""The settings, each with its value and where that comes from."""

from __future__ import annotations

from collections.abc import Sequence

from blogcli.output.terminal import Terminal, visible
from blogcli.output.text_table import ColumnHeading, write_grid


def pairs_table(terminal: Terminal, rows: Sequence[tuple[str, str, str]]) -> None:
    """Write settings: name, value, and the origin of the value."""
    write_grid(
        terminal,
        [ColumnHeading("name"), ColumnHeading("value"), ColumnHeading("from")],
        [
            [(visible(name), "bold"), (visible(value), ""), (visible(origin), "dim")]
            for name, value, origin in rows
        ],
    )
