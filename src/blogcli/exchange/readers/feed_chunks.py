"""Split a large feed into portions, because feedparser needs 15 times its size in memory.

What would take feedparser too long is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from blogcli.errors import BlogError
from blogcli.exchange.model import Notice
from blogcli.exchange.sources.export_file import ExportFile
from blogcli.exchange.sources.xml_stream import XmlFile, text
from blogcli.exchange.text.clean import title_of
from blogcli.exchange.text.encoding import PROLOG, decoded

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
_LABEL_TAGS = ("category", "keywords", "subject", "tags")

_WHOLE = 4 << 20
_PORTION = 1 << 20
_SUBSET = re.compile(r"<!DOCTYPE\b[^>\[]*\[|<!ENTITY\b", re.IGNORECASE)
_VOID = re.compile(
    rb"<!\[CDATA\[(?:.*?\]\]>|.*)|<!--(?:.*?-->|.*)"
    rb"|<(?P<name>(?:\w+:)?(?:item|entry))\s*+"
    rb"(?:/>|>(?:\s*<(?!/?(?P=name)[\s/>])/?[\w:.-]+\s*/?>)*\s*</(?P=name)\s*>)",
    re.DOTALL,
)
"""Entries without any text or attribute, each of which takes feedparser as long as a post."""
_CONTROLS = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<", b"\0\0")
_ROOT = re.compile(r"<(?P<name>(?:\w+:)?(?P<kind>rss|feed|rdf))\b[^<>]*>", re.IGNORECASE)


def portions(file: ExportFile) -> Iterator[bytes | Notice]:
    """Yield the whole feed, or a large one as several feeds, the first of them without entries.

    A large feed is repaired first, and so is one with an entry that would take too long, which
    is left out; another small one may be broken. Raises BlogError for a feed that declares
    entities, and for a large one that is not RSS, Atom or RDF.
    """
    head = decoded(file.sample())
    prolog = PROLOG.match(head)
    if prolog and _SUBSET.search(prolog[0]):
        raise BlogError(
            "declares a DTD of its own", "entities could hide or swallow text", path=file.name
        )
    data = b"" if file.size > _WHOLE else file.read(_WHOLE)
    if not data or _is_costly(decoded(data)):
        yield from _of_large(file, head[prolog.end() if prolog else 0 :])
        return
    data, void = _without_void(data)
    if void:
        yield Notice(f"skipped {void} empty entries")
    controls = 0
    if not data.startswith(_WIDE):
        data, controls = _CONTROLS.subn(b"", data)
    if controls:
        yield Notice(f"removed {controls} control characters")
    yield data


def _without_void(data: bytes) -> tuple[bytes, int]:
    """Return a feed without its empty entries, and how many it had."""
    void = 0

    def dropped(found: re.Match[bytes]) -> bytes:
        nonlocal void
        void += found["name"] is not None
        return b"" if found["name"] else found[0]

    return _VOID.sub(dropped, data), void


def _of_large(file: ExportFile, head: str) -> Iterator[bytes | Notice]:
    root = _ROOT.match(head)
    if root is None:
        raise BlogError("is not a readable feed", path=file.name)
    entry = "entry" if root["kind"].lower() == "feed" else "item"
    channel = root["kind"].lower() == "rss"
    end = f"{'</channel>' if channel else ''}</{root['name']}>"
    export = XmlFile(file, entry)
    yield from export.notices
    first = re.search(rf"<(?:\w+:)?{entry}[\s>]", head)
    about = head[: first.start()] if first else root[0]
    if _is_costly(about):
        raise BlogError(
            "has too many elements or attributes before its first entry",
            "leave them out",
            path=file.name,
        )
    yield f"{about}{end}".encode()
    start = f"{root[0]}{'<channel>' if channel else ''}"
    for part in _gathered(export, entry):
        yield part if isinstance(part, Notice) else f"{start}{part}{end}".encode()


def _gathered(export: XmlFile, entry: str) -> Iterator[str | Notice]:
    from lxml.etree import tostring

    gathered: list[str] = []
    size = 0
    for element in export.elements(entry):
        _put_into_cdata(element)
        xml = tostring(element, encoding="unicode", with_tail=False)
        if _is_costly(xml):
            title = title_of(text(element.find("{*}title")))
            yield Notice("it has too many elements or attributes and was left out", title)
            continue
        gathered.append(xml)
        size += len(xml)
        if size > _PORTION:
            yield "".join(gathered)
            gathered, size = [], 0
    yield "".join(gathered)


def _is_costly(xml: str) -> bool:
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
        if name in _LABEL_TAGS:
            labels += 1
            if markup.find("<", tag.end(), tag.end() + _LONGEST_LABELS) < 0:
                return True
        prefixes.update(_PREFIX.findall(tag["attributes"]))
        if elements > _MOST_ELEMENTS or labels > _MOST_LABELS or len(prefixes) > _MOST_PREFIXES:
            return True
        if len(_EACH_ATTRIBUTE.findall(tag["attributes"])) > _MOST_ATTRIBUTES:
            return True
    return False


def _put_into_cdata(entry: _Element) -> None:
    """Put the texts of an entry that hold many references into CDATA, which needs none."""
    from lxml.etree import CDATA

    for element in entry.iter("*"):
        written = element.text or ""
        if sum(map(written.count, "&<>")) > _MANY_REFERENCES and "]]>" not in written:
            element.text = CDATA(written)


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
