"""Write RSS 2.0 (https://www.rssboard.org/rss-specification); bodies in `content:encoded`."""

from __future__ import annotations

from datetime import datetime
from email.utils import format_datetime
from xml.etree.ElementTree import Element

from blogcli.exchange.model import ExportSite
from blogcli.exchange.writers.feed_items import NO_DATE, FeedItem, FeedParts, feed_id
from blogcli.exchange.writers.xml import DECLARATION, add, element_xml, split_element

_NAMESPACES = {
    "version": "2.0",
    "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
}


def written(site: ExportSite, updated: datetime) -> FeedParts:
    """Return the parts of the feed; `updated` is the time of the latest change."""
    channel = Element("channel")
    add(channel, "title", site.title)
    add(channel, "link", feed_id(site))
    add(channel, "description", site.description or site.title)
    if updated != NO_DATE:
        add(channel, "lastBuildDate", format_datetime(updated))
    add(channel, "generator", "blogcli")
    start, end = split_element(channel)
    root_start, root_end = split_element(Element("rss", _NAMESPACES))
    return FeedParts(
        f"{DECLARATION}{root_start}{start}\n",
        lambda item: element_xml(_item(item)),
        f"{end}{root_end}\n",
    )


def _item(item: FeedItem) -> Element:
    """Return the item element; RSS requires a title or a description, else it is the id."""
    element = Element("item")
    add(element, "title", item.title or ("" if item.description else item.id))
    if item.url:
        add(element, "link", item.url)
    add(element, "guid", item.id, isPermaLink="false")
    if item.published:
        add(element, "pubDate", format_datetime(item.published))
    for name in item.authors:
        add(element, "dc:creator", name)
    for tag in item.tags:
        add(element, "category", tag)
    if item.source and item.source_url:
        add(element, "source", item.source, url=item.source_url)
    elif item.source:  # RSS's own element must have an address
        add(element, "dc:source", item.source)
    if item.description:
        add(element, "description", item.description)
    add(element, "content:encoded", item.html)
    return element
