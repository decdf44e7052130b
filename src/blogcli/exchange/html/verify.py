"""Compare the visible content of the original HTML with that of the rendered Markdown."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, TypeAlias
from urllib.parse import unquote

from blogcli.exchange.html import url_policy
from blogcli.exchange.html.model import Proof
from blogcli.exchange.html.parse import parsed
from blogcli.exchange.html.render import rendered
from blogcli.exchange.html.url_policy import BLOCKS, CODE, HEADINGS

if TYPE_CHECKING:
    from lxml.etree import _Element

_WORD = re.compile(r"\w+")
_NOTE = re.compile(r"^\[\^(\d+)\]: ", re.MULTILINE)  # CommonMark hides a footnote's text
_APART = BLOCKS | {"br", "q", ""}  # "" is a comment, such as `<!--more-->`
_COUNTED = CODE | HEADINGS | {"a", "audio", "iframe", "img", "video"}


THINGS = ("words", "images", "links", "headings", "embeds", "code lines")
"""What is counted, in the order of warnings."""

_Seen: TypeAlias = defaultdict[str, Counter[str]]


def compared(html: str, markdown: str, keep_google_links: bool = False) -> Proof:
    """Return how much of the visible content of the HTML is in the Markdown."""
    before = _seen(html, keep_google_links)
    after = _seen(rendered(_NOTE.sub(r"\1 ", markdown)), True)
    return {what: (before[what].total(), (before[what] - after[what]).total()) for what in THINGS}


def _seen(html: str, keep_google_links: bool) -> _Seen:
    from lxml.etree import iterwalk

    seen: _Seen = defaultdict(Counter)
    tree = parsed(html)
    texts: list[str] = []
    walker = iterwalk(tree, events=("start", "end", "comment", "pi"))
    for event, element in walker:
        tag = element.tag if event in ("start", "end") else ""
        if event == "start":
            if tag in _COUNTED:
                _count(element, seen, keep_google_links)
            if tag in url_policy.UNSEEN:
                walker.skip_subtree()
            else:
                is_apart = tag in _APART or element.get("data-fn") is not None
                texts += [" " if is_apart else "", element.text or ""]
            continue
        if tag in _APART or element.get("name") == "more":
            texts.append(" ")
        if element is not tree:
            texts.append(element.tail or "")
    seen["words"].update(_WORD.findall("".join(texts)))
    return seen


def _count(element: _Element, seen: _Seen, keep_google_links: bool) -> None:
    tag = element.tag
    attributes = url_policy.attributes_of(element)
    if tag == "img":
        address = url_policy.image_url(attributes)
        if address and address[:5].lower() != "data:" and not url_policy.is_pixel(attributes):
            seen["images"][_plain(address)] += 1
    elif tag == "a":
        address = url_policy.safe_url(attributes.get("href"))
        noise = url_policy.is_google_noise(attributes) and not keep_google_links
        parent = element.getparent()
        is_mark = parent is not None and parent.get("data-fn") is not None
        if address and not noise and not is_mark and _shows(element):
            seen["links"][_plain(address)] += 1
    elif tag in HEADINGS and not _is_within(element, CODE | HEADINGS):
        if title := "".join(_WORD.findall("".join(map(str, element.itertext())))):
            seen["headings"][title] += 1
    elif tag in ("iframe", "video", "audio"):
        source = attributes.get("src", "")
        address = url_policy.embed_url(source) if tag == "iframe" else url_policy.safe_url(source)
        if address:
            seen["embeds"][_plain(address)] += 1
    elif tag in CODE and not _is_within(element, CODE | HEADINGS):
        seen["code lines"].update(_lines(element))


def _is_within(element: _Element, tags: frozenset[str]) -> bool:
    return any(parent.tag in tags for parent in element.iterancestors())


def _shows(link: _Element) -> bool:
    """Return whether the link is visible: it has text or an image before another link begins."""
    from lxml.etree import iterwalk

    for event, part in iterwalk(link, events=("start", "end")):
        ends = event == "end" if part is link else part.tag == "a"
        if ends:
            return False
        text = part.text if event == "start" else part.tail
        if (text and text.strip()) or (event == "start" and _is_picture(part)):
            return True
    return False


def _is_picture(element: _Element) -> bool:
    attributes = url_policy.attributes_of(element)
    if element.tag != "img" or url_policy.is_pixel(attributes):
        return False
    return bool(url_policy.image_url(attributes))


def _lines(element: _Element) -> list[str]:
    from lxml.etree import iterwalk

    parts: list[str] = []
    for event, part in iterwalk(element, events=("start", "end")):
        parts.append("\n" if part.tag in _APART else "")
        follows = part.text if event == "start" else part.tail
        if follows and (event == "start" or part is not element):
            parts.append(follows)
    lines = "".join(parts).splitlines()
    return [" ".join(words) for line in lines if (words := _WORD.findall(line))]


def _plain(address: str) -> str:
    """Return a normalized URL, equal for both ways of writing it."""
    return re.sub(r"\s", "", unquote(address.removeprefix("https:")))
