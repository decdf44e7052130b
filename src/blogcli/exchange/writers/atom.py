"""Write Atom feeds (RFC 4287)."""

from __future__ import annotations

from datetime import datetime
from xml.etree.ElementTree import Element

from blogcli.exchange.model import ExportSite
from blogcli.exchange.writers.feed_items import FeedItem, FeedParts, feed_id
from blogcli.exchange.writers.xml import DECLARATION, add, element_xml, split_element


def written(site: ExportSite, updated: datetime) -> FeedParts:
    """Return the parts of the feed; `updated` is the time of the latest change."""
    root = Element("feed", {"xmlns": "http://www.w3.org/2005/Atom"})
    add(root, "id", feed_id(site))
    add(root, "title", site.title)
    if site.description:
        add(root, "subtitle", site.description)
    add(root, "updated", updated.isoformat())
    add(add(root, "author"), "name", site.author or site.title)
    if site.url:
        add(root, "link", rel="alternate", href=site.url)
    add(root, "generator", "blogcli")
    start, end = split_element(root)
    return FeedParts(
        f"{DECLARATION}{start}\n", lambda item: element_xml(_entry(item, updated)), f"{end}\n"
    )


def _entry(item: FeedItem, updated: datetime) -> Element:
    """Return the entry element; Atom requires a time, so without a date it has the feed's."""
    entry = Element("entry")
    add(entry, "id", item.id)
    add(entry, "title", item.title)
    if item.published:
        add(entry, "published", item.published.isoformat())
    add(entry, "updated", (item.updated or updated).isoformat())
    for name in item.authors:
        add(add(entry, "author"), "name", name)
    for tag in item.tags:
        add(entry, "category", term=tag)
    if item.url:
        add(entry, "link", rel="alternate", href=item.url)
    if item.source_url:
        add(entry, "link", rel="via", href=item.source_url)
    if item.source:
        source = add(entry, "source")
        add(source, "title", item.source)
        if item.source_url:
            add(source, "link", rel="alternate", href=item.source_url)
    if item.description:
        add(entry, "summary", item.description)
    add(entry, "content", item.html, type="html")
    return entry
