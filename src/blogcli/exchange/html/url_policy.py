"""Decide what may stay in a post: safe URLs, embeds of known hosts, real images."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from blogcli.exchange.text.clean import url_parts

if TYPE_CHECKING:
    from lxml.etree import _Element

_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
_SCHEMES = frozenset(
    ("http:", "https:", "mailto:", "tel:", "ftp:", "sms:", "xmpp:", "irc:", "geo:")
)
_CONTROLS = re.compile(r"[\x00-\x1f\x7f]")

_EMBEDS: Mapping[str, str] = {  # host without www., and the required start of the path
    "youtube.com": "/embed/",
    "youtube-nocookie.com": "/embed/",
    "player.vimeo.com": "/video/",
    "google.com": "/maps",
    "maps.google.com": "/",
}
_PIXEL_ADDRESS = re.compile(
    r"//(?:[\w-]+\.)*(?:blogger\.googleusercontent\.com/tracker/|feeds\.feedburner\.com/~r/"
    r"|pixel\.wp\.com/|stats\.wordpress\.com/)"
)
_GOOGLE_SEARCH = re.compile(r"https?://www\.google\.[a-z.]{2,6}/search\?", re.IGNORECASE)
_BLOCK_WORDS = (
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html iframe legend li main nav ol "
    "option p pre section summary table tbody td tfoot th thead title tr ul video"
)
CODE = frozenset(("pre", "xmp", "listing", "plaintext", "textarea"))
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
BLOCKS = frozenset(_BLOCK_WORDS.split())
"""Block elements: their edges separate words."""

_UNSEEN_WORDS = (
    "audio base button canvas embed frame frameset head iframe link math meta noscript object "
    "param script select source style svg template title track video"
)
UNSEEN = frozenset(_UNSEEN_WORDS.split())
"""Elements whose text is not shown as text."""

_NO_IMAGE = re.compile(r"data:image/gif;base64,R0lGOD", re.IGNORECASE)  # a lazy-load placeholder


def attributes_of(element: _Element) -> dict[str, str]:
    """Return an element's attributes as strings."""
    return {str(name): str(value) for name, value in element.attrib.items()}


def safe_url(url: str | None) -> str:
    """Return a URL with a safe scheme, "" for `javascript:` and the like.

    Control characters are removed first, as browsers do.
    """
    plain = _CONTROLS.sub("", url or "").strip()
    scheme = _SCHEME.match(plain)
    return "" if scheme and scheme[0].lower() not in _SCHEMES else plain


def embed_url(url: str | None) -> str:
    """Return the URL of a video or map of a known host, with its scheme; "" for any other."""
    plain = safe_url(url)
    plain = f"https:{plain}" if plain.startswith("//") else plain
    parts = url_parts(plain)
    host = (parts.hostname or "").removeprefix("www.")
    known = parts.scheme in ("http", "https") and host in _EMBEDS
    return plain if known and parts.path.startswith(_EMBEDS[host]) else ""


def url_host(url: str) -> str:
    """Return the host of a URL, "" if it has none."""
    return url_parts(url if "//" in url else f"//{url}").hostname or ""


def image_url(attributes: Mapping[str, str]) -> str:
    """Return the URL of an image; a lazy-loaded one has it in another attribute."""
    source = _CONTROLS.sub("", attributes.get("src", "")).strip()
    if not source or _NO_IMAGE.match(source):
        late = attributes.get("data-src") or attributes.get("data-lazy-src") or ""
        source = safe_url(late) or source
    return source if source[:11].lower() == "data:image/" else safe_url(source)


def is_pixel(attributes: Mapping[str, str]) -> bool:
    """Return whether an image is a tracking pixel."""
    size = [attributes.get(name, "").strip().removesuffix("px") for name in ("width", "height")]
    return set(size) <= {"0", "1"} or bool(_PIXEL_ADDRESS.search(attributes.get("src", "")))


def is_google_noise(attributes: Mapping[str, str]) -> bool:
    """Return whether Blogger's editor (of 2026) put this search link around plain words."""
    address = attributes.get("href", "")
    if not _GOOGLE_SEARCH.match(address):
        return False
    return "bbid=" in address or ("data-preview" in attributes and "ved=" in address)
