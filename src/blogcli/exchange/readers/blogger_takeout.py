"""Read a Blogger Takeout: `feed.atom` with its `settings.csv`.

The format is Google's and has no published specification. `blogger:status` is LIVE, DRAFT,
SCHEDULED or SOFT_TRASHED (https://developers.google.com/blogger/docs/3.0/reference/posts).
"""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, tzinfo
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Literal

from blogcli.exchange.model import (
    ClippingSource,
    ExportEntry,
    ExportPost,
    ExportSite,
    GeoPlace,
    Notice,
    Origin,
    ReadOptions,
)
from blogcli.exchange.readers import blogger_entries as entries
from blogcli.exchange.readers.aside import Aside
from blogcli.exchange.readers.blogger_entries import ATOM, BLOGGER, PLATFORM, child_text
from blogcli.exchange.readers.status import PostStatus, status_of
from blogcli.exchange.sources.export_file import ExportFile
from blogcli.exchange.sources.xml_stream import XmlFile, text
from blogcli.exchange.text.clean import alias_of, slug_in, strip_html, title_of, web_address
from blogcli.exchange.text.dates import later
from blogcli.exchange.text.encoding import decoded
from blogcli.posts.text.dates import zone_named

if TYPE_CHECKING:
    from lxml.etree import _Element

STATUSES: Mapping[str, PostStatus] = {
    "LIVE": PostStatus.LIVE,
    "DRAFT": PostStatus.DRAFT,
    "SCHEDULED": PostStatus.SCHEDULED,
    "SOFT_TRASHED": PostStatus.SKIPPED,
}
HIDDEN_COMMENTS: Mapping[str, str] = {
    "SPAM_COMMENT": "spam",
    "GHOSTED_COMMENT": "hidden by Blogger",
    "PENDING_COMMENT": "never approved",
}
_KINDS: Mapping[str, Literal["post", "page"]] = {"POST": "post", "PAGE": "page"}
_MOST_SETTINGS = 1 << 20


def read(
    file: ExportFile, options: ReadOptions, settings: ExportFile | None = None
) -> Iterator[ExportEntry]:
    """Yield the site, posts and pages of a Takeout; times are in the zone of `settings`."""
    rows = _settings(settings)
    site = _site(rows, options)
    zone = options.zone or zone_named(site.timezone)
    yield site
    if zone is None:
        told = "no settings.csv with the time zone: times are in UTC; use --timezone to set it"
        yield Notice(told)
    aside = Aside(options)
    post_of = partial(_post, aside=aside, zone=zone or UTC, site=site)
    posts: deque[ExportPost | Notice] = deque()

    def survey() -> Callable[[_Element], None]:
        aside.clear()
        posts.clear()
        return take

    def take(entry: _Element) -> None:
        if child_text(entry, f"{BLOGGER}type") == "COMMENT":
            _put_comment(entry, aside, zone or UTC)
        elif options.outline:  # without bodies, all posts fit in memory
            posts.extend(post_of(entry))

    export = XmlFile(file, "entry", survey)
    yield from export.notices
    rest = () if options.outline else export.elements("entry")
    waiting = (posts.popleft() for _ in range(len(posts)))
    for post in chain(waiting, chain.from_iterable(map(post_of, rest))):
        if isinstance(post, ExportPost):
            post = replace(post, comments=aside.take(post.origin.id))
        yield post
    yield from aside.skipped()


def _put_comment(entry: _Element, aside: Aside, zone: tzinfo) -> None:
    """Store a comment for its post, or count it as skipped."""
    status = child_text(entry, f"{BLOGGER}status")
    gone = "in Blogger's trash" if child_text(entry, f"{BLOGGER}trashed") else ""
    hidden = HIDDEN_COMMENTS.get(status, f"status: {status or 'unknown'}")
    if not aside.keeps(gone=gone, hidden="" if status == "LIVE" else hidden):
        return
    parent = child_text(entry, f"{BLOGGER}inReplyTo")
    known = HIDDEN_COMMENTS.get(status, status.lower())  # "live", if it is
    make = partial(entries.comment_from_entry, entry, zone, parent, known)
    aside.put(child_text(entry, f"{BLOGGER}parent"), make)


def _post(
    entry: _Element, aside: Aside, zone: tzinfo, site: ExportSite
) -> Iterator[ExportPost | Notice]:
    """Yield a post or page without its comments."""
    kind = child_text(entry, f"{BLOGGER}type")
    if kind not in _KINDS:
        if kind != "COMMENT":
            aside.skip(kind.lower() or "entry", "neither a post nor a page")
        return
    status = child_text(entry, f"{BLOGGER}status")
    meant = STATUSES.get(status, PostStatus.DRAFT)
    if child_text(entry, f"{BLOGGER}trashed") or meant is PostStatus.SKIPPED:
        aside.skip(_KINDS[kind], "in Blogger's trash")
        return
    title = title_of(text(entry.find(f"{ATOM}title")))
    if status not in STATUSES:
        yield Notice(f"its status {status or '(none)'} is unknown; imported as a draft", title)
    name = entries.entry_id(entry)
    published, updated = entries.dates_of(entry, zone)
    draft, waiting = status_of(meant, published, aside.options.now)
    path = alias_of(child_text(entry, f"{BLOGGER}filename"))
    body = entries.entry_html(entry)
    yield ExportPost(
        kind=_KINDS[kind],
        title=title,
        body=str(hash(body)) if aside.options.outline else body,
        origin=Origin(PLATFORM, name, site.url + path if site.url and path else ""),
        date=published,
        updated=later(updated, published),
        author=entries.author_of(entry)[0],
        labels=entries.labels_of(entry),
        slug=slug_in(path),
        draft=draft,
        status=waiting,
        aliases=(path,) if path else (),
        description=strip_html(text(entry.find(f"{BLOGGER}metaDescription"))),
        source=_source(entry),
        location=_place(entry.find(f"{BLOGGER}location")),
    )


def _source(entry: _Element) -> ClippingSource | None:
    links = entry.iterfind(f"{ATOM}link")
    address = next(filter(None, (web_address(link.get("href", "")) for link in links)), "")
    return ClippingSource(url=address) if address else None


def _place(location: _Element | None) -> GeoPlace | None:
    if location is None:
        return None
    parts = [child_text(location, BLOGGER + name) for name in ("name", "latitude", "longitude")]
    return entries.place_of(*parts)


def _settings(file: ExportFile | None) -> Mapping[str, str]:
    """Return the only row of settings.csv by column; empty if it cannot be parsed."""
    if file is None:
        return {}
    lines = decoded(file.read(_MOST_SETTINGS)).replace("\0", "").splitlines()
    try:
        row = next(csv.DictReader(lines, strict=False), {})
    except csv.Error:
        return {}
    return {key: value for key, value in row.items() if isinstance(value, str) and key}


def _site(rows: Mapping[str, str], options: ReadOptions) -> ExportSite:
    # The Takeout of a blog with a custom domain (HOSTED) does not contain the domain.
    subdomain = rows.get("blog_subdomain", "").strip()
    hosted = rows.get("blog_publishing_mode", "").strip().upper() == "HOSTED"
    address = f"https://{subdomain}.blogspot.com" if subdomain and not hosted else ""
    return ExportSite(
        title=title_of(rows.get("blog_name", "")),
        description=strip_html(rows.get("blog_description", "")),
        url=options.site_url.rstrip("/") or web_address(address),
        timezone=rows.get("blog_time_zone", "").strip(),
    )
