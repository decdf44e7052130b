"""One JSON value on a terminal or in a pipe."""

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
