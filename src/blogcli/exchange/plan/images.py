"""Import the images of posts from a Takeout's albums."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from blogcli.exchange.html.image_urls import picture_addresses
from blogcli.exchange.model import MOST_BYTES, ExportEntry, ExportPost, Skipped
from blogcli.exchange.plan.model import PlannedFile
from blogcli.exchange.plan.takeout_albums import Albums, Picture
from blogcli.exchange.plan.target import BlogState
from blogcli.exchange.text.clean import url_parts
from blogcli.posts.text.slugs import slugify

_HOSTS = re.compile(r"(?:^|\.)(?:googleusercontent|blogspot|ggpht|blogger)\.com\Z")
"""Hosts of Blogger's images; elsewhere, the same file name may be another image."""


class Pictures:
    """The images of one import; an existing file of the blog is never overwritten."""

    def __init__(self, target: BlogState) -> None:
        self._target = target
        self._albums = Albums((), "")
        self._brought: set[str] = set()
        self._found: dict[str, Picture] = {}  # keyed by file name in the blog
        self._reasons: dict[str, str] = {}  # keyed by URLs that stay

    def look_in(self, albums: Albums) -> bool:
        """Use these albums from now on; return whether they contain any image."""
        self._albums = albums
        return bool(albums)

    def addressed(self, entries: Iterable[ExportEntry]) -> Iterator[ExportEntry]:
        """Yield the entries, each post with the new URLs of its images."""
        for entry in entries:
            if isinstance(entry, ExportPost) and entry.markup == "html":
                entry = replace(entry, pictures=dict(self._addresses(entry.body)))
            yield entry

    def files_of(self, post: ExportPost) -> Iterator[PlannedFile | Skipped]:
        """Yield the new image files of a post, and the images that could not be imported.

        Each file is read when it is requested, so that only one is in memory.
        """
        for address, new in post.pictures.items():
            name = new.removeprefix(self._target.pictures_url)
            path = f"{self._target.pictures}/{name}"
            if not new:
                yield Skipped("picture", 1, self._reasons[address])
            elif name not in self._brought:
                self._brought.add(name)
                if self._target.read(path) is None:
                    yield PlannedFile(path, None, self._found[name].file.read(MOST_BYTES))

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
        """Return the file name in the blog, which depends only on the image's name and bytes.

        It is therefore the same in every import, even if the file was edited in the blog.
        """
        stem, _, ending = picture.name.rpartition(".")
        digest = self._albums.digest(picture)
        return f"{slugify(stem) or 'picture'}-{digest.hex()[:12]}.{ending.lower()}"


def _name_at_blogger(address: str) -> str:
    """Return the file name at the end of a Blogger image URL, undecoded; "" for other hosts."""
    parts = url_parts(address)
    return parts.path.rpartition("/")[2] if _HOSTS.search(parts.hostname or "") else ""
