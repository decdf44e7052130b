"""A feed in portions that a parser can hold: feedparser needs fifteen times a feed's size."""

from __future__ import annotations

import re
from collections.abc import Iterator

from blogcli.errors import BlogError
from blogcli.exchange.detect import PROLOG, decoded
from blogcli.exchange.intake import ExportFile
from blogcli.exchange.values import Notice
from blogcli.exchange.xml_file import XmlFile

_WHOLE = 4 << 20
_PORTION = 1 << 20
_SUBSET = re.compile(r"<!DOCTYPE\b[^>\[]*\[|<!ENTITY\b", re.IGNORECASE)
_CONTROLS = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<", b"\0\0")
_ROOT = re.compile(r"<(?P<name>(?:\w+:)?(?P<kind>rss|feed|rdf))\b[^<>]*>", re.IGNORECASE)


def portions(file: ExportFile) -> Iterator[bytes | Notice]:
    """The feed whole, or a large one as several feeds, of which the first has no entries.

    A small feed may be broken, a large one is mended first. Raises BlogError for one that declares
    entities, and for a large one that is no RSS, Atom or RDF.
    """
    head = decoded(file.sample())
    prolog = PROLOG.match(head)
    if prolog and _SUBSET.search(prolog[0]):
        raise BlogError(
            "declares a DTD of its own", "entities could hide or swallow text", path=file.name
        )
    if file.size > _WHOLE:
        yield from _of_large(file, head[prolog.end() if prolog else 0 :])
        return
    data = file.read(_WHOLE)
    controls = 0
    if not data.startswith(_WIDE):
        data, controls = _CONTROLS.subn(b"", data)
    if controls:
        yield Notice(f"removed {controls} control characters")
    yield data


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
    yield f"{about}{end}".encode()
    start = f"{root[0]}{'<channel>' if channel else ''}"
    for entries in _gathered(export, entry):
        yield f"{start}{entries}{end}".encode()


def _gathered(export: XmlFile, entry: str) -> Iterator[str]:
    from lxml.etree import tostring

    gathered: list[str] = []
    size = 0
    for element in export.elements(entry):
        gathered.append(tostring(element, encoding="unicode", with_tail=False))
        size += len(gathered[-1])
        if size > _PORTION:
            yield "".join(gathered)
            gathered, size = [], 0
    yield "".join(gathered)
