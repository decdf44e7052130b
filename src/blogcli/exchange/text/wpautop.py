"""Convert line ends to paragraphs and breaks, for HTML stored without them by old editors."""

from __future__ import annotations

import re

_BLOCKS = (
    "address|article|aside|blockquote|center|dd|details|div|dl|dt|fieldset|figcaption|figure|footer"
    "|form|h[1-6]|header|hr|iframe|li|main|nav|noscript|object|ol|p|pre|script|section|style|summary"
    "|table|tbody|td|tfoot|th|thead|tr|ul|video"
)
_HAS_BREAKS = re.compile(rf"<(?:br|{_BLOCKS})\b", re.IGNORECASE)
# Line ends in these are not converted; an unclosed one extends to the end.
_WHOLE = re.compile(
    r"<(?P<tag>pre|script|style|textarea|svg|object|figure)\b(?:.*?</(?P=tag)\s*>|.*)"
    r"|<!--(?:.*?-->|.*)",
    re.IGNORECASE | re.DOTALL,
)
_BLOCK_TAG = re.compile(rf"<(?P<close>/?)(?P<name>{_BLOCKS})\b[^<>]*>", re.IGNORECASE)
_KEPT = re.compile("\ufdd0(\\d+)\ufdd1")
_BLANK_LINE = re.compile(r"\n[ \t]*\n\s*")
_ALONE = re.compile(r"https?://[^\s<>\"]+")
_HOLDS_BLOCKS = re.compile(
    "article|aside|blockquote|center|details|div|fieldset|footer|form|header|main|nav|section"
)
_VOID = "hr"


def with_line_breaks(html: str) -> str:
    """Return the HTML unchanged if it has a block or a `<br>`, else with line ends converted."""
    return html if "\n" not in html.strip() or _HAS_BREAKS.search(html) else autop(html)


def autop(html: str) -> str:
    """Convert blank lines to paragraphs and line ends to `<br>`, as WordPress shows a post.

    `pre` and comments are unchanged. A URL alone on its line becomes a link. The rules follow
    WordPress's `wpautop`: https://developer.wordpress.org/reference/functions/wpautop/
    """
    kept: list[str] = []

    def keep(found: re.Match[str]) -> str:
        kept.append(found[0])
        around = "\n\n" if found["tag"] else ""
        return f"{around}\ufdd0{len(kept) - 1}\ufdd1{around}"

    text = html.replace("\r\n", "\n").replace("\r", "\n")
    text = text.replace("\ufdd0", "").replace("\ufdd1", "")
    text = _BLOCK_TAG.sub(r"\n\n\g<0>\n\n", _WHOLE.sub(keep, text))
    return _KEPT.sub(lambda found: kept[int(found[1])], "\n".join(_with_paragraphs(text)))


def _with_paragraphs(text: str) -> list[str]:
    parts: list[str] = []
    within: list[str] = []
    after_text = False
    for piece in filter(None, map(str.strip, _BLANK_LINE.split(text.strip()))):
        tag = _BLOCK_TAG.fullmatch(piece)
        if tag:
            _step(within, tag)
        if tag or _KEPT.fullmatch(piece):
            after_text = False
            parts.append(piece)
            continue
        lines = "<br>".join(_linked(line.strip()) for line in piece.split("\n"))
        if not within or _HOLDS_BLOCKS.fullmatch(within[-1]):
            parts.append(f"<p>{lines}</p>")
        else:
            parts.append(f"<br><br>{lines}" if after_text else lines)
        after_text = True
    return parts


def _step(within: list[str], tag: re.Match[str]) -> None:
    """Track entering a block, or leaving it with everything left open inside."""
    name = tag["name"].lower()
    if not tag["close"]:
        if name != _VOID:
            within.append(name)
    elif within and within[-1] == name:
        within.pop()
    elif name in within:
        del within[len(within) - 1 - within[::-1].index(name) :]


def _linked(line: str) -> str:
    return f'<a href="{line}">{line}</a>' if _ALONE.fullmatch(line) else line
