"""Prepare posts for a feed of any format: ids, URLs, dates and HTML bodies."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, tzinfo
from functools import partial
from html import escape
from typing import Any, NamedTuple, TypeAlias
from urllib.parse import quote, urljoin, urlsplit
from uuid import NAMESPACE_URL, uuid5

from blogcli.exchange.model import ExportSite, origin_part
from blogcli.exchange.text.clean import cleaned, web_address
from blogcli.exchange.writers.feed_html import feed_html
from blogcli.posts.model.paths import bare_path
from blogcli.posts.model.summary import Summary, field_value, source_text
from blogcli.posts.model.values import written_text
from blogcli.posts.read.post import Post
from blogcli.posts.text.date_formats import When
from blogcli.posts.text.markdown_cost import RENDERED, costs_more

NO_DATE = datetime(1970, 1, 1, tzinfo=UTC)
"""The date of a feed without any, as Atom requires one: a date that stands out."""

SummaryAddress = Callable[[Summary, str], str]
"""From a post and a target in it to the URL; see feed_item."""

ZoneOf: TypeAlias = Callable[[When], tzinfo]
"""From a date to the zone that it is in if it names none; see Conventions.zone_of."""

_URI = re.compile(r"[a-z][a-z0-9+.-]*:[!-~]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FeedItem:
    """A post in a feed; `id` is permanent and not a URL, `url` is "" if unknown.

    Texts have only characters that XML allows. `published` and `updated` have an offset; they are
    None for a post without a date.
    A clipping has the name and address of its source, and its byline as the first of the authors.
    `is_written` means that the body is raw Markdown because rendering it would take too long.
    """

    id: str
    title: str
    html: str
    published: datetime | None
    updated: datetime | None
    url: str = ""
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    description: str = ""
    cover: str = ""
    source: str = ""
    source_url: str = ""
    more: dict[str, Any] | None = None
    is_written: bool = False


class FeedParts(NamedTuple):
    """A feed as text: its start, each of its items with `between` between two, and its end."""

    start: str
    entry: Callable[[FeedItem], str]
    end: str
    between: str = ""


def _html(post: Post, site: ExportSite, url: str, address_of: SummaryAddress) -> tuple[str, bool]:
    """Return the body as HTML with absolute addresses, and whether its Markdown is kept as text."""
    body = post.body
    if costs_more(body, RENDERED):
        return cleaned(f"<pre>{escape(body)}</pre>\n"), True
    page = urljoin(f"{site.url}/", urlsplit(url).path) if site.url else url
    return cleaned(feed_html(body, page, partial(address_of, post.summary))), False


def feed_item(post: Post, site: ExportSite, address_of: SummaryAddress) -> FeedItem:
    """Return the post as a feed item.

    `address_of` gives the URL of the post itself for "", and of a post that it names; "" if that
    is not known.
    """
    summary, zone_of = post.summary, post.conventions.zone_of
    url = address_of(summary, "") or _url_of(summary, site)
    text, is_written = _html(post, site, url, address_of)
    people = (summary.byline, *summary.authors)
    published = _moment(summary.date, zone_of)
    updated = _moment(summary.updated, zone_of)
    return FeedItem(
        id=id_of(summary, site),
        title=cleaned(summary.title),
        html=text,
        published=published,
        updated=max(filter(None, (published, updated)), default=None),
        url=url,
        authors=tuple(map(cleaned, dict.fromkeys(filter(None, people)))),
        tags=tuple(map(cleaned, summary.tags)),
        description=cleaned(summary.description),
        source=cleaned(source_text(summary.source)),
        source_url=web_address(str(field_value(summary, "source.url"))),
        cover=web_address(written_text(summary.meta.get("cover"))),
        more={"path": summary.path, "slug": summary.slug, "source": summary.source},
        is_written=is_written,
    )


def id_of(summary: Summary, site: ExportSite) -> str:
    """Return the permanent id of a post: its origin, else a tag URI (RFC 4151), else a UUID."""
    origin = origin_part(summary.meta, "id")
    if _URI.fullmatch(origin) and not web_address(origin):
        return origin
    name = quote(bare_path(summary.path))
    host = urlsplit(site.url).hostname or ""
    if not host:
        return uuid5(NAMESPACE_URL, f"{site.title}/{name}").urn
    day = f"{summary.date:%Y-%m-%d}" if summary.date else "2000"
    return f"tag:{host},{day}:{name}"


def last_change(summaries: Iterable[Summary], zone_of: ZoneOf) -> datetime:
    """Return the time of the latest publication or change."""
    dates = (when for summary in summaries for when in (summary.date, summary.updated))
    return max(filter(None, (_moment(when, zone_of) for when in dates)), default=NO_DATE)


def feed_id(site: ExportSite) -> str:
    """Return the id of the feed: the blog's URL, else a UUID made from its title."""
    return site.url or uuid5(NAMESPACE_URL, site.title).urn


def _url_of(summary: Summary, site: ExportSite) -> str:
    """Return the URL given in the post itself, where the generator's is not known."""
    for key in ("url", "permalink"):
        said = written_text(summary.meta.get(key))
        if said.startswith("/") and site.url:
            said = urljoin(site.url, said)
        if web_address(said):
            return said
    return web_address(origin_part(summary.meta, "url"))


def _moment(when: When | None, zone_of: ZoneOf) -> datetime | None:
    if when is None:
        return None
    moment = when if isinstance(when, datetime) else datetime.combine(when, time())
    return moment.replace(microsecond=0, tzinfo=moment.tzinfo or zone_of(when))


def site_cleaned(site: ExportSite, name: str = "") -> ExportSite:
    """Return the site with texts valid in XML; `name` is the title if it has none."""
    return replace(
        site,
        title=cleaned(site.title) or cleaned(name) or "Blog",
        description=cleaned(site.description),
        author=cleaned(site.author),
    )
