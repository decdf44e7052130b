"""Links to moved, hidden or removed posts: changed in the site's pages, or named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from blogcli.errors import BlogError
from blogcli.posts.links.mentions import Mentions
from blogcli.posts.links.model import TooManyLinks
from blogcli.posts.links.rewrite import PostIdentity, lines_linking, rewrite
from blogcli.posts.read.post import read_post
from blogcli.store.changes.change import FileChange
from blogcli.store.operations.site_texts import SiteTexts, is_page, lines_naming

MOST_NAMED = 50
"""Most posts to which links are searched when they are hidden or removed."""


class SiteLinks:
    """The links of one blog's site to its posts."""

    def __init__(self, texts: SiteTexts) -> None:
        self._texts = texts

    def follow(
        self, pairs: Sequence[tuple[PostIdentity, PostIdentity]], staying: list[str]
    ) -> Iterator[FileChange]:
        """Yield the changes to pages that link to moved posts; add links that stay to `staying`."""
        searched = [(pair, Mentions([pair[0]])) for pair in pairs]
        for path, data in self._texts.mentioning(Mentions(old for old, _ in pairs)):
            named = [pair for pair, mentions in searched if mentions.are_in(data)]
            new = self._page(path, data, named) if is_page(path, data) else data
            left = new.decode(errors="surrogateescape")
            if new != data:
                yield FileChange(path, data, new)
            for old, after in named:
                gone = old._replace(urls=()) if old.urls == after.urls else old
                url = self._url(path, left)
                staying += (f"{path}:{line}" for line in self._lines(path, left, gone, url))

    def _page(
        self, path: str, data: bytes, pairs: Sequence[tuple[PostIdentity, PostIdentity]]
    ) -> bytes:
        """Return a page with its links updated; as it is if it cannot be read or written."""
        try:
            self._texts.blog.places.entry(path)
            page = read_post(path, data, self._texts.blog.conventions)
            document, url = page.document, self._texts.page_url(page.summary)
            body = document.body.decode(errors="surrogateescape")
            body = followed(body, path, url, pairs)
        except (BlogError, TooManyLinks):
            return data
        return document._replace(body=body.encode(errors="surrogateescape")).join()

    def _url(self, path: str, text: str) -> str:
        """Return the URL path of a page; "" for other files, and where it is not known."""
        page = self._texts.read_page(path, text.encode(errors="surrogateescape"))
        return self._texts.page_url(page.summary) if page else ""

    def places(
        self, addresses: Sequence[PostIdentity], posts: Iterable[tuple[str, bytes, str]]
    ) -> list[str]:
        """Return the places, as `path:line`, of links to the addresses in `posts` and the site.

        Each post is its path, its bytes and its URL path.
        """
        each = [(one, Mentions([one])) for one in addresses]
        texts = sorted(self._texts.mentioning(Mentions(addresses)))
        site = ((path, data, None) for path, data in texts)
        found: list[str] = []
        for path, data, known in chain(posts, site):
            text = data.decode(errors="surrogateescape")
            url = self._url(path, text) if known is None else known
            for address, mentions in each:
                if mentions.are_in(data):
                    found += (f"{path}:{at}" for at in self._lines(path, text, address, url))
        return found

    def _lines(self, path: str, text: str, address: PostIdentity, url: str) -> list[int]:
        """Return the numbers of the lines of a file that link to a post, or name it."""
        named = [] if path in self._texts.posts else lines_naming(text, address)
        try:
            linking = lines_linking(text, from_path=path, address=address, from_url=url)
        except TooManyLinks:
            return lines_naming(text, address)
        return sorted({*linking, *named})


def followed(
    body: str, path: str, url: str, pairs: Sequence[tuple[PostIdentity, PostIdentity]]
) -> str:
    """Return the body of a file with the links to moved posts updated. Raise TooManyLinks."""
    for old, new in pairs:
        body = rewrite(body, from_path=path, old=old, new=new, from_url=url)
    return body
