"""The anchors that a link may point to: the headings and ids of a page.

Generators derive ids from headings in different ways (GitHub's, kramdown's, goldmark's, Zola's,
Python-Markdown's), so names are compared by their letters and digits alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from unicodedata import normalize
from urllib.parse import unquote

from blogcli.posts.links.literals import matches_at
from blogcli.posts.links.model import Headings

# The patterns below begin with a literal character, because a search for one is fast.
_HEADING = re.compile(r"##{0,5}(?P<text>[^\n]*)")
_BEFORE_HEADING = " \t>*+-"
_UNDERLINE = re.compile(r"\n[ \t>]*+(?:=++|-{2,}+)[ \t\r]*+$", re.MULTILINE)
_UNDERLINED = re.compile(r"[ \t>]*+(?P<text>[^\s\n][^\n]*+)")
_HTML_HEADING = re.compile(r"<(?:h[1-6]\b[^<>]*|(?P<end>/h[1-6]\s*))>", re.IGNORECASE)
_ID = re.compile(r"=\s*+[\"'{]?+\s*+[\"'`]?+(?P<id>[^\s\"'`>{}]+)")
_BEFORE_ID = re.compile(r"\b(?:id|name)\s*+\Z", re.IGNORECASE)
_FARTHEST = 40
"""Characters before a `=` in which the name of an attribute is looked for."""
_BRACED_ID = re.compile(r"#(?P<id>[^\s{}]++)[^{}\n]*+(?P<end>\}?)")
_LINK = re.compile(r"!?\[(?P<text>[^\[\]]*)\](?:\([^()\n]*\)|\[[^\[\]\n]*\])")
_TAG_OR_ID = re.compile(r"<[^<>\n]*>|\{[^{}\n]*\}")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
_NOT_WORD = re.compile(r"[\W_]+")
_NUMBERED = re.compile(r"(?:toc|section|sec|heading|footnote|comment|c)[-_.]?\d", re.IGNORECASE)
"""Ids that generators number, those of comments too, which do not occur in the text."""

_MOST_LINES = 50_000
_MOST = 10_000
"""The most headings and ids of a page; with more, no anchor is reported as missing."""

_COUNTER = re.compile(r"[-_]\d+$")

_TEMPLATE, _COMPONENT = re.compile(r"\{[{%]"), re.compile(r"<[A-Z]")
_IMPORT = re.compile(r"\nimport\s")

_OF_THE_LAYOUT = frozenset(
    {"body", "comment", "comments", "content", "disqusthread", "footer", "footnotes", "header"}
    | {"main", "more", "nav", "respond", "section", "toc", "top"}
)
"""Ids that the layout around posts often has, by their letters."""


@dataclass(frozen=True, slots=True)
class Anchors:
    """The anchors of a page: the letters of each, and the plain words of headings with signs.

    `latin` are the parts in Latin letters of headings in other scripts, which may be transcribed:
    a heading in Cyrillic has an id such as `privet-mir` in Zola. If a page is not `complete`, an
    anchor that is not among them may exist all the same.
    """

    names: frozenset[str]
    words: tuple[tuple[str, ...], ...]
    complete: bool
    latin: tuple[tuple[str, ...], ...] = ()

    def may_have(self, anchor: str) -> bool:
        """Return whether `#anchor` may exist on the page; False only if it surely does not."""
        if not self.complete or not anchor or anchor.startswith((":~:", "fn", "!", "/")):
            return True
        if _NUMBERED.match(anchor):
            return True
        name = letters(anchor)
        wanted = {name, letters(_COUNTER.sub("", anchor))}
        return (
            not wanted.isdisjoint(self.names | _OF_THE_LAYOUT)
            or "" in wanted
            or any(all(word in name for word in words) for words in self.words)
            or (name.isascii() and any(all(word in name for word in words) for words in self.latin))
        )


UNKNOWN = Anchors(frozenset(), (), complete=False)


def headings(body: str, text: str) -> Headings:
    """Return the headings and ids of a body; `text` is the same without code."""
    if len(body) > _MOST_LINES and body.count("\n") > _MOST_LINES:
        return Headings()
    texts = [_shown(body[start:end]) for start, end in _headings(text)]
    ids = [*islice(_ids(body), _MOST)]
    return Headings(texts, ids, not _is_made_elsewhere(text))


def anchors(found: Headings) -> Anchors:
    """Return the anchors that headings and ids give, whatever generator makes the page."""
    names: set[str] = set()
    spelled: list[tuple[str, ...]] = []
    latin: list[tuple[str, ...]] = []
    for shown in found.texts:
        name = letters(shown)
        names |= {name, name.lstrip("0123456789"), letters(_NOT_ASCII.sub("", shown))}
        # A sign or an emoji may be spelled out: "C++" as `cpp`, a crab as `crab`.
        if not shown.replace(" ", "").isalnum():
            words = [word for word in map(letters, shown.split()) if len(word) > 2]
            spelled += [tuple(words)] if words else []
        if not name.isascii():
            latin.append(tuple(word for word in _NOT_ASCII.split(name) if len(word) > 2))
        if len(names) > _MOST:
            return UNKNOWN
    names |= {letters(name) for name in found.ids}
    complete = found.complete and len(names) <= _MOST
    return Anchors(frozenset(names - {""}), tuple(spelled), complete, tuple(latin))


def _is_made_elsewhere(text: str) -> bool:
    """Return whether templates or components may make ids that the text does not show."""
    if any(matches_at(_TEMPLATE, text, "{")) or any(matches_at(_COMPONENT, text, "<")):
        return True
    return bool(_IMPORT.match(f"\n{text[:7]}") or _IMPORT.search(text))


def _headings(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of the text of headings, one syntax after the other."""
    for heading in matches_at(_HEADING, text, "#"):
        line = text.rfind("\n", 0, heading.start()) + 1
        if not text[line : heading.start()].strip(_BEFORE_HEADING):
            yield heading.span("text")
    done = 0
    for underline in _UNDERLINE.finditer(text):
        line = text.rfind("\n", done, underline.start()) + 1 or done
        above = _UNDERLINED.match(text, line, underline.start()) if line >= done else None
        if above and (line == 0 or text[line - 1] == "\n"):
            yield above.span("text")
            done = underline.end()
    opened = None
    for tag in matches_at(_HTML_HEADING, text, "<"):
        if not tag["end"]:
            opened = tag.end() if opened is None else opened
        elif opened is not None:
            yield opened, tag.start()
            opened = None


def _ids(body: str) -> Iterator[str]:
    """Yield the ids of tags and components, and those in braces."""
    at, done = body.find("="), 0
    while at >= 0:
        before = body[max(at - _FARTHEST, done) : at].rstrip()
        named = before.lower().endswith(("id", "name")) and _BEFORE_ID.search(before)
        if found := _ID.match(body, at) if named else None:
            yield found["id"]
            done = found.end()
        at = body.find("=", max(done, at + 1))
    yield from (braced["id"] for braced in matches_at(_BRACED_ID, body, "#") if braced["end"])


def _shown(heading: str) -> str:
    """Return the words of a heading as displayed, without links, tags and ids in braces."""
    if "[" in heading:
        heading = _LINK.sub(r"\g<text>", heading)
    if "<" in heading or "{" in heading:
        heading = _TAG_OR_ID.sub("", heading)
    if "&" not in heading:
        return heading
    from html import unescape

    return unescape(heading)


def letters(text: str) -> str:
    """Return the letters and digits of a name, without case and accents."""
    plain = normalize("NFKD", unquote(text).casefold())
    return _NOT_WORD.sub("", "".join(char for char in plain if not "\u0300" <= char <= "\u036f"))
