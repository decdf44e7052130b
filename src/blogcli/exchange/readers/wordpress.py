"""Read a WordPress export (WXR): RSS with extra elements for all data of a post.

The format is defined by wp-admin/includes/export.php of WordPress.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Literal
from urllib.parse import unquote

from blogcli.exchange.html.raw_html import comment_html
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
from blogcli.exchange.readers.status import PostStatus, status_of
from blogcli.exchange.readers.wordpress_body import (
    Attachment,
    with_footnotes,
    with_reusable,
    wordpress_html,
)
from blogcli.exchange.sources.export_file import ExportFile
from blogcli.exchange.sources.xml_stream import XmlFile, local, text
from blogcli.exchange.text.clean import (
    alias_of,
    clean_line,
    safe_slug,
    strip_html,
    title_of,
    unique,
    web_address,
)
from blogcli.exchange.text.dates import in_zone, later, when
from blogcli.posts.model.comments import Comment

if TYPE_CHECKING:
    from lxml.etree import _Element

PLATFORM = "wordpress"

STATUSES: Mapping[str, PostStatus] = {
    "publish": PostStatus.LIVE,
    "draft": PostStatus.DRAFT,
    "pending": PostStatus.DRAFT,
    "future": PostStatus.SCHEDULED,
    "private": PostStatus.PRIVATE,
    "trash": PostStatus.SKIPPED,
    "auto-draft": PostStatus.SKIPPED,
    "inherit": PostStatus.SKIPPED,
}
HIDDEN_COMMENTS: Mapping[str, str] = {
    "0": "never approved",
    "spam": "spam",
    "trash": "in WordPress's trash",
    "post-trashed": "in WordPress's trash",
}
_KINDS: Mapping[str, Literal["post", "page"]] = {"post": "post", "page": "page"}
REUSABLE = "wp_block"
"""The type of a block that posts share by its number."""

_LABELS = ("category", "post_tag")
_NO_LABEL = "uncategorized"
_QUARTER = 15 * 60  # UTC offsets are multiples of a quarter of an hour
_MOST_OFFSET = timedelta(hours=15)


@dataclass(slots=True)
class _Survey:
    """Data that posts need from elsewhere in the file, and what is kept aside."""

    aside: Aside
    site: ExportSite = field(default_factory=ExportSite)
    authors: dict[str, str] = field(default_factory=dict)
    attachments: dict[str, Attachment] = field(default_factory=dict)
    blocks: dict[str, str] = field(default_factory=dict)


def read(file: ExportFile, options: ReadOptions) -> Iterator[ExportEntry]:
    """Yield the site, posts and pages; the UTC offset comes from local and GMT times."""
    export = XmlFile(file, "item")
    survey = _survey(export, options)
    yield survey.site
    yield from export.notices
    for item in export.elements("item"):
        yield from _item(item, survey)
    yield from survey.aside.skipped()


def _survey(export: XmlFile, options: ReadOptions) -> _Survey:
    survey = _Survey(Aside(options))
    found: dict[str, str] = {}
    for element in export.elements("item", "title", "link", "description", "author"):
        name = local(element)
        if name == "author":
            login = _text(element, "author_login")
            survey.authors[login] = _text(element, "author_display_name") or login
        elif name != "item":
            found.setdefault(name, text(element))
        elif _text(element, "post_type") == REUSABLE:
            survey.blocks[_text(element, "post_id")] = _inner(element, "encoded", "content")
        elif _text(element, "post_type") == "attachment":
            survey.attachments[_text(element, "post_id")] = Attachment(
                url=web_address(_text(element, "attachment_url")),
                alt=clean_line(_meta(element).get("_wp_attachment_image_alt", "")),
                caption=strip_html(_inner(element, "encoded", "excerpt")),
                parent=_text(element, "post_parent"),
            )
    people = list(survey.authors.values())
    survey.site = ExportSite(
        title=title_of(found.get("title", "")),
        description=strip_html(found.get("description", "")),
        author=people[0] if len(people) == 1 else "",
        url=(options.site_url or web_address(found.get("link", ""))).rstrip("/"),
    )
    return survey


def _item(item: _Element, survey: _Survey) -> Iterator[ExportPost | Notice]:
    aside = survey.aside
    kind = _text(item, "post_type") or "post"
    status = _text(item, "status")
    meant = STATUSES.get(status, PostStatus.DRAFT)
    if kind == REUSABLE:
        aside.skip("reusable block", "put into the posts that show it")
    elif kind == "attachment":
        aside.skip("attachment", "posts link to its original address")
    elif kind not in _KINDS:
        aside.skip(kind, "neither a post nor a page")
    elif meant is PostStatus.SKIPPED:
        aside.skip(_KINDS[kind], f"status: {status}")
    else:
        title = title_of(_inner(item, "title"))
        if status not in STATUSES:
            yield Notice(f"its status {status or '(none)'} is unknown; imported as a draft", title)
        written, missing = with_reusable(_inner(item, "encoded", "content"), survey.blocks)
        body, notices = wordpress_html(written, _text(item, "post_id"), survey.attachments)
        body = with_footnotes(body, _meta(item).get("footnotes", ""))
        yield from (Notice(message, title) for message in (*missing, *notices))
        if _text(item, "post_password"):
            meant = PostStatus.PRIVATE
        yield _post(item, _KINDS[kind], body, meant, survey)


def _post(
    item: _Element,
    kind: Literal["post", "page"],
    body: str,
    meant: PostStatus,
    survey: _Survey,
) -> ExportPost:
    options = survey.aside.options
    published = _date(item, "post_date", options)
    draft, waiting = status_of(meant, published, options.now)
    link, number = _text(item, "link"), _text(item, "post_id")
    path = "" if meant is PostStatus.DRAFT else alias_of(link)
    meta = _meta(item)
    survey.aside.skip("custom field", "front matter has no place for it", _own_fields(meta))
    creator = _text(item, "creator")
    cover = survey.attachments.get(meta.get("_thumbnail_id", ""))
    return ExportPost(
        kind=kind,
        title=title_of(_inner(item, "title")),
        body=body,
        origin=Origin(PLATFORM, _text(item, "guid") or number or link, web_address(link)),
        date=published,
        updated=later(_date(item, "post_modified", options), published),
        author=survey.authors.get(creator, creator),
        labels=_labels(item),
        slug=safe_slug(_text(item, "post_name")),
        draft=draft,
        status=waiting,
        aliases=_aliases(path, item),
        description=strip_html(_inner(item, "encoded", "excerpt")),
        cover=Cover(cover.url, cover.alt) if cover and cover.url else None,
        comments=tuple(_comments(item, survey.aside)),
        number=number,
    )


def _date(item: _Element, name: str, options: ReadOptions) -> datetime | None:
    """Return a date in the blog's zone; WordPress writes it both in local time and in GMT.

    Drafts have no GMT time, and their `pubDate` has the year -1, so `pubDate` is never used.
    """
    here, at_greenwich = when(_text(item, name), UTC), when(_text(item, f"{name}_gmt"), UTC)
    if not isinstance(at_greenwich, datetime):
        own = when(_text(item, name), options.zone)
        return own if isinstance(own, datetime) else None
    if options.zone is not None or not isinstance(here, datetime):
        return in_zone(at_greenwich, options.zone)
    ahead = here - at_greenwich
    known = abs(ahead) <= _MOST_OFFSET and not ahead.total_seconds() % _QUARTER
    return in_zone(at_greenwich, timezone(ahead) if known and ahead else UTC)


def _labels(item: _Element) -> tuple[str, ...]:
    """Return categories, then tags, as written, without WordPress's `uncategorized`."""
    return unique(
        [
            title_of(text(label)) or unquote(label.get("nicename", ""))
            for domain in _LABELS
            for label in item.iterfind("category")
            if label.get("domain") == domain and label.get("nicename") != _NO_LABEL
        ]
    )


