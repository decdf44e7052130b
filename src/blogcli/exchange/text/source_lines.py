"""Parse the source line of a clipping: `HuffPost (Opinion) Title of the post`."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

from blogcli.exchange.model import ClippingSource
from blogcli.exchange.text.clean import clean_line, web_address

_NAME_AND_KIND = re.compile(r"(?P<name>[^()]{1,60}?)\s*(?:\((?P<kind>[^()]{1,40})\))?\W*")
_BYLINE = re.compile(r"by:?\s+(?P<names>(?:\S+\s+){0,11}\S*(?:[^\s.?!]|\b[JS]r\.))", re.IGNORECASE)
_CLIPPED = re.compile(r"[^()]{2,60}?\s*\([^()]{3,40}\)\s*[:\-–—]?\s*(?P<title>\S.{9,300})")
_LINK = re.compile(r"(?<!!)\[(?P<text>[^\[\]]*)\]\(<?(?P<url>[^\s<>()]*)>?[^()]*\)")
_MARKUP = re.compile(r"</?\w+>|(?<!\\)\*+|\\(?=[!-/:-@\[-`{-~])")
_LONGEST = 10_000  # characters of a line that names a source
_FEWEST_WORDS = 3  # a shorter title may match the end of an ordinary sentence
_SAME = str.maketrans("‘’‛“”„–—―\u00a0", "'''\"\"\"--- ")


def source_of(line: str, title: str) -> ClippingSource | None:
    """Return the source named in a line that ends with the post's title, None for other lines.

    A line that only repeats the title returns an empty ClippingSource.
    """
    line_words, title_words = _words(line), _words(title)
    if not title_words or line_words[-len(title_words) :] != title_words:
        return None
    rest = " ".join(line.split()[: len(line_words) - len(title_words)])
    if not rest:
        return ClippingSource()
    match = _NAME_AND_KIND.fullmatch(rest)
    if match is None or (len(title_words) < _FEWEST_WORDS and not match["kind"]):
        return None
    return ClippingSource(match["name"].strip(" -–—:|"), match["kind"] or "")


def byline_of(line: str) -> str:
    """Return `Juan Escalante` for the line `By Juan Escalante`, "" if it is not a byline."""
    match = _BYLINE.fullmatch(line.strip()[:200])
    return match["names"] if match else ""


def title_in(line: str) -> str:
    """Return the title in a line that begins with a source, if the title is unknown; else ""."""
    match = _CLIPPED.fullmatch(line.strip())
    return match["title"] if match else ""


def lines_above(paragraphs: list[str], title: str) -> tuple[ClippingSource | None, int]:
    """Return the source in the first two paragraphs, and how many paragraphs it used."""
    source = source_of(paragraphs[0], title) if paragraphs else None
    if source is None:
        return None, 0
    byline = byline_of(paragraphs[1]) if len(paragraphs) > 1 else ""
    found = replace(source, byline=byline)
    return (found if found != ClippingSource() else None), 2 if byline else 1


def lift_source(markdown: str, title: str) -> tuple[str, ClippingSource | None]:
    """Return the Markdown without its leading source line and byline, and the source."""
    blocks = markdown.split("\n\n", 2)
    source, taken = lines_above([_plain(block) for block in blocks[:2]], title)
    if source is None:
        return markdown, None
    link = _LINK.search(blocks[0])
    address = web_address(link["url"]) if link else ""
    return "\n\n".join(blocks[taken:]), replace(source, url=address)


def _plain(markdown: str) -> str:
    """Return a Markdown paragraph as visible text; "" for any other block."""
    is_more = markdown.startswith(("![", "[![", "#", ">", "- ", "```", "    "))
    if is_more or len(markdown) > _LONGEST:
        return ""
    text = _LINK.sub(lambda link: link["text"], markdown)
    return clean_line(unescape(_MARKUP.sub("", text)))


def _words(text: str) -> list[str]:
    return text.translate(_SAME).casefold().split()
