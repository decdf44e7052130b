"""What an export holds, as values: all that its readers may yield."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from typing import Literal, TypeAlias

from blogcli.posts.comments import Comment
from blogcli.posts.values import When


@dataclass(frozen=True, slots=True)
class Source:
    """Where a clipping was taken from: `HuffPost`, `Opinion`, its address, its author's name."""

    name: str = ""
    kind: str = ""
    url: str = ""
    byline: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a post says it is; degrees north and east."""

    name: str = ""
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class Cover:
    """The picture that stands for a post, by its address, and what it shows."""

    url: str
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Origin:
    """What a post was in the old system; `platform` and `id` together name it for good."""

    platform: str
    id: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Imported:
    """One post or page of an export.

    `body` is in `markup`; HTML is as the old system had it and not safe to show. `date` has an
    offset or is a day alone. `draft` holds for everything that must not be published now: drafts,
    private and password-protected posts (`status` "private"), and posts that waited for a day
    which has gone by; `status` "scheduled" without `draft` has its date ahead. `slug` is safe as
    a file name, "" where there was none; `aliases` are paths that begin with `/`. `excerpt` says
    that the export holds only the beginning. `file` is the whole post file, byte for byte, and
    `path` its place in the blog, where the export has them. `pictures` are addresses in the body
    and the ones that they are to become, "" for one that stays.
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
    source: Source | None = None
    location: Place | None = None
    cover: Cover | None = None
    comments: tuple[Comment, ...] = ()
    excerpt: bool = False
    path: str = ""
    file: bytes = b""
    pictures: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Site:
    """The blog as its export describes it; `timezone` is an IANA name, `about` plain text."""

    title: str = ""
    description: str = ""
    author: str = ""
    about: str = ""
    url: str = ""
    timezone: str = ""


@dataclass(frozen=True, slots=True)
class Skipped:
    """So many things of one sort that were left behind, and why.

    `harmless` ones came across in another form that no reader will miss.
    """

    what: str
    count: int
    reason: str
    harmless: bool = False


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that came across changed, or in doubt; `post` names whose it is, if one's."""

    message: str
    post: str = ""


Entry: TypeAlias = Site | Imported | Notice | Skipped
"""What a reader yields: the site first, then posts and notices, and at the end what is left."""


def _no_progress(done: float) -> None:
    pass


@dataclass(frozen=True, slots=True)
class Options:
    """How an export is to be read.

    `now` is aware and tells what is scheduled. `zone`, where given, wins over the export's own.
    `format` is "auto" or a key of `detect.KINDS`; `blog` picks one of several in a Takeout.
    `comments`: the visible ones, also hidden ones and spam, or none. `progress` is told the part
    that is read, from 0 to 1. In an `outline` comments may be empty, if their number is right, and
    any text may stand for a body, if it is another for another body.
    """

    now: datetime
    zone: tzinfo | None = None
    format: str = "auto"
    site_url: str = ""
    blog: str = ""
    comments: Literal["live", "all", "none"] = "live"
    progress: Callable[[float], None] = field(default=_no_progress)
    outline: bool = False
