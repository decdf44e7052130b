"""Find and replace image URLs in posts, and import the images from a Takeout's albums."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from html import escape, unescape

from blogcli.exchange.html import url_policy
from blogcli.exchange.model import MOST_BYTES, ExportEntry, ExportPost, Skipped
from blogcli.exchange.plan.model import PlannedFile
from blogcli.exchange.plan.takeout_albums import Albums, Picture
from blogcli.exchange.plan.target import BlogState
from blogcli.exchange.text.clean import url_parts
from blogcli.posts.text.slugs import slugify

_HOSTS = re.compile(r"(?:^|\.)(?:googleusercontent|blogspot|ggpht|blogger)\.com\Z")
"""Hosts of Blogger's images; elsewhere, the same file name may be another image."""

# The number of quoted values per tag is bounded, so that hostile input cannot cause backtracking.
_TAG = re.compile(
    r"<(?P<tag>img|a)\b(?:[^<>\"']*+(?:\"[^\"]*+\"|'[^']*+')){0,60}+[^<>\"']*+>", re.IGNORECASE
)
_ATTRIBUTE = re.compile(
    r"(?<![\w-])(?P<name>[\w-]++)(?P<sign>\s*+=\s*+)(?P<value>\"[^\"]*+\"|'[^']*+'|[^\s\"'>]++)"
)
_ADDRESSES = frozenset(("src", "href", "data-src", "data-lazy-src"))
_OF_THE_WEB = re.compile(r"(?:https?:)?//", re.IGNORECASE)


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


def picture_addresses(html: str) -> Iterator[tuple[str, bool]]:
    """Yield each web URL of an image or a link, and whether it is an image's.

    Tracking pixels are left out.
    """
    for tag in _TAG.finditer(html):
        found = {part["name"].lower(): _value(part) for part in _ATTRIBUTE.finditer(tag[0])}
        is_picture = tag["tag"].lower() == "img"
        address = (
            url_policy.image_url(found) if is_picture else url_policy.safe_url(found.get("href"))
        )
        if _OF_THE_WEB.match(address) and not (is_picture and url_policy.is_pixel(found)):
            yield address, is_picture


def with_pictures(html: str, pictures: Mapping[str, str]) -> str:
    """Return the HTML with new image URLs, in images and in links to them.

    `pictures` maps old URLs to new ones, or to "" if the URL stays.
    """

    def put(attribute: re.Match[str]) -> str:
        name = attribute["name"]
        old = url_policy.safe_url(_value(attribute)) if name.lower() in _ADDRESSES else ""
        new = pictures.get(old)
        return f'{name}{attribute["sign"]}"{escape(new)}"' if new else attribute[0]

    if not any(pictures.values()):
        return html
    return _TAG.sub(lambda tag: _ATTRIBUTE.sub(put, tag[0]), html)


def _value(attribute: re.Match[str]) -> str:
    value = attribute["value"]
    return unescape(value[1:-1] if value[0] in "\"'" else value)
