"""What a blog tells about itself: a panel for eyes, or a line for each value."""

from __future__ import annotations

from collections.abc import Mapping

from blogcli.output.terminal import Terminal, visible

_WIDEST = 80
"""The most columns of the panel, so that its lines are easy to read."""


def write_about(terminal: Terminal, told: Mapping[str, str], *, as_json: bool) -> None:
    """Write the values, by name: a panel on a terminal, else JSON or `name<TAB>value`."""
    if as_json:
        from blogcli.output.json_value import write_value

        write_value(terminal, dict(told))
    elif terminal.stdout_is_tty:
        if told:
            terminal.write(_panel(terminal, told))
    else:
        from blogcli.output.text_table import write_rows

        write_rows(terminal, told.items())


def _panel(terminal: Terminal, told: Mapping[str, str]) -> str:
    from rich.console import Group
    from rich.text import Text

    from blogcli.output.rich_console import draw, framed

    styles = {"title": "page.title", "address": "underline", "author": "", "bio": ""}
    texts = {name: visible(text, newline=True).strip() for name, text in told.items()}
    if "author" in texts:
        texts["author"] = f"by {texts['author']}"
    lines = [Text(text, styles[name]) for name, text in texts.items() if name != "bio"]
    if "bio" in texts:
        lines += [*([Text()] if lines else []), Text(texts["bio"])]
    width = min(terminal.width, _WIDEST)
    return draw(framed(Group(*lines)), width=width, colour=terminal.stdout_colour)
