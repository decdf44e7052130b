"""Addresses that posts would share with other posts, or with old addresses that redirect."""

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import NamedTuple
from urllib.parse import unquote

from blogcli.posts.links.permalinks import Permalinks
from blogcli.posts.model.summary import Summary
from blogcli.store.blog.site import PublishedSite
from blogcli.store.index.addressed import addressed


class TakenAddress(NamedTuple):
    """A URL path that a post gets although another has it: as its own, or as an old address."""

    url: str
    path: str
    is_old: bool = False


def taken_addresses(
    site: PublishedSite,
    links: Permalinks,
    after: Iterable[tuple[str, Summary]],
) -> Iterator[TakenAddress]:
    """Yield the new addresses that other posts have.

    `after` are posts as they will be, each with its path until now, "" for a new post. One that
    keeps its address, and was public, is passed over. Posts in two languages may share an address.
    """
    posts = dict(after)
    index = site.blog.index()
    before = {post.path: post for post in index.at(Summary(path, "", "") for path in posts)}
    wanted: dict[str, list[tuple[str, Summary]]] = {}
    for path, post in posts.items():
        url, was = links.url(post), before.get(path)
        if url and (was is None or was.draft > post.draft or links.url(was) != url):
            full = site.blog.addresses.with_url(post).url or url
            for key in dict.fromkeys(map(_loose, (url, full))):
                wanted.setdefault(key, []).append((url, post))
    if not wanted:
        return
    names = {"", *(url.rpartition("/")[2] for url in wanted)}
    staying = [
        post
        for post in addressed(index, wanted)
        if post.path not in posts
        if not post.url
        or _loose(post.url) in wanted
        or not names.isdisjoint(map(_name, post.aliases))
    ]
    for other in chain(index.at(staying), posts.values()):
        own = other.url or links.url(other)
        olds = (site.alias_url(alias, links.url(other)) for alias in other.aliases)
        for is_old, url in chain([(False, own)], ((True, old) for old in olds)):
            for new, post in wanted.get(_loose(url), ()):
                if post is not other and post.lang == other.lang:
                    yield TakenAddress(new, other.path, is_old)


def _name(url: str) -> str:
    """Return the last part of a URL; "" if that is the language's, or nothing."""
    return _loose(f"/{url.lstrip('/')}").rpartition("/")[2]


def _loose(url: str) -> str:
    """Return a URL without what the generator may leave out at its end."""
    url = unquote(url, errors="surrogateescape") if "%" in url else url
    return url.rstrip("/").removesuffix("/index.html").removesuffix(".html")
