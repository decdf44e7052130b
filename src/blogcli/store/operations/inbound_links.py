"""The links of a site to posts that move, are hidden or go: in other posts, in pages, in any text.

Links in posts and pages follow a move. Those that may not be written (in templates, settings and
code) and those to a post that is no longer public are named, as the site may not build with them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TypeAlias

from blogcli.errors import BlogError
from blogcli.posts.links.parse import TooManyLinks
from blogcli.posts.links.rewrite import PostIdentity, lines_linking, mentions, rewrite
from blogcli.posts.model.document import Document
from blogcli.posts.model.summary import Summary
from blogcli.posts.read.post import read_post
from blogcli.store.blog.blog import Blog
from blogcli.store.changes.change import FileChange
from blogcli.store.fs.files import read_file
from blogcli.store.operations.site_texts import is_page, lines_naming, site_texts

Pair: TypeAlias = tuple[PostIdentity, PostIdentity]
"""How links refer to a post before and after a move."""

MOST_NAMED = 50
"""Most posts to which links are searched when they are hidden or removed."""


class InboundLinks:
    """The links of one blog to some of its posts; `url` returns the URL path of a post.

    `unread` collects files whose links stay as they are, since they have too many; `staying` the
    places, as `path:line`, of links that no longer lead to a post.
    """

    def __init__(
        self, blog: Blog, summaries: Sequence[Summary], url: Callable[[Summary], str]
    ) -> None:
        self._blog = blog
        self._summaries = summaries
        self._url = url
        self.unread: list[str] = []
        self.staying: list[str] = []

    @cached_property
    def _paths(self) -> frozenset[str]:
        return frozenset(post.path for post in self._summaries)

    def followed(self, moving: Collection[str], pairs: Sequence[Pair]) -> Iterator[FileChange]:
        """Yield the changes to all that links to the posts of `pairs` but is not itself `moving`.

        Links to an old address that stay are added to `staying`.
        """
        for summary in self._summaries:
            if summary.path in moving or not _named(self._text(summary.path), pairs):
                continue
            post = self._blog.read(summary.path)
            yield from self._changed(summary.path, post.document, self._url(summary), pairs)
        stale = [_changed_names(old, new) for old, new in pairs]
        for path, data in site_texts(self._blog, self._paths):
            text = data.decode(errors="surrogateescape")
            if not (named := _named(text, pairs)):
                continue
            for change in self._page_changed(path, data, named):
                yield change
                text = (change.after or b"").decode(errors="surrogateescape")
            self._keep(path, text, stale)

    def name(self, addresses: Sequence[PostIdentity]) -> None:
        """Add all links to posts that are no longer public to `staying`, if they are not many."""
        if not addresses or len(addresses) > MOST_NAMED:
            return
        for path in sorted(self._paths - {address.path for address in addresses}):
            self._keep(path, self._text(path), addresses)
        for path, data in site_texts(self._blog, self._paths):
            self._keep(path, data.decode(errors="surrogateescape"), addresses)

    def _changed(
        self, path: str, document: Document, url: str, pairs: Sequence[Pair]
    ) -> Iterator[FileChange]:
        body = document.body.decode(errors="surrogateescape")
        try:
            new = followed(body, path, url, pairs)
        except TooManyLinks:
            self.unread.append(path)
            return
        if new != body:
            after = replace(document, body=new.encode(errors="surrogateescape"))
            yield FileChange.write(path, document.join(), after.join())

    def _page_changed(self, path: str, data: bytes, pairs: Sequence[Pair]) -> Iterator[FileChange]:
        """Yield the change to a page; none to a file that is no page or may not be written."""
        if not is_page(path, data):
            return
        try:
            self._blog.writable.check(path)
            document = read_post(path, data, self._blog.conventions).document
        except BlogError:
            return
        yield from self._changed(path, document, "", pairs)

    def _keep(self, path: str, text: str, addresses: Sequence[PostIdentity]) -> None:
        lines: set[int] = set()
        for address in addresses:
            if mentions(text, address):
                lines.update(self._lines(path, text, address))
        self.staying += (f"{path}:{line}" for line in sorted(lines))

    def _lines(self, path: str, text: str, address: PostIdentity) -> list[int]:
        """Return the numbers of the lines of a file that link to a post, or name it."""
        named = [] if path in self._paths else lines_naming(text, address)
        try:
            return [*lines_linking(text, from_path=path, address=address), *named]
        except TooManyLinks:
            return lines_naming(text, address)

    def _text(self, path: str) -> str:
        """Return the whole file as text; "" if it can no longer be read."""
        try:
            data = read_file(self._blog.root / path, root=self._blog.root)
        except BlogError:
            return ""
        return data.decode(errors="surrogateescape")


def followed(body: str, path: str, url: str, pairs: Sequence[Pair]) -> str:
    """Return a body with its links to the posts of `pairs` updated. Raise TooManyLinks."""
    for old, new in pairs:
        body = rewrite(body, from_path=path, old=old, new=new, from_url=url)
    return body


def _named(text: str, pairs: Sequence[Pair]) -> list[Pair]:
    return [pair for pair in pairs if mentions(text, pair[0])]


def _changed_names(old: PostIdentity, new: PostIdentity) -> PostIdentity:
    """Return the old address without what the new one has too."""
    return replace(
        old,
        path="" if old.path == new.path else old.path,
        slug="" if old.slug == new.slug else old.slug,
        urls=() if old.urls == new.urls else old.urls,
    )
