"""The links between the posts of a blog, as its index keeps them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import datetime
from functools import cached_property

from blogcli.errors import BlogError
from blogcli.posts.checks.context import NEEDED, CheckContext
from blogcli.posts.checks.link_targets import LinkIndex
from blogcli.posts.checks.model import Contents, PlacedLink
from blogcli.posts.links.link_terms import READERS
from blogcli.posts.links.mentions import Mentions
from blogcli.posts.links.model import Link
from blogcli.posts.links.resolve import LinkContext
from blogcli.posts.links.rewrite import PostIdentity
from blogcli.posts.model.summary import Summary
from blogcli.posts.query.lookup import resolve_ref
from blogcli.posts.query.term_tests import Test
from blogcli.store.blog.blog import Blog
from blogcli.store.operations.check_context import check_context


class BlogLinks:
    """The links of one blog's posts; `now` has a time zone. Posts are given by their paths."""

    def __init__(self, blog: Blog, now: datetime) -> None:
        self._blog = blog
        self._now = now

    def test(self, term: str, value: str) -> Test:
        """Return the predicate for `links:value` or another term that asks for links."""
        return READERS[term](value, self)

    @cached_property
    def posts(self) -> dict[str, Summary]:
        """Return every post by its path, with the attributes that links need."""
        return {post.path: post for post in self._blog.index().outlines(NEEDED)}

    @cached_property
    def slugs(self) -> Collection[str]:
        """Return the slugs of all posts."""
        return {post.slug for post in self.posts.values()}

    @cached_property
    def _facts(self) -> CheckContext:
        return check_context(self._blog, [*self.posts.values()], self._now)

    @cached_property
    def _directory(self) -> LinkIndex:
        return LinkIndex(self._facts)

    def meant(self, name: str) -> Collection[str]:
        """Return the posts with that slug, or else the one that it names.

        Raise NotFound and Ambiguous as lookup.resolve_ref does.
        """
        found = {path for path, post in self.posts.items() if post.slug == name}
        return found or {resolve_ref(name, [*self.posts.values()]).path}

    def linking(self, paths: Collection[str]) -> Collection[str]:
        """Return the posts with a link to one of these."""
        return {path for path, _ in self.links_to(paths)}

    def linked(self, paths: Collection[str]) -> Collection[str]:
        """Return the posts that links in these lead to."""
        return {post for path in paths for _, post in self.links_of(path) if post and post != path}

    def having(self, test: Callable[[Sequence[Link]], bool]) -> Collection[str]:
        """Return the posts whose links pass a test; of those with too many, none is known."""
        return {
            path
            for path, found in self._blog.contents.each()
            if isinstance(found, Contents) and not found.crowded
            if test([one.link for one in found.links])
        }

    def links_of(self, path: str) -> Iterator[tuple[PlacedLink, str | None]]:
        """Yield the links of a post, each with the post it leads to, if it leads to one."""
        found = self._blog.contents.of(path)
        page = self._directory.page(path)
        for placed in () if isinstance(found, BlogError) else found.links:
            yield placed, self._target(placed.link, path, page)

    def _target(self, link: Link, path: str, page: LinkContext) -> str | None:
        if link.target or link.origin:
            return self._directory.find(link, page)
        return path

    def links_to(self, paths: Collection[str]) -> Iterator[tuple[str, PlacedLink]]:
        """Yield the links in other posts that lead to one of these, each with its post."""
        # A link may name one translation, and lead to that in the language of its page.
        group = {*paths, *(one for path in paths for one in self._directory.translations(path))}
        names = Mentions(map(self._identity, group))
        for path in sorted(self._blog.contents.mentioning(names)):
            for placed, post in self.links_of(path):
                if post in paths and post != path:
                    yield path, placed

    def _identity(self, path: str) -> PostIdentity:
        post, urls = self.posts[path], self._facts.urls.get(path, ())
        return PostIdentity(path, slug=post.slug, urls=(*urls, *post.aliases))