def _aliases(path: str, item: _Element) -> tuple[str, ...]:
    """Return the old path, and the paths of earlier slugs that redirected to it."""
    if not path:
        return ()
    slug = _text(item, "post_name")
    before, found, after = path.rpartition(slug) if slug else ("", "", "")
    older = [
        before + text(meta.find("{*}meta_value")).strip() + after
        for meta in item.iterfind("{*}postmeta")
        if found and _text(meta, "meta_key") == "_wp_old_slug"
    ]
    return tuple(dict.fromkeys(filter(None, map(alias_of, [path, *older]))))


def _comments(item: _Element, aside: Aside) -> Iterator[Comment]:
    for comment in item.iterfind("{*}comment"):
        approved = _text(comment, "comment_approved")
        kind = _text(comment, "comment_type")
        hidden = HIDDEN_COMMENTS.get(approved, f"status: {approved}")
        if kind not in ("", "comment") and aside.options.comments != "none":
            aside.skip(kind, "not a reader's comment")
        elif aside.keeps(hidden="" if approved == "1" else hidden):
            yield _comment(comment, aside.options, HIDDEN_COMMENTS.get(approved, "live"))


def _comment(comment: _Element, options: ReadOptions, status: str) -> Comment:
    parent = _text(comment, "comment_parent")
    return Comment(
        id=_text(comment, "comment_id"),
        html=comment_html(_inner(comment, "comment_content")),
        parent="" if parent == "0" else parent,
        author=_text(comment, "comment_author"),
        author_url=web_address(_text(comment, "comment_author_url")),
        date=_date(comment, "comment_date", options),
        status=status,
    )


def _meta(item: _Element) -> dict[str, str]:
    """Return the custom fields, the last of each name."""
    return {
        _text(meta, "meta_key"): _text(meta, "meta_value") for meta in item.iterfind("{*}postmeta")
    }


def _own_fields(meta: Mapping[str, str]) -> int:
    """Return the number of the author's custom fields; those of plugins begin with `_`."""
    own = (key for key, value in meta.items() if value and key != "footnotes")
    return sum(1 for key in own if key and not key.startswith("_"))


def _text(element: _Element, name: str) -> str:
    """Return the text of a direct child in any namespace, on one line."""
    return clean_line(text(element.find(f"{{*}}{name}")))


def _inner(element: _Element, name: str, space: str = "") -> str:
    """Return the exact text of a child; `space` selects the namespace if names are equal."""
    for child in element.iterfind(f"{{*}}{name}"):
        if space in str(child.tag):
            return text(child)
    return ""
