"""Write JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from blogcli.exchange.model import ExportSite
from blogcli.exchange.writers.feed_items import FeedItem, FeedParts

VERSION = "https://jsonfeed.org/version/1.1"


def written(site: ExportSite, updated: datetime) -> FeedParts:
    """Return the parts of the feed; `updated` is unused, as JSON Feed has it per item only."""
    head: dict[str, Any] = {"version": VERSION, "title": site.title}
    head |= {"home_page_url": site.url} if site.url else {}
    head |= {"description": site.description} if site.description else {}
    head |= {"authors": [{"name": site.author}]} if site.author else {}
    start = json.dumps(head, ensure_ascii=False).removesuffix("}") + ', "items": ['
    return FeedParts(start, _item, "\n]}\n", between=",")


def _item(item: FeedItem) -> str:
    record: dict[str, Any] = {
        "id": item.id,
        "url": item.url,
        "external_url": item.source_url,
        "title": item.title,
        "content_html": item.html,
        "summary": item.description,
        "image": item.cover,
        "date_published": item.published and item.published.isoformat(),
        "date_modified": item.updated and item.updated.isoformat(),
        "authors": [{"name": name} for name in item.authors],
        "tags": list(item.tags),
    }
    kept = {name: value for name, value in record.items() if value or name == "content_html"}
    return "\n" + json.dumps(kept | {"_blogcli": item.more}, ensure_ascii=False)
