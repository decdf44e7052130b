"""Read JSON Feed, versions 1 and 1.1 (https://www.jsonfeed.org/version/1.1/)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from blogcli.exchange.model import (
    ClippingSource,
    Cover,
    ExportEntry,
    ExportPost,
    ExportSite,
    Origin,
    ReadOptions,
)
from blogcli.exchange.readers.aside import Aside
from blogcli.exchange.readers.status import PostStatus, status_of
from blogcli.exchange.sources.export_file import ExportFile
from blogcli.exchange.sources.json_file import list_of, read_json_object
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

PLATFORM = "jsonfeed"


def read(file: ExportFile, options: ReadOptions) -> Iterator[ExportEntry]:
    """Yield the items as posts, then the site."""
    aside = Aside(options)
    about = read_json_object(file)
    for item in list_of(about, "items"):
        if isinstance(item, dict):
            yield _post(item, aside)
    yield _site(about, options)
    yield from aside.skipped()


def _site(about: Mapping[str, Any], options: ReadOptions) -> ExportSite:
    return ExportSite(
        title=title_of(_text(about, "title")),
        description=strip_html(_text(about, "description")),
        author=_author(about),
        url=(options.site_url or web_address(_text(about, "home_page_url"))).rstrip("/"),
    )


def _post(item: Mapping[str, Any], aside: Aside) -> ExportPost:
    options = aside.options
    published = when(_text(item, "date_published"), options.zone)
    draft, waiting = status_of(PostStatus.LIVE, published, options.now)
    link = web_address(_text(item, "url"))
    path = alias_of(link)
    picture = web_address(_text(item, "image") or _text(item, "banner_image"))
    outside = web_address(_text(item, "external_url"))
    aside.skip("attachment", "the feed only links to it", len(list_of(item, "attachments")))
    return ExportPost(
        kind="post",
        title=title_of(_text(item, "title")),
        body=_body(item),
        origin=Origin(PLATFORM, clean_line(_text(item, "id")) or link, link),
        date=published,
        updated=later(when(_text(item, "date_modified"), options.zone), published),
        author=_author(item),
        labels=unique([tag for tag in list_of(item, "tags") if isinstance(tag, str)]),
        slug=slug_in(path),
        draft=draft,
        status=waiting,
        aliases=(path,) if path else (),
        description=strip_html(_text(item, "summary")),
        source=ClippingSource(url=outside) if outside else None,
        cover=Cover(picture) if picture else None,
    )


def _body(item: Mapping[str, Any]) -> str:
    html = _text(item, "content_html")
    if html:
        return cleaned(html)
    paragraphs = cleaned(_text(item, "content_text")).replace("\r\n", "\n").split("\n\n")
    return "".join(
        f"<p>{escape(part.strip(), quote=False)}</p>".replace("\n", "<br>")
        for part in paragraphs
        if part.strip()
    )


def _author(parts: Mapping[str, Any]) -> str:
    """Return the first author's name; version 1 has `author`, 1.1 has `authors`."""
    people = [*list_of(parts, "authors"), parts.get("author")]
    names = (clean_line(_text(person, "name")) for person in people if isinstance(person, dict))
    return next(filter(None, names), "")


def _text(parts: Mapping[str, Any], name: str) -> str:
    value = parts.get(name)
    return str(value) if isinstance(value, (str, int)) and not isinstance(value, bool) else ""
