"""The targets of links within a post: `id`s become anchors, and WordPress's footnotes footnotes."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

from blogcli.exchange.html.url_policy import HEADINGS

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_OPEN = HEADINGS | {"p", "li", "td", "th", "div", "section", "figure", "blockquote", "dt", "dd"}
"""Elements that an anchor can stand in, at their start."""


def linked_ids(root: HtmlElement) -> set[str]:
    """Return the names that links within the post point to."""
    links = (link.get("href", "") for link in root.iter("a"))
    written = {link[1:] for link in links if link.startswith("#")}
    return (written | {unquote(name) for name in written}) - {""}


def mark_footnotes(root: HtmlElement) -> None:
    """Replace WordPress's footnotes by notes with a number; one without a text stays a link."""
    texts = {
        name: part for part in root.iter("span") if (name := part.get("data-fn-text")) is not None
    }
    numbers: dict[str, int] = {}
    for mark in [part for part in root.iter("sup") if part.get("data-fn") in texts]:
        number = numbers.setdefault(mark.get("data-fn", ""), len(numbers) + 1)
        mark.addprevious(made("note", f"[^{number}]"))
        mark.drop_tree()
    for name, part in texts.items():
        number = numbers.setdefault(name, len(numbers) + 1)
        part.addprevious(made("note", f"[^{number}]: "))


def keep_ids(root: HtmlElement, targets: set[str]) -> None:
    """Put an anchor where a link within the post leads to the `id` of another element."""
    for element in [part for part in root.iter() if part.get("id") in targets]:
        if element is root or (element.tag == "a" and not element.get("href")):
            continue  # such a link is an anchor itself
        anchor = made("anchor")
        anchor.set("id", element.get("id", ""))
        if element.tag in _OPEN:
            anchor.tail, element.text = element.text, None
            element.insert(0, anchor)
        else:
            element.addprevious(anchor)


def made(name: str, text: str = "") -> HtmlElement:
    """Return a new element of the cleaned tree."""
    from lxml.html import Element

    element = Element(name)
    element.text = text or None
    return element
