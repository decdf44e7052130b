"""Rewrite links between posts of the old blog to the imported posts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote

from blogcli.exchange.html.escape import escape_inline
from blogcli.exchange.model import PICTURES_URL, Skipped
from blogcli.exchange.text.clean import join_urls, url_parts
from blogcli.posts.links.model import Link, LinkKind
from blogcli.posts.links.parse import find_links
from blogcli.posts.links.resolve import decode_target
from blogcli.posts.links.rewrite import encoded
from blogcli.posts.model.summary import Summary
from blogcli.posts.text.text_edits import TextEdit, apply_edits
from blogcli.posts.text.urls import folder_of, path_from

_KINDS = frozenset({LinkKind.INLINE, LinkKind.REFERENCE, LinkKind.AUTOLINK, LinkKind.HREF})
_LED = "rewritten to point to imported posts"
_LEFT = "to old addresses that match no post"

_NO_HOST = re.compile(r"(?:\]\(<?|\]:[ ]?<?|\bhref=[\"']?)(?!https?:|mailto:|#)")
_SHORT = re.compile(r"\?(?:p|page_id)=(\d{1,20})(?!\d)")  # WordPress's links by number
_BLOGSPOT = re.compile(r"\.blogspot\.[a-z.]{2,6}\Z")  # redirects to the country domain


@dataclass(slots=True)
class LinkRewriter:
    """A link rewriter: the imported posts by their old URL path; `hosts` are the old blog's.

    `link` returns the link target for a post, "" if unknown. A target that begins with a slash is
    a URL path; any other is a file of the blog, and links to it are made relative.
    """

    link: Callable[[Summary], str] = lambda post: post.path
    hosts: set[str] = field(default_factory=set)
    _posts: dict[str, Summary] = field(default_factory=dict)

    def add(self, old: str, post: Summary) -> None:
        """Register the post that had this path; the first of two keeps it."""
        self._posts.setdefault(_page(old), post)

    def _place(self, address: str, query: str) -> str:
        number = _SHORT.match(query)
        post = self._posts.get(f"?p={number[1]}") if number else None
        post = post or self._posts.get(_page(address))
        return self.link(post) if post else ""

    def follow(self, markdown: str, old: str, path: str) -> tuple[str, list[Skipped]]:
        """Return the body with links to old URLs rewritten, and the counts for the report.

        `old` is the post's own old URL, with or without a host, and `path` its new file. Anchors
        stay. Links inside code, and links to URLs that no post had, are not changed.
        """
        hosts = {*self.hosts, blog_host(old)} - {""}
        if not _may_lead(markdown.lower(), hosts):
            return markdown, []
        changes, left = [], 0
        for link in _old_links(markdown, hosts):
            target = decode_target(link.target, link.kind)
            if place := self._place(join_urls(url_parts(old).path, target), link.query):
                way = place if place.startswith("/") else path_from(place, folder_of(path))
                changes.append(_change(link, markdown, encoded(way)))
            elif link.origin or link.target.startswith("/"):
                left += not link.target.startswith(PICTURES_URL)
        told = (Skipped("link", len(changes), _LED, harmless=True), Skipped("link", left, _LEFT))
        return apply_edits(markdown, changes), [one for one in told if one.count]


def blog_host(url: str) -> str:
    """Return the host of a URL without `www.` and Blogger's country suffix; "" if it has none."""
    host = url_parts(url).hostname or ""
    return _BLOGSPOT.sub(".blogspot.", host.removeprefix("www."))


def _page(path: str) -> str:
    return unquote(path).rstrip("/")


def _may_lead(text: str, hosts: set[str]) -> bool:
    """Return whether lowercase text may contain such a link: a prefilter with false positives."""
    if not any(mark in text for mark in ("](", "]:", "href", "<http")):
        return False
    return any(host in text for host in hosts) or _NO_HOST.search(text) is not None


def _old_links(markdown: str, hosts: set[str]) -> Iterator[Link]:
    """Yield links into the old blog, except bare URLs, which were plain text there."""
    for link in find_links(markdown):
        is_bare = (
            link.kind is LinkKind.AUTOLINK and markdown[_start(link) - 1 : _start(link)] != "<"
        )
        is_ours = blog_host(link.origin) in hosts if link.origin else bool(link.target + link.query)
        if is_ours and link.kind in _KINDS and not is_bare:
            yield link


def _start(link: Link) -> int:
    return link.start - len(link.origin)


def _change(link: Link, markdown: str, way: str) -> TextEdit:
    start, end = _start(link), link.end + len(link.query)  # a query is Blogger's `?m=1` or the like
    if link.kind is not LinkKind.AUTOLINK:
        return TextEdit(start, end, way)
    anchor = f"#{link.anchor}" if link.anchor else ""
    shown = escape_inline(markdown[start:end] + anchor, within_link=True)
    return TextEdit(start - 1, end + len(anchor) + 1, f"[{shown}]({way}{anchor})")
