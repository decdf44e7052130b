"""Pictures that come along with the posts of an import, out of a Takeout's albums."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from urllib.parse import urlsplit

from blogcli.exchange.albums import MOST_BYTES, Albums, Picture
from blogcli.exchange.arrival import File
from blogcli.exchange.picture_tags import picture_addresses
from blogcli.exchange.target import Target
from blogcli.exchange.values import Entry, Imported, Skipped
from blogcli.posts.slugs import slugify

_HOSTS = re.compile(r"(?:^|\.)(?:googleusercontent|blogspot|ggpht|blogger)\.com\Z")
"""Where Blogger keeps pictures: elsewhere the same name is another picture's."""


class Pictures:
    """The pictures that one import brings; a file that the blog has is never written over."""

    def __init__(self, target: Target) -> None:
        self._target = target
        self._albums = Albums((), "")
        self._brought: set[str] = set()
        self._found: dict[str, Picture] = {}  # by their names in the blog
        self._reasons: dict[str, str] = {}  # by addresses that stay

    def look_in(self, albums: Albums) -> bool:
        """Take pictures from these albums from now on; returns whether they hold any."""
        self._albums = albums
        return bool(albums)

    def addressed(self, entries: Iterable[Entry]) -> Iterator[Entry]:
        """The entries, each post with the addresses that its pictures are to have in the blog."""
        for entry in entries:
            if isinstance(entry, Imported) and entry.markup == "html":
                entry = replace(entry, pictures=dict(self._addresses(entry.body)))
            yield entry

    def brought_by(self, post: Imported) -> Iterator[File | Skipped]:
        """The files of a post's pictures, but for those that are there, and what is left of them.

        Each is read when it is asked for, so that one at a time takes memory.
        """
        for address, new in post.pictures.items():
            name = new.removeprefix(self._target.pictures_url)
            path = f"{self._target.pictures}/{name}"
            if not new:
                yield Skipped("picture", 1, self._reasons[address])
            elif name not in self._brought:
                self._brought.add(name)
                if self._target.read(path) is None:
                    yield File(path, None, self._found[name].file.read(MOST_BYTES))

    def _addresses(self, html: str) -> Iterator[tuple[str, str]]:
        for address, is_picture in picture_addresses(html):
            found = self._albums.find(_name_at_blogger(address))
            if isinstance(found, Picture):
                name = self._name(found)
                self._found[name] = found
                yield address, self._target.pictures_url + name
            elif is_picture:
                self._reasons[address] = found
                yield address, ""

    def _name(self, picture: Picture) -> str:
        """The name of its file in the blog, by its own name and its bytes alone.

        So it is the same in every import, whatever else there is, and after an edit of the file.
        """
        stem, _, ending = picture.name.rpartition(".")
        digest = self._albums.digest(picture)
        return f"{slugify(stem) or 'picture'}-{digest.hex()[:12]}.{ending.lower()}"


def _name_at_blogger(address: str) -> str:
    """The name that ends the address of a picture at Blogger, as it is written; "" elsewhere."""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return ""
    return parts.path.rpartition("/")[2] if _HOSTS.search(host) else ""
