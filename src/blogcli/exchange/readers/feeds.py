"""Read RSS, Atom and RDF feeds from a file with feedparser, which never gets a URL."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from io import BytesIO
from typing import Any

from blogcli.errors import BlogError
from blogcli.exchange.html.parse import with_base
from blogcli.exchange.model import (
    Cover,
    ExportEntry,
    ExportPost,
    ExportSite,
    Notice,
    Origin,
    ReadOptions,
)
from blogcli.exchange.readers.aside import Aside
from blogcli.exchange.readers.feed_chunks import portions
from blogcli.exchange.readers.status import PostStatus, status_of
from blogcli.exchange.sources.export_file import ExportFile
from blogcli.exchange.text.clean import (
    alias_of,
    clean_line,
    cleaned,
    slug_in,
    strip_html,
    title_of,
    unique,
    web_address,
)
from blogcli.exchange.text.dates import later, when

PLATFORM = "feed"

_KIND_SCHEMES = ("http://schemas.google.com/g/2005#kind",)

_Parsed = Mapping[str, Any]  # plain dicts: feedparser's own return fallbacks for missing keys


def read(file: ExportFile, options: ReadOptions) -> Iterator[ExportEntry]:
    """Yield the site and its entries as posts; an entry without content is an excerpt."""
    aside = Aside(options)
    site = False
    for portion in portions(file):
        if isinstance(portion, Notice):
            yield portion
            continue
        parsed = _parsed(portion, file.name)
        if not site:
            site = True
            yield _site(dict(parsed.get("feed", {})), options)
        if parsed.get("bozo"):
            fault = clean_line(str(parsed.get("bozo_exception", "")))[:200] or "unknown error"
            yield Notice(f"the feed is broken, so posts may be missing: {fault}")
        for entry in parsed.get("entries", []):
            yield from _post(dict(entry), aside)
    yield from aside.skipped()


def _parsed(data: bytes, name: str) -> _Parsed:
    import feedparser  # type: ignore[import-untyped]

    try:
        # Its sanitizer drops every embedded video; the HTML is sanitized later, by the conversion.
        # Both options would make feedparser parse each body again, however large it is.
        parsed = feedparser.parse(BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    except Exception as error:  # feedparser raises any kind of error for invalid bytes
        raise BlogError(f"is not a readable feed: {error}", path=name) from None
    return dict(parsed)


def _site(feed: _Parsed, options: ReadOptions) -> ExportSite:
    return ExportSite(
        title=title_of(_text(feed, "title")),
        description=strip_html(_text(feed, "subtitle")),
        author=clean_line(_text(feed, "author")),
        url=(options.site_url or web_address(_text(feed, "link"))).rstrip("/"),
    )


def _post(entry: _Parsed, aside: Aside) -> Iterator[ExportPost | Notice]:
    options = aside.options
    title = title_of(_text(entry, "title"))
    contents = entry.get("content") or []
    whole = next((part for part in contents if _text(part, "value").strip()), None)
    summary = {**_detail(entry, "summary_detail"), "value": _text(entry, "summary")}
    link = web_address(_text(entry, "link"))
    published = when(_text(entry, "published"), options.zone)
    changed = when(_text(entry, "updated"), options.zone)
    draft, waiting = status_of(PostStatus.LIVE, published or changed, options.now)
    enclosures = [one for one in entry.get("links") or [] if one.get("rel") == "enclosure"]
    aside.skip("enclosure", "the feed only links to it", len(enclosures))
    path = alias_of(link)
    if whole is None:
        yield Notice("the feed has only a summary of it", title)
    yield ExportPost(
        kind="post",
        title=title,
        body=_html(whole or summary),
        origin=Origin(PLATFORM, clean_line(_text(entry, "id")) or link or title, link),
        date=published or changed,
        updated=later(changed, published) if published else None,
        author=clean_line(_text(entry, "author")),
        labels=_labels(entry),
        slug=slug_in(path),
        draft=draft,
        status=waiting,
        aliases=(path,) if path else (),
        description=strip_html(summary["value"]) if whole else "",
        cover=_cover(entry),
        excerpt=whole is None,
    )


def _html(part: _Parsed) -> str:
    value = cleaned(_text(part, "value"))
    if part.get("type") == "text/plain":
        return f"<p>{escape(value, quote=False)}</p>"
    return with_base(value, _text(part, "base"))


def _detail(entry: _Parsed, name: str) -> _Parsed:
    detail = entry.get(name)
    return detail if isinstance(detail, Mapping) else {}


def _labels(entry: _Parsed) -> tuple[str, ...]:
    tags = entry.get("tags") or []
    return unique([_text(tag, "term") for tag in tags if tag.get("scheme") not in _KIND_SCHEMES])


def _cover(entry: _Parsed) -> Cover | None:
    pictures = entry.get("media_thumbnail") or []
    address = next((web_address(_text(picture, "url")) for picture in pictures), "")
    return Cover(address) if address else None


def _text(parts: _Parsed, name: str) -> str:
    value = parts.get(name)
    return value if isinstance(value, str) else ""
