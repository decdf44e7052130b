"""A body of HTML as a tree, by a parser that takes whatever people wrote."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from blogcli.exchange.texts import cleaned

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_MOST_ELEMENTS = 100_000
_MOST_DEPTH = 1000  # the parser itself leaves out what is deeper than about two thousand


_REFERENCE = re.compile(r"&#(?:x(?P<hex>[0-9a-f]{1,6})|(?P<number>\d{1,7}));?", re.IGNORECASE)


def parsed(html: str) -> HtmlElement:
    """The body of a piece of HTML, without characters that no page can show."""
    from lxml.html import HTMLParser, document_fromstring

    parser = HTMLParser(huge_tree=True, no_network=True)
    tree = document_fromstring(f"<html><body>{_REFERENCE.sub(_shown, html)}", parser=parser)
    body = tree.find("body")
    return tree if body is None else body


def _shown(reference: re.Match[str]) -> str:
    """A reference to a character, gone where the parser would take in one it cannot give back."""
    number = int(reference["hex"], 16) if reference["hex"] else int(reference["number"])
    is_safe = number > 0x10FFFF or number in (9, 10, 13) or cleaned(chr(number)) == chr(number)
    return reference[0] if is_safe else cleaned(chr(number))


def is_manageable(tree: HtmlElement) -> bool:
    """Whether the parser took all of it, and it is not too much to be taken apart."""
    from lxml.etree import iterwalk

    elements = depth = deepest = 0
    for event, _ in iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
        elements += event == "start"
    return elements <= _MOST_ELEMENTS and deepest < _MOST_DEPTH
