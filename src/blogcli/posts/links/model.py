"""A link in a text as a value: its kind, its target, and where the target stands."""

from enum import StrEnum
from typing import NamedTuple


class LinkKind(StrEnum):
    """The syntax of a link."""

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
