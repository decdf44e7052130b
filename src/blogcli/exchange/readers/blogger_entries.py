"""Parse the parts of an Atom entry, shared by Blogger's three Atom formats."""

from __future__ import annotations

import re
from datetime import tzinfo
from html import escape
from typing import TYPE_CHECKING

from blogcli.exchange.html.raw_html import comment_html
from blogcli.exchange.model import ClippingSource, Cover, GeoPlace
from blogcli.exchange.sources.xml_stream import text
from blogcli.exchange.text.clean import clean_line, unique, web_address
from blogcli.exchange.text.dates import when
from blogcli.exchange.text.wpautop import with_line_breaks
from blogcli.posts.model.comments import Comment
from blogcli.posts.text.date_formats import When

if TYPE_CHECKING:
    from lxml.etree import _Element

ATOM = "{http://www.w3.org/2005/Atom}"
BLOGGER = "{http://schemas.google.com/blogger/2018}"
THREAD = "{http://purl.org/syndication/thread/1.0}"
PLATFORM = "blogger"
MADE_UP_AUTHORS = ("", "Unknown", "noreply@blogger.com")

_MEDIA = "{http://search.yahoo.com/mrss/}"
_GEORSS = "{http://www.georss.org/georss}"
_LABEL_SCHEMES = ("tag:blogger.com", "http://www.blogger.com/atom/ns#")
_SIZE = re.compile(r"/(?:s\d+|w\d+-h\d+)(?:-[a-z0-9-]*)?(?=/|$)|(?<==)[swh]\d+[-\w]*$")


def entry_id(entry: _Element) -> str:
    """Return Blogger's id of a post or comment: `tag:blogger.com,1999:blog-1.post-2`."""
    return clean_line(text(entry.find(f"{ATOM}id")))


def short_id(tag: str) -> str:
    """Return the number at the end of an id, as in a comment's anchor `#c2`."""
    return tag.rpartition("post-")[2]


def child_text(entry: _Element, name: str) -> str:
    """Return the text of a direct child, ignoring deeper elements of that name."""
    for child in entry.iterchildren(name):  # find takes twice as long
        return clean_line(text(child))
    return ""


def author_of(entry: _Element) -> tuple[str, str]:
    """Return the author's name and URL; Blogger's placeholder names become ""."""
    author = entry.find(f"{ATOM}author")
    if author is None:
        return "", ""
    name = child_text(author, f"{ATOM}name")
    address = web_address(child_text(author, f"{ATOM}uri"))
    return ("" if name in MADE_UP_AUTHORS else name), address


def labels_of(entry: _Element) -> tuple[str, ...]:
    """Return the labels as written, in order, without the category for the entry's kind."""
    terms = [
        category.get("term", "")
        for category in entry.iterfind(f"{ATOM}category")
        if category.get("scheme", "").startswith(_LABEL_SCHEMES)
    ]
    return unique(terms)


def links_of(entry: _Element, rel: str) -> list[_Element]:
    """Return the links with this relation."""
    return [link for link in entry.iterfind(f"{ATOM}link") if link.get("rel") == rel]


def href_of(entry: _Element, rel: str) -> str:
    """Return the first URL with this relation, "" if there is none."""
    return next((link.get("href", "") for link in links_of(entry, rel)), "")


def dates_of(entry: _Element, zone: tzinfo | None) -> tuple[When | None, When | None]:
    """Return the dates of publication and of the last change."""
    published = when(child_text(entry, f"{ATOM}published"), zone)
    return published, when(child_text(entry, f"{ATOM}updated"), zone)


def entry_html(entry: _Element, name: str = f"{ATOM}content", line_breaks: bool = True) -> str:
    """Return the HTML of a text element of any type; "" if missing.

    `line_breaks` means that the blog showed line ends as breaks; used for bodies without tags.
    """
    content = entry.find(name)
    if content is None:
        return ""
    kind = content.get("type", "text")
    if kind == "xhtml":
        from lxml.etree import tostring

        return "".join(tostring(part, encoding="unicode", method="html") for part in content)
    written = text(content)
    if kind in ("text", "text/plain") and not re.search(r"</?[a-zA-Z][^<>]*>", written):
        written = escape(written, quote=False)
    return with_line_breaks(written) if line_breaks else written


def comment_from_entry(
    entry: _Element, zone: tzinfo | None, parent: str = "", status: str = "live"
) -> Comment:
    """Return the comment in an entry; `parent` is the id of the comment it replies to."""
    name, address = author_of(entry)
    published, _ = dates_of(entry, zone)
    return Comment(
        id=short_id(entry_id(entry)),
        html=comment_html(text(entry.find(f"{ATOM}content")) or text(entry.find(f"{ATOM}summary"))),
        parent=short_id(parent),
        author=name,
        author_url=address,
        date=published,
        status=status,
    )


def related_source(entry: _Element) -> ClippingSource | None:
    """Return the URL in Blogger's link field, which clipping blogs use for the source."""
    for link in links_of(entry, "related"):
        if address := web_address(link.get("href", "")):
            return ClippingSource(name=clean_line(link.get("title", "")), url=address)
    return None


def cover_of(entry: _Element) -> Cover | None:
    """Return the thumbnail image that Blogger chose, in full size."""
    thumbnail = entry.find(f"{_MEDIA}thumbnail")
    address = web_address(thumbnail.get("url", "")) if thumbnail is not None else ""
    whole = _SIZE.sub(lambda size: "/s1600" if size[0].startswith("/") else "s1600", address)
    return Cover(whole) if whole else None


def place_of(name: str, latitude: str, longitude: str) -> GeoPlace | None:
    """Return a place from texts; without valid coordinates, only its name."""
    where = (_degrees(latitude, 90), _degrees(longitude, 180))
    known = where if None not in where else (None, None)
    return GeoPlace(clean_line(name), *known) if clean_line(name) or None not in known else None


def georss_place(entry: _Element) -> GeoPlace | None:
    """Return the GeoRSS location of an entry, or None."""
    point = child_text(entry, f"{_GEORSS}point").split()
    latitude, longitude = point if len(point) == 2 else ("", "")
    return place_of(child_text(entry, f"{_GEORSS}featurename"), latitude, longitude)


def _degrees(text: str, most: int) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if abs(number) <= most else None
