"""The Rich console that renders pages, and its theme."""

from __future__ import annotations

import io
import re

from rich.box import ROUNDED
from rich.console import Console, RenderableType
from rich.panel import Panel
from rich.theme import Theme

THEME = Theme(
    {
        "page.title": "bold",
        "page.border": "dim",
        "page.quiet": "dim",
        "page.tag": "green",
        "markdown.h1": "bold underline",
        "markdown.h2": "bold",
        "markdown.h3": "bold italic",
        "markdown.h4": "italic",
        "markdown.h5": "italic",
        "markdown.h6": "italic",
        "markdown.code": "magenta",
        "markdown.code_block": "none",
        "markdown.block_quote": "italic",
        "markdown.bar": "dim",
        "markdown.code_bar": "dim",
        "markdown.item.bullet": "bold",
        "markdown.item.number": "bold",
        "markdown.a": "underline",
        "markdown.link_url": "underline",
        "markdown.address": "dim",
        "markdown.image": "magenta",
        "markdown.note": "magenta",
        "markdown.shortcode": "dim",
        "markdown.table.border": "dim",
        "markdown.table.header": "bold",
    }
)
"""Only the ANSI colors that are readable on white, on black and in Solarized.

That leaves out the bright ones, which are grays in Solarized, and for prose blue and cyan.
"""


def framed(lines: RenderableType) -> Panel:
    """Return lines in the frame of pages."""
    return Panel(lines, box=ROUNDED, border_style="page.border", padding=(0, 1))


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
