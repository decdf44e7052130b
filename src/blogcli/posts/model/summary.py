"""The summary of a post: what is known without its body."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import NamedTuple

from blogcli.posts.model.status import status_at
from blogcli.posts.model.values import Value
from blogcli.posts.text.date_formats import When


class Summary(NamedTuple):
    """The data of a post that lists, queries and tables need, without its body.

    `path` is relative to the blog, with forward slashes. `at` is the date as seconds since 1970,
    None without one. The generator builds the post from `starts` until `ends`, None for no limit.
    `url` is None if it is not known. `meta` is the whole front matter with keys in written order
    and case.
    """

    path: str
    slug: str
    title: str
    date: When | None = None
    at: float | None = None
    starts: float | None = None
    ends: float | None = None
    updated: When | None = None
    draft: bool = False
    tags: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    description: str = ""
    source: Mapping[str, str] | None = None
    byline: str = ""
    aliases: tuple[str, ...] = ()
    url: str | None = None
    lang: str = ""
    words: int = 0
    meta: Mapping[str, Value] = MappingProxyType({})

    def status(self, now: datetime) -> str:
        """Return draft, scheduled, published or expired, by the aware `now`."""
        return status_at(self.draft, self.starts, self.ends, now.timestamp())


def field_value(post: Summary, name: str) -> object:
    """Return the value of a field, or of a part such as `source.url`; "" for a missing part."""
    whole, dot, part = name.partition(".")
    value = getattr(post, whole)
    return (value or {}).get(part, "") if dot else value


def source_text(source: Mapping[str, str] | None) -> str:
    """Return a clipping's source as one text: its name, or else its address."""
    return (source.get("name") or source.get("url") or "") if source else ""
