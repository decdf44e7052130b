"""Render Markdown to HTML like most generators, without extra libraries."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt


def rendered(markdown: str) -> str:
    """Return a Markdown body as HTML; raw HTML in it is unchanged."""
    return str(_reader().render(markdown))


def feed_rendered(markdown: str) -> str:
    """Do the same with pyromark, if it is installed, in a thirtieth of the time.

    Elements, texts and addresses are the same; some characters are escaped in another way.
    """
    try:
        return _fast()(markdown)
    except UnicodeEncodeError:  # half of a surrogate pair, which Rust's text cannot have
        return rendered(markdown)


@cache
def _fast() -> Callable[[str], str]:
    try:
        from pyromark import Options, html
    except ImportError:
        return rendered
    return partial(html, options=Options.ENABLE_TABLES | Options.ENABLE_STRIKETHROUGH)


@cache
def _reader() -> MarkdownIt:
    from markdown_it import MarkdownIt

    # With its default of 20, markdown-it silently drops content nested deeper.
    reader = MarkdownIt("commonmark", {"html": True, "maxNesting": 100})
    return reader.enable(["table", "strikethrough"])
