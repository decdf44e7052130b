"""Write Atom feeds (RFC 4287)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from xml.etree.ElementTree import Element

from blogcli.exchange.values import Site
from blogcli.exchange.writers.elements import DECLARATION, add, opened, text_of
from blogcli.exchange.writers.feed import Item, feed_id


def written(site: Site, items: Iterable[Item], updated: datetime) -> Iterator[str]:
    """Yield the feed, entry by entry; `updated` is the time of the latest change."""
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
    start, end = opened(root)
    yield f"{DECLARATION}{start}\n"
    for item in items:
        yield text_of(_entry(item))
    yield f"{end}\n"


def _entry(item: Item) -> Element:
    entry = Element("entry")
    add(entry, "id", item.id)
    add(entry, "title", item.title)
    add(entry, "published", item.published.isoformat())
    add(entry, "updated", item.updated.isoformat())
    for name in item.authors:
        add(add(entry, "author"), "name", name)
    for tag in item.tags:
        add(entry, "category", term=tag)
    if item.url:
        add(entry, "link", rel="alternate", href=item.url)
    if item.description:
        add(entry, "summary", item.description)
    add(entry, "content", item.html, type="html")
    return entry
