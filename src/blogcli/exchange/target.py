"""The blog that an import goes to, as far as a plan of it has to know."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from blogcli.exchange.leads import PICTURES_URL, Leads
from blogcli.exchange.seal import is_sealed
from blogcli.posts.comments import comments_path
from blogcli.posts.conventions import Conventions
from blogcli.posts.post import Post, Summary
from blogcli.posts.values import Value, When, nested

Key = tuple[str, str]
"""A post's platform and its id there."""

ReadFile = Callable[[str], bytes | None]


@dataclass(frozen=True, slots=True)
class Held:
    """A post that came into the blog by an import; `edited` where anyone changed it since."""

    path: str
    slug: str
    date: When | None
    draft: bool
    seal: str
    edited: bool


@dataclass(slots=True)
class Target:
    """What the blog has, and where new things go; it grows as a plan is made.

    `place` gives the path of a new post (slug, date, whether it is a draft, whether a page), None
    where it cannot be; `read` the bytes of a file of the blog, None without one; `holds` whether a
    path is a place for a post. `brought` are posts of exports that were read before. Pictures go
    to the folder `pictures` and are linked to below `pictures_url`.
    """

    conventions: Conventions
    place: Callable[[str, When, bool, bool], str | None]
    read: ReadFile
    holds: Callable[[str], bool]
    pictures: str = "images"
    pictures_url: str = PICTURES_URL
    held: dict[Key, Held] = field(default_factory=dict)
    addresses: dict[str, str] = field(default_factory=dict)
    slugs: set[str] = field(default_factory=set)
    paths: set[str] = field(default_factory=set)
    brought: set[Key] = field(default_factory=set)
    leads: Leads = field(default_factory=Leads)

    def learn(self, posts: Iterable[Post]) -> None:
        """Take in posts that the blog has."""
        for post in posts:
            summary = post.summary
            self.take(summary)
            platform, name, seal = (
                origin_part(summary.meta, part) for part in ("platform", "id", "seal")
            )
            if name:
                said = self.read(comments_path(summary.slug)) or b""
                edited = not is_sealed(post.document.join(), said, seal)
                self.held[platform, name] = Held(
                    summary.path, summary.slug, summary.date, summary.draft, seal, edited
                )

    def take(self, post: Summary) -> None:
        """Remember what a post has, so that no other is given it and links find it."""
        self.slugs.add(post.slug.casefold())
        self.paths.add(post.path)
        for alias in post.aliases:
            self.addresses.setdefault(alias, post.path)
            self.leads.add(alias, post)

    def copy(self) -> Target:
        """The same blog, for a plan that is only tried; what it learns of `leads` is shared."""
        return replace(
            self,
            addresses=dict(self.addresses),
            slugs=set(self.slugs),
            paths=set(self.paths),
            brought=set(self.brought),
        )


def origin_part(meta: Mapping[str, Value], part: str) -> str:
    """A part of an imported post's origin, also where the format has no nested keys; else ""."""
    found = nested(meta, f"origin.{part}") or nested(meta, f"origin_{part}")
    return str(found) if isinstance(found, str | int) else ""
