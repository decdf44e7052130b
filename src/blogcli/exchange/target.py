"""The target blog of an import, as the plan needs it."""

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
"""The platform of a post and its id there."""

ReadFile = Callable[[str], bytes | None]


@dataclass(frozen=True, slots=True)
class Held:
    """A post imported earlier; `edited` if anyone has changed it since."""

    path: str
    slug: str
    date: When | None
    draft: bool
    seal: str
    edited: bool


@dataclass(slots=True)
class Target:
    """The contents of the blog, and the paths for new files; updated as the plan is made.

    `place` returns the path of a new post (slug, date, is draft, is page), None if there is none.
    `read` returns the bytes of a file of the blog, None if missing. `holds` returns whether a path
    is valid for a post. `brought` are posts of exports read before. Images are stored in the
    folder `pictures` and linked to below `pictures_url`.
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
        """Register existing posts of the blog."""
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
        """Register the slug, path and aliases of a post, to avoid conflicts and rewrite links."""
        self.slugs.add(post.slug.casefold())
        self.paths.add(post.path)
        for alias in post.aliases:
            self.addresses.setdefault(alias, post.path)
            self.leads.add(alias, post)

    def copy(self) -> Target:
        """Return a copy for a trial plan; the link rewriter `leads` is shared."""
        return replace(
            self,
            addresses=dict(self.addresses),
            slugs=set(self.slugs),
            paths=set(self.paths),
            brought=set(self.brought),
        )


def origin_part(meta: Mapping[str, Value], part: str) -> str:
    """Return a part of an imported post's origin, nested or flat (`origin_id`); else ""."""
    found = nested(meta, f"origin.{part}") or nested(meta, f"origin_{part}")
    return str(found) if isinstance(found, str | int) else ""
