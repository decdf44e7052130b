"""A post as values: read from the bytes of its file, by the conventions of its blog."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from blogcli.posts.conventions import Conventions
from blogcli.posts.document import Document
from blogcli.posts.values import Value, When

@dataclass(frozen=True, slots=True)
class Summary:
    """All that a list, a query or a table needs to know of a post without its body.

    `path` is relative to the blog, with forward slashes. `at` is the date as seconds since 1970,
    None without one. `meta` is the whole front matter with keys in written order and case.
    """

    path: str
    slug: str
    title: str
    date: When | None = None
    at: float | None = None
    updated: When | None = None
    draft: bool = False
    tags: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    description: str = ""
    source: Mapping[str, str] | None = None
    aliases: tuple[str, ...] = ()
    words: int = 0
    meta: Mapping[str, Value] = field(default_factory=dict)

    def status(self, now: datetime) -> str:
        """Draft, scheduled (its date is ahead of the aware `now`) or published."""
        if self.draft:
            return "draft"
        if self.at is not None and self.at > now.timestamp():
            return "scheduled"
        return "published"


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a post's front matter was read only in part; `line` counts from 1 in the file."""

    message: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Post:
    """A post whole: its summary, its parts, and what was wrong with its front matter, if anything."""

    summary: Summary
    document: Document
    conventions: Conventions
    problem: Problem | None = None

    @property
    def body(self) -> str:
        """The body's text; bytes that are not UTF-8 come as U+FFFD and stay as they are on disk."""
        return self.document.body.decode(errors="replace")


def read_post(path: str, data: bytes, conventions: Conventions) -> Post:
    """Read the post at `path` (relative to the blog) from the bytes of its file.

    Raises Unreadable where nothing can be made of them.
    """
    raise NotImplementedError
