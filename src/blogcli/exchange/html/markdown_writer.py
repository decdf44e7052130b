"""Third step of the conversion: write the tree of blocks as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from blogcli.exchange.html.emphasis import MARKERS, with_emphasis
from blogcli.exchange.html.escape import escape_inline, escape_lines
from blogcli.exchange.html.url_policy import HEADINGS

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_LINK = "\ufdd6"  # before a link, to escape a preceding `!`, which would make it an image
_BARE = re.compile(r"https?://[^\s<>\\]+")
_DEFINES = re.compile(r"(?<!\\)\]:")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_AS_WRITTEN = frozenset(("code", "kbd"))
_LISTS = ("ul", "ol")
_CELLS = ("td", "th")
_MORE_THAN_TEXT = ("img", "rp", "rt")  # what a link would lose if only its address were written


def blocks_to_markdown(blocks: HtmlElement) -> str:
    """Return the blocks as Markdown without a final line end."""
    parts = (_written(block, frozenset()).strip("\n") for block in blocks)
    return "\n\n".join(filter(None, parts))


def _written(element: HtmlElement, within: frozenset[str]) -> str:
    """Return an element within those of these names as Markdown."""
    if element.tag == "x-raw":
        html = element.get("html", "")
        return html if element.get("block") is None else f"\n\n{html}\n\n"
    inner = within | {str(element.tag)}
    parts = [_text(element.text, inner)]
    for child in element:
        parts += [_written(child, inner), _text(child.tail, inner)]
    return _marked(element, _joined(parts), within)


def _marked(element: HtmlElement, text: str, within: frozenset[str]) -> str:
    """Return the text in the marks of its element; a block with line ends around it."""
    match str(element.tag):
        case "p":
            line = _line(text)
            if element.get("tight") is not None:
                return f"{line}\n" if line else ""
            return f"\n\n{line}\n\n" if line else ""
        case "li":
            return _item(element, text)
        case "ul" | "ol":
            return _list(element, text, within)
        case "blockquote":
            return _quoted(text)
        case "hr":
            return "\n\n---\n\n"
        case "table":
            return f"\n\n{text.strip()}\n\n"
        case "tr":
            return _row(element, text)
        case "td" | "th":
            return " " + _line(text).replace("|", "\\|").replace("\n", " ") + " |"
        case "h1" | "h2" | "h3" | "h4" | "h5" | "h6" as tag:
            line = re.sub(r"(#+)$", r"\\\1", _line(text).replace("\n", " "))
            return f"\n\n{'#' * int(tag[1])} {line}\n\n" if line else ""
        case _:
            return _inline(element, text, within)


def _inline(element: HtmlElement, text: str, within: frozenset[str]) -> str:
    match str(element.tag):
        case "br" if not within.isdisjoint(_CELLS):
            return "<br>"
        case "br":
            return " " if within & HEADINGS else "  \n"
        case "img":
            return _image(element)
        case "a":
            return _link(element, text)
        case "code":
            return text if within & _AS_WRITTEN else _code(text)
        case "strong" | "em" | "del" as tag:
            begin, end = MARKERS[tag]
            return f"{begin}{text}{end}" if text else ""
        case tag:
            return f"<{tag}>{text}</{tag}>" if text else ""


def _text(text: str | None, within: frozenset[str]) -> str:
    if not text or within & _AS_WRITTEN:
        return text or ""
    return escape_inline(text, within_link="a" in within)


def _joined(parts: Iterable[str]) -> str:
    """Return the parts joined, with at most one blank line between two blocks."""
    joined = [""]
    for part in filter(None, parts):
        above, below = joined[-1].rstrip("\n"), part.lstrip("\n")
        ends, begins = len(joined[-1]) - len(above), len(part) - len(below)
        if ends and begins:
            joined[-1] = above
            part = "\n" * min(2, max(ends, begins)) + below
        joined.append(part)
    return "".join(joined)


def _item(element: HtmlElement, text: str) -> str:
    number = element.get("n")
    bullet = "- " if number is None else f"{number}. "
    indented = text.strip().replace("\n", "\n" + " " * len(bullet))
    return bullet + re.sub(r"\n +(?=\n)", "\n", indented) + "\n"


def _list(element: HtmlElement, text: str, within: frozenset[str]) -> str:
    if "li" in within:
        return "\n" + text.rstrip()
    after = element.getnext()
    return f"\n\n{text}" + "\n" * (after is not None and after.tag not in _LISTS)


def _quoted(text: str) -> str:
    lines = (f"> {line}" if line else ">" for line in text.strip(" \t\r\n").split("\n"))
    return "\n" + "\n".join(lines) + "\n\n"


def _row(element: HtmlElement, text: str) -> str:
    """Return a row; the delimiter row follows the first, or precedes it if not a heading."""
    row = f"|{text}\n"
    if any(above.tag == "tr" for above in element.itersiblings(preceding=True)):
        return row
    cells = [cell.tag for cell in element if cell.tag in _CELLS]
    dashes = "|" + " --- |" * len(cells) + "\n"
    if "td" not in cells:
        return row + dashes
    return "|" + "  |" * len(cells) + "\n" + dashes + row


def _link(element: HtmlElement, text: str) -> str:
    address, title = element.get("href", ""), element.get("title", "").strip()
    shown = "".join(map(str, element.itertext()))
    is_bare = _BARE.fullmatch(address) and shown == address
    if is_bare and all(part.tag not in _MORE_THAN_TEXT for part in element.iter()):
        return f"<{address}>"
    # An unescaped `]:`, as in code, would begin a definition at a line's start.
    start = "&#8203;" if _DEFINES.search(text) else ""
    return f"{start}{_LINK}[{text}]({_target(address, title if title != shown else '')})"


def _image(element: HtmlElement) -> str:
    alt, title = element.get("alt", ""), element.get("title", "").strip()
    shown = escape_inline(" ".join(alt.split()), within_link=True)
    target = _target(element.get("src", ""), title if title != alt.strip() else "")
    return f"![{shown}]({target})"


def _code(text: str) -> str:
    """Return a code span, in more backticks than it holds in a row."""
    core = text.strip()
    if not core:
        return ""
    most = max(map(len, re.findall("`+", core)), default=0)
    ticks, blank = "`" * (most + 1), " " * bool(most)
    before, after = " " * text.startswith(" "), " " * text.endswith(" ")
    return f"{before}{ticks}{blank}{core}{blank}{ticks}{after}"


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
