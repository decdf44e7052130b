"""The Rich console that renders pages, and its theme."""

from __future__ import annotations

import io
import re

from rich.console import Console, RenderableType
from rich.theme import Theme

THEME = Theme(
    {
        "page.title": "bold",
        "page.border": "dim",
        "page.quiet": "dim",
        "page.date": "cyan",
        "page.tag": "reverse green",
        "markdown.h1": "bold underline",
        "markdown.h2": "bold cyan",
        "markdown.h3": "bold",
        "markdown.h4": "italic bold",
        "markdown.h5": "italic",
        "markdown.h6": "italic",
        "markdown.code": "cyan",
        "markdown.code_block": "none",
        "markdown.block_quote": "italic",
        "markdown.bar": "dim",
        "markdown.item.bullet": "cyan",
        "markdown.item.number": "cyan",
        "markdown.a": "blue underline",
        "markdown.link_url": "blue underline",
        "markdown.address": "dim",
        "markdown.image": "magenta",
        "markdown.note": "cyan",
        "markdown.shortcode": "dim",
        "markdown.table.border": "dim",
        "markdown.table.header": "bold",
    }
)
"""Only the 16 ANSI colors: the terminal's own theme makes them readable on dark and light."""

_TRAILING = re.compile(r" +$", re.MULTILINE)


def draw(renderable: RenderableType, *, width: int, colour: bool) -> str:
    """Return the renderable as text, at most `width` cells per line; with ANSI codes if `colour`.

    The environment (terminal, variables) has no influence on the result.
    """
    console = Console(
        file=io.StringIO(),
        width=width,
        height=100,
        theme=THEME,
        color_system="standard" if colour else None,
        force_terminal=colour,
        force_interactive=False,
        force_jupyter=False,
        no_color=not colour,
        legacy_windows=False,
        highlight=False,
        markup=False,
        emoji=False,
    )
    with console.capture() as captured:
        console.print(renderable)
    return _TRAILING.sub("", captured.get())
