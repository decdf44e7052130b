"""Markdown as HTML, as most generators make it; no library beyond the package's own is needed."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt


def rendered(markdown: str) -> str:
    """The HTML of a body; raw HTML in it stays as it is."""
    return str(_reader().render(markdown))


@cache
def _reader() -> MarkdownIt:
    from markdown_it import MarkdownIt

    # At its own limit of 20 it leaves out, in silence, what is nested deeper.
    reader = MarkdownIt("commonmark", {"html": True, "maxNesting": 100})
    return reader.enable(["table", "strikethrough"])
