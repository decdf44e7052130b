"""Read Blogger's backup of a blog, `blog-MM-DD-YYYY.xml`: Atom with everything as entries.

The kind of an entry is in its category with the scheme `http://schemas.google.com/g/2005#kind`
(https://developers.google.com/gdata/docs/2.0/elements#gdKind).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING, Literal

from blogcli.exchange.model import (
    ExportEntry,
    ExportPost,
    ExportSite,
    Notice,
    Origin,
    ReadOptions,
)
from blogcli.exchange.readers import blogger_entries as entries
from blogcli.exchange.readers.aside import Aside
from blogcli.exchange.readers.blogger_entries import ATOM, PLATFORM, THREAD, child_text
from blogcli.exchange.readers.status import PostStatus, status_of
from blogcli.exchange.sources.export_file import ExportFile
from blogcli.exchange.sources.xml_stream import XmlFile, text
from blogcli.exchange.text.clean import alias_of, slug_in, strip_html, title_of, web_address
from blogcli.exchange.text.dates import later

if TYPE_CHECKING:
    from lxml.etree import _Element

_KIND_SCHEME = "http://schemas.google.com/g/2005#kind"
_GD = "{http://schemas.google.com/g/2005}"
_CONTROLS = ("{http://purl.org/atom/app#}", "{http://www.w3.org/2007/app}")
_POSTS: Mapping[str, Literal["post", "page"]] = {"post": "post", "page": "page"}
_CARRIED = ("post", "page", "template")  # a template is dropped without a report


def read(file: ExportFile, options: ReadOptions) -> Iterator[ExportEntry]:
    """Yield the site, posts and pages of a backup; times keep their offset."""
    aside = Aside(options)
    export = XmlFile(file, "entry")
    settings = _survey(export, aside)
    yield _site(settings, options)
    yield from export.notices
    breaks = settings.get("BLOG_CONVERT_LINE_BREAKS") != "false"
    for entry in export.elements("entry"):
        kind = _POSTS.get(_kind(entry))
        if kind:
            yield from post_of(entry, kind, aside, breaks)
    yield from aside.skipped()


def post_of(
    entry: _Element,
    kind: Literal["post", "page"],
    aside: Aside,
    line_breaks: bool = True,
) -> Iterator[ExportPost | Notice]:
    """Yield a post of a backup or of a public feed, with its comments."""
    options = aside.options
    title = title_of(text(entry.find(f"{ATOM}title")))
    address = web_address(entries.href_of(entry, "alternate"))
    path = alias_of(address)
    published, updated = entries.dates_of(entry, options.zone)
    meant = PostStatus.DRAFT if _is_draft(entry) else PostStatus.LIVE
    draft, waiting = status_of(meant, published, options.now)
    short = entry.find(f"{ATOM}content") is None
    if short:
        yield Notice("the feed has only its beginning", title)
    name = entries.entry_id(entry)
    yield ExportPost(
        kind=kind,
        title=title,
        body=entries.entry_html(entry, ATOM + ("summary" if short else "content"), line_breaks),
        origin=Origin(PLATFORM, name, address),
        date=published,
        updated=later(updated, published),
        author=entries.author_of(entry)[0],
        labels=entries.labels_of(entry),
        slug=slug_in(path),
        draft=draft,
        status=waiting,
        aliases=(path,) if path and not draft else (),
        source=entries.related_source(entry),
        location=entries.georss_place(entry),
        cover=entries.cover_of(entry),
        comments=aside.take(name),
        excerpt=short,
    )


def _put_comment(entry: _Element, aside: Aside) -> None:
    """Store a comment for its post, or count it as skipped."""
    properties = entry.iterfind(f"{_GD}extendedProperty")
    is_removed = any(part.get("name") == "blogger.contentRemoved" for part in properties)
    gone = "removed by its author" if is_removed else ""
    hidden = "never approved" if _is_draft(entry) else ""
    if not aside.keeps(gone=gone, hidden=hidden):
        return
    reply = entry.find(f"{THREAD}in-reply-to")
    post = reply.get("ref", "") if reply is not None else ""
    above = (link.get("href", "") for link in entries.links_of(entry, "related"))
    parent = next((href.rpartition("/")[2] for href in above if "/comments/" in href), "")
    zone, status = aside.options.zone, hidden or "live"
    make = partial(entries.comment_from_entry, entry, zone, f"post-{parent}", status)
    aside.put(post, make)


def _survey(export: XmlFile, aside: Aside) -> dict[str, str]:
    """Store the comments and return the blog's settings."""
    settings: dict[str, str] = {}
    for element in export.elements("entry", "title", "link"):
        kind = _kind(element)
        if kind == "comment":
            _put_comment(element, aside)
        elif kind == "settings":
            key = entries.entry_id(element).rpartition(".")[2]
            settings[key] = text(element.find(f"{ATOM}content")).strip()
        elif element.tag == f"{ATOM}title":
            settings.setdefault("title", text(element))
        elif element.tag == f"{ATOM}link" and element.get("rel") == "alternate":
            settings.setdefault("url", element.get("href", ""))
        elif element.tag == f"{ATOM}entry" and kind not in _CARRIED:
            aside.skip(kind or "entry", "neither a post nor a page")
    return settings


def _site(settings: dict[str, str], options: ReadOptions) -> ExportSite:
    return ExportSite(
        title=title_of(settings.get("BLOG_NAME") or settings.get("title", "")),
        description=strip_html(settings.get("BLOG_DESCRIPTION", "")),
        url=(options.site_url or web_address(settings.get("url", ""))).rstrip("/"),
        timezone=settings.get("BLOG_TIME_ZONE", ""),
    )


def _kind(entry: _Element) -> str:
    terms = (
        category.get("term", "")
        for category in entry.iterfind(f"{ATOM}category")
        if category.get("scheme") == _KIND_SCHEME
    )
    return next(terms, "").rpartition("#")[2]


def _is_draft(entry: _Element) -> bool:
    return any(
        child_text(control, f"{space}draft").lower() == "yes"
        for space in _CONTROLS
        for control in entry.iterfind(f"{space}control")
    )
