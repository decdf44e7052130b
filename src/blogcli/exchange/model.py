"""What an export holds, as values: all that readers yield, writers take, and plans count."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from typing import Literal, TypeAlias

from blogcli.posts.model.comments import Comment
from blogcli.posts.model.values import Value, nested
from blogcli.posts.text.date_formats import When

MOST_BYTES = 50 << 20  # the store reads no larger file

PICTURES_URL = "/images/"
"""The URL prefix of imported images."""

SCHEMA = 1
"""Version of the document; incremented when a key is removed or changes its meaning."""


@dataclass(frozen=True, slots=True)
class ClippingSource:
    """The source of a clipping: its name (`HuffPost`), kind (`Opinion`), URL and author."""

    name: str = ""
    kind: str = ""
    url: str = ""
    byline: str = ""


@dataclass(frozen=True, slots=True)
class GeoPlace:
    """The location of a post; degrees north and east."""

    name: str = ""
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class Cover:
    """The cover image of a post: its URL and alt text."""

    url: str
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Origin:
    """The identity of a post in the old system; `platform` and `id` together are permanent."""

    platform: str
    id: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class ExportPost:
    """A post or page of an export.

    `body` is in `markup`; HTML is unsanitized, as in the old system. `date` has an offset or is a
    date without time. `draft` is true for everything that must not be published now: drafts,
    private and password-protected posts (`status` "private"), and scheduled posts whose date has
    passed; `status` "scheduled" without `draft` means a future date. `slug` is a safe file name,
    "" if there was none; `aliases` are paths that begin with `/`. `excerpt` means that the export
    has only the beginning. `file` is the whole post file, byte for byte, and `path` its path in
    the blog, if the export has them. `pictures` maps URLs in the body to new ones, "" for one that
    stays. `number` is the id in the old blog's short links, WordPress's `?p=1`.
    """

    kind: Literal["post", "page"]
    title: str
    body: str
    origin: Origin
    markup: Literal["html", "markdown"] = "html"
    date: When | None = None
    updated: When | None = None
    author: str = ""
    labels: tuple[str, ...] = ()
    slug: str = ""
    draft: bool = False
    status: Literal["scheduled", "private"] | None = None
    aliases: tuple[str, ...] = ()
    description: str = ""
    source: ClippingSource | None = None
    location: GeoPlace | None = None
    cover: Cover | None = None
    comments: tuple[Comment, ...] = ()
    excerpt: bool = False
    path: str = ""
    file: bytes = b""
    pictures: Mapping[str, str] = field(default_factory=dict)
    number: str = ""


@dataclass(frozen=True, slots=True)
class ExportSite:
    """The metadata of the exported blog; `timezone` is an IANA name, `about` plain text."""

    title: str = ""
    description: str = ""
    author: str = ""
    about: str = ""
    url: str = ""
    timezone: str = ""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A number of skipped items of one kind, and the reason.

    `harmless` items were converted to another form without a loss for readers.
    """

    what: str
    count: int
    reason: str
    harmless: bool = False


@dataclass(frozen=True, slots=True)
class Notice:
    """A warning about something changed or uncertain; `post` is the title of its post, if any."""

    message: str
    post: str = ""


ExportEntry: TypeAlias = ExportSite | ExportPost | Notice | Skipped
"""The values of a reader: the site first, then posts and notices, skipped items at the end."""


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """The options for reading an export.

    `now` is aware and decides what is scheduled. `zone`, if given, overrides the export's own.
    `format` is "auto" or a key of `detect.KINDS`; `blog` selects one of several in a Takeout.
    `comments`: visible ones ("live"), also hidden ones and spam ("all"), or none. `progress` is
    called with the fraction read, from 0 to 1. With `outline`, comments may be empty if their
    number is right, and a body may be any text that differs if the bodies differ.
    """

    now: datetime
    zone: tzinfo | None = None
    format: str = "auto"
    site_url: str = ""
    blog: str = ""
    comments: Literal["live", "all", "none"] = "live"
    progress: Callable[[float], None] = lambda done: None
    outline: bool = False


def origin_part(meta: Mapping[str, Value], part: str) -> str:
    """Return a part of an imported post's origin, nested or flat (`origin_id`); else ""."""
    found = nested(meta, f"origin.{part}") or nested(meta, f"origin_{part}")
    return str(found) if isinstance(found, str | int) else ""
