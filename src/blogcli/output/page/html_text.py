"""Convert raw HTML inside Markdown to plain text, roughly as a browser would show it."""

from __future__ import annotations

import re
from html import unescape

_PIECE = re.compile(
    r"<!--.*?(?:-->|\Z)"
    r"|<(?P<hidden>script|style|template)\b.*?(?:</(?P=hidden)\s*>|\Z)"
    r"|<(?P<close>/?)(?P<name>[a-z][a-z0-9-]*)(?P<attributes>[^<>]*)>"
    r"|<[!?][^<>]*>",
    re.IGNORECASE | re.DOTALL,
)
_ATTRIBUTE = re.compile(
    r"""\b(alt|src|title)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE
)
_EMPTY_LINES = re.compile(r"\n{3,}")

_LINES = re.compile("br|d[dt]|figcaption|hr|summary|tr")
_PARAGRAPHS = re.compile(
    "address|article|aside|blockquote|center|details|div|dl|figure|footer|form|h[1-6]|header|main"
    "|nav|[ou]l|p|pre|section|table"
)
_BY_ADDRESS = frozenset(("audio", "embed", "iframe", "source", "video"))

_LINKED = re.compile(r"(?:https?://|mailto:)[!-~]+", re.IGNORECASE)


def html_text(html: str) -> str:
    """Return the text of an HTML fragment, with blank lines between paragraphs.

    Comments and scripts are removed. Images become `image_text`, videos and iframes `▶ URL`.
    """
    text = unescape(_PIECE.sub(_tag_text, html.replace("\n", " ")))
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return _EMPTY_LINES.sub("\n\n", "\n".join(lines)).strip()


def pre_text(html: str) -> str:
    """Return the text of a `pre` element with its whitespace."""
    return unescape(_PIECE.sub("", html))


def image_text(alt: str, address: str) -> str:
    """Return `🖼 alt text (URL)`; an embedded image (`data:`) has no URL."""
    inside = address.startswith("data:")
    return "🖼 " + " ".join(filter(None, (alt.strip(), "" if inside else f"({address})")))


def _tag_text(piece: re.Match[str]) -> str:
    name = (piece["name"] or "").lower()
    if name == "img":
        found = _attributes(piece["attributes"])
        return image_text(found.get("alt", ""), found.get("src", ""))
    if name in _BY_ADDRESS and not piece["close"]:
        address = _attributes(piece["attributes"]).get("src", "")
        return f"\n▶ {address}\n" if address else ""
    if name == "li" and not piece["close"]:
        return "\n• "
    if _PARAGRAPHS.fullmatch(name):
        return "\n\n"
    if _LINES.fullmatch(name):
        return "\n"
    return " | " if name in ("td", "th") and not piece["close"] else ""


def _attributes(text: str) -> dict[str, str]:
    return {
        found[1].lower(): found[2] or found[3] or found[4] or ""
        for found in _ATTRIBUTE.finditer(text)
    }


def linkable(address: str) -> bool:
    """Return whether a URL may become a terminal hyperlink: only http, https and mailto."""
    return bool(_LINKED.fullmatch(address))
