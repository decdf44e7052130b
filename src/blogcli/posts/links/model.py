"""A link in a text as a value: its kind, its target, and where the target stands."""

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple


class LinkKind(StrEnum):
    """The syntax of a link."""

    __hash__ = str.__hash__  # Enum's own is many times as slow

    INLINE = "inline"  # [text](target)
    IMAGE = "image"  # ![alt](target)
    REFERENCE = "reference"  # [name]: target
    AUTOLINK = "autolink"  # <https://…>, or the bare URL
    HREF = "href"  # <a href="target">, <Link to="…">, import from "…"
    SRC = "src"  # <img src="target">, also srcset and poster
    TEMPLATE = "template"  # {{ "/target" | relative_url }}, "@/target.md" in a tag
    POST_URL = "post_url"  # {% post_url name %}, {% post_link name %}
    LINK_TAG = "link"  # {% link path %}
    REF = "ref"  # {{< ref "target" >}}
    WIKI = "wiki"  # [[target]], ![[target]]


NAMES = frozenset({LinkKind.POST_URL, LinkKind.LINK_TAG, LinkKind.REF, LinkKind.WIKI})
"""Kinds whose target is a literal name: no origin, query, escapes or percent-encoding."""


class Link(NamedTuple):
    """One link; `body[start:end]` is its `target` as written: the path alone.

    `origin` is what precedes the path: "https://host", "//host", "mailto:" or "". `query` (with its
    `?`) and `anchor` (without its `#`) follow the path. `text` is the text shown, an image's
    alternative text; None if there is none.
    """

    kind: LinkKind
    target: str
    start: int
    end: int
    origin: str = ""
    query: str = ""
    anchor: str = ""
    text: str | None = None


class TooManyLinks(Exception):
    """A text with more links, or more of what may be one, than any real post has."""

    def __init__(self) -> None:
        super().__init__("has too many links, tags or lines to check its links")


def is_markdown(path: str) -> bool:
    """Return whether the post in this file is Markdown, not HTML."""
    return not path.lower().endswith((".html", ".htm"))


class Headings(NamedTuple):
    """What makes anchors: the texts of the headings of a body, and the ids in it.

    `complete` as in anchors.Anchors.
    """

    texts: Sequence[str] = ()
    ids: Sequence[str] = ()
    complete: bool = False
