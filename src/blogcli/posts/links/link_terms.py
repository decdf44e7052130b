"""Tests of posts by the links in their bodies."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Protocol
from urllib.parse import unquote

from blogcli.errors import UsageError
from blogcli.posts.links.model import Link, LinkKind
from blogcli.posts.query.matchers import number_test, text_test
from blogcli.posts.query.term_tests import Test
from blogcli.posts.text.casefold import casefold_nfc

IMAGES = frozenset({LinkKind.IMAGE, LinkKind.SRC})
"""The kinds of links that show a picture, or another file, in the page."""


class PostLinks(Protocol):
    """The links of a blog's posts, which are given by their paths."""

    @property
    def slugs(self) -> Collection[str]:
        """Return the slugs of all posts."""

    def meant(self, name: str) -> Collection[str]:
        """Return the posts with that slug, or else the one that it names.

        Raise NotFound and Ambiguous as lookup.resolve_ref does.
        """

    def linking(self, paths: Collection[str]) -> Collection[str]:
        """Return the posts with a link to one of these."""

    def linked(self, paths: Collection[str]) -> Collection[str]:
        """Return the posts that links in these lead to."""

    def having(self, test: Callable[[Sequence[Link]], bool]) -> Collection[str]:
        """Return the posts whose links pass a test."""


def links_to(value: str, links: PostLinks) -> Test:
    """Return a predicate: the post links to that post, or has that number of links."""
    number = None if value in links.slugs else number_test(value)
    if number is None:
        return _among(links.linking(links.meant(value)))
    return _among(links.having(lambda found: number(sum(one.kind not in IMAGES for one in found))))


def linked_by(value: str, links: PostLinks) -> Test:
    """Return a predicate: that post links to the post."""
    return _among(links.linked(links.meant(value)))


def has_image(value: str, links: PostLinks) -> Test:
    """Return a predicate: an address of an image in the post contains the value, or equals it.

    It must equal a value with a `*`.
    """
    test = text_test(value if "*" in value else f"*{value}*")

    def is_meant(one: Link) -> bool:
        return one.kind in IMAGES and test(casefold_nfc(unquote(one.origin + one.target)))

    return _among(links.having(lambda found: any(map(is_meant, found))))


def links_to_site(value: str, links: PostLinks) -> Test:
    """Return a predicate: the post has a link to that host, or to one below it."""
    host = value.partition("//")[2].partition("/")[0] if "//" in value else value.strip("/")
    if not host or "/" in host:
        raise UsageError(f"{value!r} is not the name of a site", "write it as site:github.com")
    whole, below = text_test(host), text_test(f"*.{host}")

    def is_meant(one: Link) -> bool:
        name = casefold_nfc(one.origin.partition("//")[2].rpartition("@")[2].partition(":")[0])
        return bool(name) and (whole(name) or below(name))

    return _among(links.having(lambda found: any(map(is_meant, found))))


def _among(paths: Collection[str]) -> Test:
    return lambda post: post.path in paths


READERS: Mapping[str, Callable[[str, PostLinks], Test]] = {
    "links": links_to,
    "linked-by": linked_by,
    "image": has_image,
    "site": links_to_site,
}
"""What turns the value of a term into a predicate, by the term."""
