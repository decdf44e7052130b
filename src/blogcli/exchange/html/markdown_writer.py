"""Third step of the conversion: write the tree of blocks as Markdown, with markdownify.

Imported only inside `convert`, because it needs markdownify at import time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from bs4 import BeautifulSoup, Tag
from markdownify import MarkdownConverter

from blogcli.exchange.html.emphasis import MARKERS, with_emphasis
from blogcli.exchange.html.escape import escape_inline, escape_lines

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from blogcli.exchange.html.block_tree import Blocks

_Within = set[str]  # the names of the parent elements, with markdownify's own `_inline`

_PORTION = 64 << 10  # characters of HTML; BeautifulSoup needs 100 bytes for each
_LINK = "\ufdd6"  # before a link, to escape a preceding `!`, which would make it an image
_BARE = re.compile(r"https?://[^\s<>\\]+")
_DEFINES = re.compile(r"(?<!\\)\]:")
_ENTITY = re.compile(r"&(?=#?\w+;)")


def blocks_to_markdown(blocks: Blocks) -> str:
    """Return the blocks as Markdown without a final line end; works in chunks to save memory."""
    writer = _Writer(blocks.raws)
    parts: list[str] = []
    for is_plain, group in groupby(blocks.root, _is_plain):
        if is_plain:
            parts += [_line(escape_inline(block.text or "")) for block in group]
        else:
            soups = (BeautifulSoup(html, "html.parser") for html in _portions(group))
            parts += [writer.convert_soup(soup).strip("\n") for soup in soups]
    return "\n\n".join(filter(None, parts))


def _is_plain(block: HtmlElement) -> bool:
    """Return whether a block is plain text, which skips BeautifulSoup, the slowest step."""
    return block.tag == "p" and not len(block)


def _portions(blocks: Iterable[HtmlElement]) -> Iterator[str]:
    from lxml.html import tostring

    portion: list[str] = []
    size = 0
    for block in blocks:
        html = tostring(block, encoding="unicode")
        portion.append(html)
        size += len(html)
        if size > _PORTION:
            yield "".join(portion)
            portion, size = [], 0
    yield "".join(portion)


class _Writer(MarkdownConverter):
    """A MarkdownConverter with exact escapes and with emphasis that CommonMark recognizes."""

    def __init__(self, raws: list[str]) -> None:
        super().__init__(heading_style="atx", bullets="-", autolinks=False)
        self._raws = raws

    def escape(self, text: str, parent_tags: _Within) -> str:
        return escape_inline(text, within_link="a" in parent_tags)

    def convert_p(self, el: Tag, text: str, parent_tags: _Within) -> str:
        line = _line(text)
        if el.has_attr("tight"):
            return f"{line}\n" if line else ""
        return f"\n\n{line}\n\n" if line else ""

    def convert_li(self, el: Tag, text: str, parent_tags: _Within) -> str:
        bullet = f"{el['n']}. " if el.has_attr("n") else "- "
        indented = text.strip().replace("\n", "\n" + " " * len(bullet))
        return bullet + re.sub(r"\n +(?=\n)", "\n", indented) + "\n"

    def convert_hN(self, n: int, el: Tag, text: str, parent_tags: _Within) -> str:
        line = _line(text).replace("\n", " ")
        line = re.sub(r"(#+)$", r"\\\1", line)
        return f"\n\n{'#' * n} {line}\n\n" if line else ""

    def convert_td(self, el: Tag, text: str, parent_tags: _Within) -> str:
        line = _line(text).replace("|", "\\|").replace("\n", " ")
        return f" {line} |"

    convert_th = convert_td

    def convert_tr(self, el: Tag, text: str, parent_tags: _Within) -> str:
        """Return a row; the delimiter row follows the first, or precedes it if not a heading."""
        cells = el.find_all(("td", "th"), recursive=False)
        row = f"|{text}\n"
        if el.find_previous_sibling("tr") is not None:
            return row
        dashes = "|" + " --- |" * len(cells) + "\n"
        if all(cell.name == "th" for cell in cells):
            return row + dashes
        return "|" + "  |" * len(cells) + "\n" + dashes + row

    def convert_br(self, el: Tag, text: str, parent_tags: _Within) -> str:
        if parent_tags & {"td", "th"}:
            return "<br>"
        return " " if "_inline" in parent_tags else "  \n"

    def convert_a(self, el: Tag, text: str, parent_tags: _Within) -> str:
        address, title = str(el.get("href", "")), str(el.get("title", "")).strip()
        if _BARE.fullmatch(address) and el.get_text() == address:
            return f"<{address}>"
        # An unescaped `]:`, as in code, would begin a definition at a line's start.
        start = "&#8203;" if _DEFINES.search(text) else ""
        target = _target(address, title if title != el.get_text() else "")
        return f"{start}{_LINK}[{text}]({target})"

    def convert_img(self, el: Tag, text: str, parent_tags: _Within) -> str:
        alt = escape_inline(" ".join(str(el.get("alt", "")).split()), within_link=True)
        title = str(el.get("title", "")).strip()
        shown = title if title != str(el.get("alt", "")).strip() else ""
        return f"![{alt}]({_target(str(el.get('src', '')), shown)})"

    def convert_x_raw(self, el: Tag, text: str, parent_tags: _Within) -> str:
        html = self._raws[int(str(el["n"]))]
        return f"\n\n{html}\n\n" if el.has_attr("block") else html

    def convert_strong(self, el: Tag, text: str, parent_tags: _Within) -> str:
        begin, end = MARKERS[str(el.name)]
        return f"{begin}{text}{end}" if text else ""

    convert_em = convert_del = convert_strong

    def convert_sub(self, el: Tag, text: str, parent_tags: _Within) -> str:
        return f"<{el.name}>{text}</{el.name}>" if text else ""

    convert_sup = convert_kbd = convert_mark = convert_sub
    convert_ruby = convert_rb = convert_rt = convert_rp = convert_sub


def _line(text: str) -> str:
    line = text.strip(" \n").replace(f"!{_LINK}", f"\\!{_LINK}").replace(_LINK, "")
    return escape_lines(with_emphasis(line))


def _target(address: str, title: str) -> str:
    """Return a URL and an optional title as written in the parentheses of a link."""
    plain = address.replace(" ", "%20").replace("\\", "%5C").replace("<", "%3C").replace(">", "%3E")
    plain = _ENTITY.sub("&amp;", plain)
    if re.search(r"[()]", plain):
        plain = f"<{plain}>"
    if not title:
        return plain
    words = " ".join(title.replace("\\", "\\\\").replace('"', '\\"').split())
    return f'{plain} "{_ENTITY.sub("&amp;", words)}"'
