"""What an anchor in a link may lead to: the headings and ids of a page.

Generators make ids of headings in ways of their own (GitHub's, kramdown's, goldmark's, Zola's,
Python-Markdown's), so names are compared by their letters and digits alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from unicodedata import normalize
from urllib.parse import unquote

from blogcli.posts.prose import prose

_HEADING = re.compile(r"^[ \t>*+-]*#{1,6}(?P<text>[^\n]*)$", re.MULTILINE)
_UNDERLINED = re.compile(
    r"^[ \t>]*(?P<text>[^\s\n][^\n]*)\n[ \t>]*(?:=+|-{2,})[ \t\r]*$", re.MULTILINE
)
_HTML_HEADING = re.compile(r"<h[1-6]\b[^>]*>(?P<text>.*?)</h[1-6]\s*>", re.IGNORECASE | re.DOTALL)
_ID = re.compile(
    r"\b(?:id|name)\s*=\s*[\"'{]?\s*[\"'`]?(?P<attribute>[^\s\"'`>{}]+)|#(?P<braced>[^\s{}]+)[^{}\n]*\}",
    re.IGNORECASE,
)
_LINK = re.compile(r"!?\[(?P<text>[^\[\]]*)\](?:\([^()\n]*\)|\[[^\[\]\n]*\])")
_TAG_OR_ID = re.compile(r"<[^<>\n]*>|\{[^{}\n]*\}")
_NOT_WORD = re.compile(r"[\W_]+")
_NUMBERED = re.compile(r"(?:toc|section|sec|heading|footnote|comment|c)[-_.]?\d", re.IGNORECASE)
"""Ids that generators count out, of comments too, which no text shows."""

_COUNTER = re.compile(r"[-_]\d+$")

_MADE_ELSEWHERE = re.compile(r"\{%|\{\{|<[A-Z]|^import\s", re.MULTILINE)
"""Templates and components, which may make ids that the text does not show."""

_OF_THE_LAYOUT = frozenset(
    {"body", "comment", "comments", "content", "disqusthread", "footer", "footnotes", "header"}
    | {"main", "more", "nav", "respond", "section", "toc", "top"}
)
"""Ids that the pages around posts often have, by their letters."""


@dataclass(frozen=True, slots=True)
class Anchors:
    """The anchors of a page: the letters of each, and of headings with signs the plain words.

    Where a page is not `complete`, an anchor that is not among them may be there all the same.
    """

    names: frozenset[str]
    words: tuple[tuple[str, ...], ...]
    complete: bool

    def may_have(self, anchor: str) -> bool:
        """Whether `#anchor` may lead somewhere on the page; no only where it surely does not."""
        if not self.complete or not anchor or anchor.startswith((":~:", "fn", "!", "/")):
            return True
        if _NUMBERED.match(anchor):
            return True
        wanted = {letters(anchor), letters(_COUNTER.sub("", anchor))}
        return (
            not wanted.isdisjoint(self.names | _OF_THE_LAYOUT)
            or "" in wanted
            or any(all(word in letters(anchor) for word in words) for words in self.words)
        )


UNKNOWN = Anchors(frozenset(), (), complete=False)


def anchors(body: str) -> Anchors:
    """The anchors that a body has, whatever generator makes its page."""
    text = prose(body)
    names: set[str] = set()
    spelled: list[tuple[str, ...]] = []
    for pattern in (_HEADING, _UNDERLINED, _HTML_HEADING):
        for heading in pattern.finditer(text):
            shown = _shown(body[heading.start("text") : heading.end("text")])
            name = letters(shown)
            names |= {name, name.lstrip("0123456789")}
            # A sign or an emoji may be spelled out: "C++" as `cpp`, a crab as `crab`.
            if not shown.replace(" ", "").isalnum():
                words = [word for word in map(letters, shown.split()) if len(word) > 2]
                spelled += [tuple(words)] if words else []
    names |= {letters(found[found.lastgroup or 0]) for found in _ID.finditer(body)}
    return Anchors(frozenset(names - {""}), tuple(spelled), _MADE_ELSEWHERE.search(text) is None)


def _shown(heading: str) -> str:
    """The words of a heading as they are shown, without links, tags and ids in braces."""
    from html import unescape

    return unescape(_TAG_OR_ID.sub("", _LINK.sub(r"\g<text>", heading)))


def letters(text: str) -> str:
    """The letters and digits of a name, without case and accents."""
    plain = normalize("NFKD", unquote(text).casefold())
    return _NOT_WORD.sub("", "".join(char for char in plain if not "\u0300" <= char <= "\u036f"))
