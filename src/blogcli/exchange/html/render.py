"""Render Markdown to HTML like most generators, without extra libraries."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt


def rendered(markdown: str) -> str:
    """Return a Markdown body as HTML; raw HTML in it is unchanged."""
    return str(_reader().render(markdown))


@cache
def _reader() -> MarkdownIt:
    from markdown_it import MarkdownIt

    # With its default of 20, markdown-it silently drops content nested deeper.
    reader = MarkdownIt("commonmark", {"html": True, "maxNesting": 100})
    return reader.enable(["table", "strikethrough"])
