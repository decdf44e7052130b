"""A body of HTML as a tree, by a parser that takes whatever people wrote."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from blogcli.exchange.texts import cleaned

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# What takes about a second on all the way to Markdown and back.
_MOST_ELEMENTS = 8000
_MOST_MARKS = 60_000
_MOST_ATTRIBUTES = 5000  # of one element: the parser compares each with all before it
_MOST_DEPTH = 1000  # the parser itself leaves out what is deeper than about two thousand

_MARKS = "&[]*_`!\\~|>#$%+@^{}"  # what the reader of Markdown looks at more closely
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
    """The body of a piece of HTML, without characters that no page can show."""
    from lxml.html import HTMLParser, document_fromstring

    parser = HTMLParser(huge_tree=True, no_network=True)
    tree = document_fromstring(f"<html><body>{_REFERENCE.sub(_shown, html)}", parser=parser)
    body = tree.find("body")
    return tree if body is None else body


def with_base(html: str, base: str) -> str:
    """The HTML with its addresses made absolute; as it was where that is needless or too much."""
    from lxml.html import tostring

    if not base or is_too_much(html):
        return html
    body = parsed(html)
    found = [(element, name) for element in body.iter("*") for name in _ADDRESSES]
    relative = [(element, name) for element, name in found if element.get(name)]
    for element, name in relative:
        element.set(name, _joined(base, element.get(name, "").strip()))
    return tostring(body, encoding="unicode") if relative else html


def _joined(base: str, address: str) -> str:
    try:
        return urljoin(base, address)
    except ValueError:  # a host in brackets that is none
        return address


def _shown(reference: re.Match[str]) -> str:
    """A reference to a character, gone where the parser would take in one it cannot give back."""
    number = int(reference["hex"], 16) if reference["hex"] else int(reference["number"])
    is_safe = number > 0x10FFFF or number in (9, 10, 13) or cleaned(chr(number)) == chr(number)
    return reference[0] if is_safe else cleaned(chr(number))


def is_too_much(html: str) -> bool:
    """Whether HTML would take too long to parse, or its text to be read again as Markdown."""
    if html.count("<") - html.count("</") > _MOST_ELEMENTS:
        return True
    if len(html) > _MOST_MARKS and sum(map(html.count, _MARKS)) > _MOST_MARKS:
        return True
    return _has_long_tag(html)


def _has_long_tag(html: str) -> bool:
    """Whether one tag has more attributes than a parser compares with each other in a second."""
    long = (part for part in html.split("<") if len(part) > _MOST_ATTRIBUTES and part[0].isalpha())
    heads = (part[: part.rfind(">")] for part in long)  # a `>` in an attribute ends none
    return any(len(_PARTED.findall(head)) > _MOST_ATTRIBUTES for head in heads)


def is_flat(html: str) -> bool:
    """Whether HTML is well-formed and not deep, so that any parser takes it in linear time."""
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
    """Whether the parser took all of it, and it is not too much to be taken apart."""
    from lxml.etree import iterwalk

    elements = depth = deepest = 0
    for event, _ in iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
        elements += event == "start"
    return elements <= _MOST_ELEMENTS and deepest < _MOST_DEPTH
