"""Limits for feeds: what would take feedparser too long."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

_MOST_ATTRIBUTES = 200  # of one element: each is looked up among all of them
_MOST_PREFIXES = 100  # each element's name is looked for in all of them
_MOST_ELEMENTS = 10_000  # of one entry, those of a body in XHTML among them
_MOST_LABELS = 1000  # of one entry: each is compared with all before it
_MOST_PIECES = 100_000  # of text: it comes in a piece for each line and each reference
_MANY_REFERENCES = 1000
_LONGEST_LABELS = 5000  # characters of a text that is split into labels

_VERBATIM = {"<![CDATA[": "]]>", "<!--": "-->", "<?": "?>"}
_NO_MARKS = str.maketrans("<&", "  ")
_OPENING = re.compile("|".join(map(re.escape, _VERBATIM)))
_ATTRIBUTE = (
    r"\s*+[^\s<>=\"']++(?:\s*+=\s*+(?:\"[^\"<]*+\"|'[^'<]*+'|[^\s\"'<>]++))?+"  # quoted or not
)
_EACH_ATTRIBUTE = re.compile(_ATTRIBUTE)
_TAG = re.compile(rf"<(?:[\w.-]++:)?+(?P<name>[\w.-]++)(?P<attributes>(?:{_ATTRIBUTE})*+)")
_PREFIX = re.compile(r"\sxmlns:([^\s=]+)")
_LABELS = ("category", "keywords", "subject", "tags")


def is_costly(xml: str) -> bool:
    """Whether an element, or an entry, has more parts than feedparser reads in a second."""
    markup = _markup(xml)
    if markup.count("&") + markup.count("\n") > _MOST_PIECES:
        return True
    elements = labels = 0
    prefixes: set[str] = set()
    for tag in _TAG.finditer(markup):
        name = tag["name"].lower()
        if name in ("entry", "item"):
            elements = labels = 0
        elements += 1
        if name in _LABELS:
            labels += 1
            if markup.find("<", tag.end(), tag.end() + _LONGEST_LABELS) < 0:
                return True
        prefixes.update(_PREFIX.findall(tag["attributes"]))
        if elements > _MOST_ELEMENTS or labels > _MOST_LABELS or len(prefixes) > _MOST_PREFIXES:
            return True
        if len(_EACH_ATTRIBUTE.findall(tag["attributes"])) > _MOST_ATTRIBUTES:
            return True
    return False


def as_cdata(entry: _Element) -> None:
    """Put the texts of an entry that hold many references into CDATA, which needs none."""
    from lxml.etree import CDATA

    for element in entry.iter("*"):
        text = element.text or ""
        if sum(map(text.count, "&<>")) > _MANY_REFERENCES and "]]>" not in text:
            element.text = CDATA(text)


def _markup(xml: str) -> str:
    """Return the XML without comments and instructions, and CDATA as plain text."""
    parts = []
    at = 0
    while opening := _OPENING.search(xml, at):
        closing = _VERBATIM[opening[0]]
        end = xml.find(closing, opening.end())
        if end < 0:
            break
        parts.append(xml[at : opening.start()])
        if closing == "]]>":
            parts.append(xml[opening.end() : end].translate(_NO_MARKS))
        at = end + len(closing)
    return "".join((*parts, xml[at:]))
