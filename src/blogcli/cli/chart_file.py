"""Write a chart or a calendar to the file that the user names, never over another file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blogcli.cli.app import App
from blogcli.errors import Conflict

if TYPE_CHECKING:
    from pathlib import Path


def write_chart(app: App, name: str, text: str, *, yes: bool, mark: str = "") -> None:
    """Write `text` to the file, or to stdout for `-`.

    A file that does not hold `mark`, by default that of our charts, is not overwritten without
    `yes`. Raises Conflict.
    """
    from blogcli.output.charts.svg import MARK
    from blogcli.store.fs.output_file import check_output, write_file

    if name == "-":
        app.terminal.write(text)
        return
    path = app.cwd / name
    check_output(path, app.blog.root)
    own = mark or MARK
    if path.exists() and not yes and not _holds(path, own):
        raise Conflict("exists and was not made by this command", "add --yes", path=name)
    write_file(path, [text])
    app.terminal.say(f"Wrote {name}")


def _holds(path: Path, mark: str) -> bool:
    """Return whether a file has the mark in its first lines."""
    try:
        with path.open("rb") as file:
            return mark.encode() in file.read(2_000)
    except OSError:
        return False
