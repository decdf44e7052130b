"""Read Blogger's backup of a blog, `blog-MM-DD-YYYY.xml`: Atom with everything as entries.

The kind of an entry is in its category with the scheme `http://schemas.google.com/g/2005#kind`
(https://developers.google.com/gdata/docs/2.0/elements#gdKind).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import tzinfo
from functools import partial
from typing import TYPE_CHECKING, Literal

from blogcli.exchange.model import (
    ExportEntry,
    ExportPost,
    ExportSite,
    Notice,
    Origin,
    ReadOptions,
    SkipCounter,
)
from blogcli.exchange.readers import blogger_entries as entries
from blogcli.exchange.readers.blogger_entries import ATOM, PLATFORM, THREAD, child_text
from blogcli.exchange.readers.comment_store import CommentStore
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
    skips = SkipCounter()
    export = XmlFile(file, "entry")
    comment_store = CommentStore(outline=options.outline)
    settings = _survey(export, comment_store, skips, options)
    site = _site(settings, options)
    yield site
    yield from export.notices
    for entry in export.elements("entry"):
        kind = _POSTS.get(_kind(entry))
        if kind:
            yield from post_of(entry, kind, comment_store, options, _breaks(settings))
    skips.skip("comment", "its post was not imported", comment_store.left())
    yield from skips.skipped()


def post_of(
    entry: _Element,
    kind: Literal["post", "page"],
    comment_store: CommentStore,
    options: ReadOptions,
    line_breaks: bool = True,
) -> Iterator[ExportPost | Notice]:
    """Yield a post of a backup or of a public feed, with its comments."""
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
        comments=comment_store.take(name),
        excerpt=short,
    )


def put_comment(
    entry: _Element,
    comment_store: CommentStore,
    skips: SkipCounter,
    options: ReadOptions,
    zone: tzinfo | None,
) -> None:
    """Store a comment for its post, or count it as skipped."""
    if options.comments == "none":
        skips.skip("comment", "comments are skipped (--comments none)")
    elif any(
        part.get("name") == "blogger.contentRemoved"
        for part in entry.iterfind(f"{_GD}extendedProperty")
    ):
        skips.skip("comment", "removed by its author")
    elif _is_draft(entry) and options.comments != "all":
        skips.skip("comment", "never approved")
    else:
        reply = entry.find(f"{THREAD}in-reply-to")
        post = reply.get("ref", "") if reply is not None else ""
        parent = next(
            (
                link.get("href", "").rpartition("/")[2]
                for link in entries.links_of(entry, "related")
                if "/comments/" in link.get("href", "")
            ),
            "",
        )
        status = "never approved" if _is_draft(entry) else "live"
        comment_store.put(
            post, partial(entries.comment_from_entry, entry, zone, f"post-{parent}", status)
        )


def _survey(
    export: XmlFile, comment_store: CommentStore, skips: SkipCounter, options: ReadOptions
) -> dict[str, str]:
    """Store the comments and return the blog's settings."""
    settings: dict[str, str] = {}
    for element in export.elements("entry", "title", "link"):
        kind = _kind(element)
        if kind == "comment":
            put_comment(element, comment_store, skips, options, options.zone)
        elif kind == "settings":
            key = entries.entry_id(element).rpartition(".")[2]
            settings[key] = text(element.find(f"{ATOM}content")).strip()
        elif element.tag == f"{ATOM}title":
            settings.setdefault("title", text(element))
        elif element.tag == f"{ATOM}link" and element.get("rel") == "alternate":
            settings.setdefault("url", element.get("href", ""))
        elif element.tag == f"{ATOM}entry" and kind not in _CARRIED:
            skips.skip(kind or "entry", "neither a post nor a page")
    return settings


def _site(settings: dict[str, str], options: ReadOptions) -> ExportSite:
    return ExportSite(
        title=title_of(settings.get("BLOG_NAME") or settings.get("title", "")),
        description=strip_html(settings.get("BLOG_DESCRIPTION", "")),
        url=(options.site_url or web_address(settings.get("url", ""))).rstrip("/"),
        timezone=settings.get("BLOG_TIME_ZONE", ""),
    )


def _breaks(settings: dict[str, str]) -> bool:
    return settings.get("BLOG_CONVERT_LINE_BREAKS", "true") != "false"


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
