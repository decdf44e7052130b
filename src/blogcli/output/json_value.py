"""One JSON value on a terminal, in a pipe, or as a cell of a row."""

from __future__ import annotations

from blogcli.output.terminal import Terminal, visible
from blogcli.posts.text.json_text import JSON, is_encodable, json_text


def write_value(terminal: Terminal, value: JSON) -> None:
    """Write one JSON value, indented by two; unsafe characters are escaped on a terminal."""
    terminal.write(encode_json(terminal, value, 2) + "\n")


def encode_json(terminal: Terminal, value: object, indent: int | None) -> str:
    """Return JSON; characters are escaped only if stdout or the terminal cannot take them."""
    text = json_text(value, escaped=not terminal.utf8, indent=indent)
    unsafe = terminal.stdout_is_tty and visible(text, newline=True) != text
    if unsafe or not is_encodable(text):
        return json_text(value, escaped=True, indent=indent)
    return text


def cell(value: JSON) -> str:
    """Return a value as one cell: a list joined by commas, a mapping as JSON, null as ""."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, list) and not any(isinstance(inner, (list, dict)) for inner in value):
        return ",".join(map(cell, value))
    return json_text(value)
