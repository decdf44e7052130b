"""Parse an HTML body into a tree, leniently, and check its size."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from blogcli.exchange.text.clean import cleaned, join_urls

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# Limits for a conversion to Markdown and back in about a second.
_MOST_ELEMENTS = 8000
_MOST_MARKS = 60_000
_MOST_ATTRIBUTES = 5000  # per element: the parser compares each with all before it
_MOST_DEPTH = 1000  # the parser drops content deeper than about 2000

_MARKS = "&[]*_`!\\~|>#$%+@^{}"  # characters that cost a Markdown parser time
_PARTED = re.compile(r"[\s\"']")

_FLAT_DEPTH = 200
_VOID = frozenset(("br", "col", "hr", "img", "input", "wbr"))
_TEXT_ALONE = frozenset(("iframe", "math", "noembed", "noframes", "noscript", "plaintext")) | {
    *("script", "style", "svg", "template", "textarea", "title", "xmp")
}
_TAG = re.compile(
    r"<(?P<end>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]*+)"
    r"(?:\s++[\w:-]++(?:\s*+=\s*+(?:\"[^\"<>]*+\"|'[^'<>]*+'|[^\s\"'<>=`]++))?+)*+\s*+/?+>"
)

_ADDRESSES = ("cite", "data", "href", "longdesc", "poster", "src")
_REFERENCE = re.compile(r"&#(?:x(?P<hex>[0-9a-f]{1,6})|(?P<number>\d{1,7}));?", re.IGNORECASE)


def parsed(html: str) -> HtmlElement:
    """Return the body element of an HTML fragment, without invalid characters."""
    from lxml.html import HTMLParser, document_fromstring

    parser = HTMLParser(huge_tree=True, no_network=True)
    tree = document_fromstring(f"<html><body>{_REFERENCE.sub(_shown, html)}", parser=parser)
    body = tree.find("body")
    return tree if body is None else body


def with_base(html: str, base: str) -> str:
    """Return the HTML with absolute URLs; unchanged if it has none to resolve or is too costly."""
    from lxml.html import tostring

    if not base or is_too_much(html):
        return html
    body = parsed(html)
    found = [(element, name) for element in body.iter("*") for name in _ADDRESSES]
    relative = [(element, name) for element, name in found if element.get(name)]
    for element, name in relative:
        element.set(name, join_urls(base, element.get(name, "").strip()))
    return tostring(body, encoding="unicode") if relative else html


def _shown(reference: re.Match[str]) -> str:
    """Return a character reference, cleaned if the parser cannot serialize its character."""
    number = int(reference["hex"], 16) if reference["hex"] else int(reference["number"])
    is_safe = number > 0x10FFFF or number in (9, 10, 13) or cleaned(chr(number)) == chr(number)
    return reference[0] if is_safe else cleaned(chr(number))


def is_too_much(html: str) -> bool:
    """Return whether parsing the HTML, or its text as Markdown, would take too long."""
    if html.count("<") - html.count("</") > _MOST_ELEMENTS:
        return True
    if len(html) > _MOST_MARKS and sum(map(html.count, _MARKS)) > _MOST_MARKS:
        return True
    return _has_long_tag(html)


def _has_long_tag(html: str) -> bool:
    """Return whether one tag has more attributes than a parser can compare in a second."""
    long = (part for part in html.split("<") if len(part) > _MOST_ATTRIBUTES and part[0].isalpha())
    heads = (part[: part.rfind(">")] for part in long)  # an attribute may hold a `>`
    return any(len(_PARTED.findall(head)) > _MOST_ATTRIBUTES for head in heads)


def is_flat(html: str) -> bool:
    """Return whether HTML is well-formed and not deep, so that parsers take linear time."""
    if html.count("&") > _MOST_MARKS or _has_long_tag(html):
        return False
    within: list[str] = []
    count = 0
    for tag in _TAG.finditer(html):
        count += 1
        name = tag["name"].lower()
        if name in _TEXT_ALONE or len(within) > _FLAT_DEPTH:
            return False
        if tag["end"]:
            if not within or within.pop() != name:
                return False
        elif name not in _VOID:
            within.append(name)
    return not within and count == html.count("<")


def is_manageable(tree: HtmlElement) -> bool:
    """Return whether the tree is complete, and small enough to convert."""
    from lxml.etree import iterwalk

    elements = depth = deepest = 0
    for event, _ in iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
        elements += event == "start"
    return elements <= _MOST_ELEMENTS and deepest < _MOST_DEPTH
