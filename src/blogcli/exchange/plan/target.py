"""The target blog of an import, as the plan needs it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from blogcli.exchange.model import PICTURES_URL, origin_part
from blogcli.exchange.plan.checksum import matches_checksum
from blogcli.exchange.plan.link_rewriter import LinkRewriter
from blogcli.posts.model.comments import comments_path
from blogcli.posts.model.conventions import Conventions
from blogcli.posts.model.summary import Summary
from blogcli.posts.read.post import Post
from blogcli.posts.text.date_formats import When

Key = tuple[str, str]
"""The platform of a post and its id there."""

ReadFile = Callable[[str], bytes | None]


@dataclass(frozen=True, slots=True)
class ImportedBefore:
    """A post imported earlier; `edited` if anyone has changed it since."""

    path: str
    slug: str
    date: When | None
    draft: bool
    seal: str
    edited: bool


@dataclass(slots=True)
class BlogState:
    """The contents of the blog, and the paths for new files; updated as the plan is made.

    `place` returns the path of a new post (slug, date, is draft, is page), None if there is none.
    `read` returns the bytes of a file of the blog, None if missing. `holds` returns whether a path
    is valid for a post. `numbers` are the last ones that told posts of one slug apart.
    `planned_before` are posts of exports read before. Images are stored in the
    folder `pictures` and linked to below `pictures_url`.
    """

    conventions: Conventions
    place: Callable[[str, When, bool, bool], str | None]
    read: ReadFile
    holds: Callable[[str], bool]
    pictures: str = "images"
    pictures_url: str = PICTURES_URL
    imported: dict[Key, ImportedBefore] = field(default_factory=dict)
    addresses: dict[str, str] = field(default_factory=dict)
    slugs: set[str] = field(default_factory=set)
    paths: set[str] = field(default_factory=set)
    numbers: dict[str, int] = field(default_factory=dict)
    planned_before: set[Key] = field(default_factory=set)
    link_rewriter: LinkRewriter = field(default_factory=LinkRewriter)

    def add_posts(self, posts: Iterable[Post]) -> None:
        """Register existing posts of the blog."""
        for post in posts:
            summary = post.summary
            self.take(summary)
            platform, name, seal = (
                origin_part(summary.meta, part) for part in ("platform", "id", "seal")
            )
            if name:
                said = self.read(comments_path(summary.slug)) or b""
                edited = not matches_checksum(post.document.join(), said, seal)
                self.imported[platform, name] = ImportedBefore(
                    summary.path, summary.slug, summary.date, summary.draft, seal, edited
                )

    def take(self, post: Summary) -> None:
        """Register the slug, path and aliases of a post, to avoid conflicts and rewrite links."""
        self.slugs.add(post.slug.casefold())
        self.paths.add(post.path)
        for alias in post.aliases:
            self.addresses.setdefault(alias, post.path)
            self.link_rewriter.add(alias, post)

    def copy(self) -> BlogState:
        """Return a copy for a trial plan; the link rewriter `link_rewriter` is shared."""
        return replace(
            self,
            addresses=dict(self.addresses),
            slugs=set(self.slugs),
            paths=set(self.paths),
            numbers=dict(self.numbers),
            planned_before=set(self.planned_before),
        )
