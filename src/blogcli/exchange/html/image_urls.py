"""Find and replace image URLs in HTML; all other characters stay unchanged."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import escape, unescape

from blogcli.exchange.html import url_policy

# The number of quoted values per tag is bounded, so that hostile input cannot cause backtracking.
_TAG = re.compile(
    r"<(?P<tag>img|a)\b(?:[^<>\"']*+(?:\"[^\"]*+\"|'[^']*+')){0,60}+[^<>\"']*+>", re.IGNORECASE
)
_ATTRIBUTE = re.compile(
    r"(?<![\w-])(?P<name>[\w-]++)(?P<sign>\s*+=\s*+)(?P<value>\"[^\"]*+\"|'[^']*+'|[^\s\"'>]++)"
)
_ADDRESSES = frozenset(("src", "href", "data-src", "data-lazy-src"))
_OF_THE_WEB = re.compile(r"(?:https?:)?//", re.IGNORECASE)


def picture_addresses(html: str) -> Iterator[tuple[str, bool]]:
    """Yield each web URL of an image or a link, and whether it is an image's.

    Tracking pixels are left out.
    """
    for tag in _TAG.finditer(html):
        found = {part["name"].lower(): _value(part) for part in _ATTRIBUTE.finditer(tag[0])}
        is_picture = tag["tag"].lower() == "img"
        address = (
            url_policy.image_url(found) if is_picture else url_policy.safe_url(found.get("href"))
        )
        if _OF_THE_WEB.match(address) and not (is_picture and url_policy.is_pixel(found)):
            yield address, is_picture


def with_pictures(html: str, pictures: Mapping[str, str]) -> str:
    """Return the HTML with new image URLs, in images and in links to them.

    `pictures` maps old URLs to new ones, or to "" if the URL stays.
    """

    def put(attribute: re.Match[str]) -> str:
        name = attribute["name"]
        old = url_policy.safe_url(_value(attribute)) if name.lower() in _ADDRESSES else ""
        new = pictures.get(old)
        return f'{name}{attribute["sign"]}"{escape(new)}"' if new else attribute[0]

    if not any(pictures.values()):
        return html
    return _TAG.sub(lambda tag: _ATTRIBUTE.sub(put, tag[0]), html)


def _value(attribute: re.Match[str]) -> str:
    value = attribute["value"]
    return unescape(value[1:-1] if value[0] in "\"'" else value)
