"""What a post says by itself, whatever other posts and files there are: links, headings, findings.

It depends on the file, its path and the blog's conventions alone, so it is kept until one changes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from blogcli.posts.checks import build, front_matter
from blogcli.posts.checks.model import Finding
from blogcli.posts.links.anchors import Headings, headings
from blogcli.posts.links.model import Link
from blogcli.posts.links.parse import TooManyLinks, links_and_run
from blogcli.posts.links.rewrite import is_markdown
from blogcli.posts.model.positions import BodyPlaces
from blogcli.posts.read.post import Post
from blogcli.posts.text.code_mask import mask_code

OF_TEXT: Mapping[Callable[[Post], Iterator[Finding]], frozenset[str]] = {
    front_matter.unreadable: frozenset({"unreadable"}),
    front_matter.duplicate_key: frozenset({"duplicate-key"}),
    front_matter.bad_date: frozenset({"bad-date"}),
    front_matter.date_mismatch: frozenset({"date-mismatch"}),
    front_matter.empty_tag: frozenset({"empty-tag"}),
    front_matter.repeated_tag: frozenset({"repeated-tag"}),
    build.build_fails: frozenset({"build-fails"}),
    build.not_built: frozenset({"not-built"}),
}
"""The functions that check one post by itself, each with the check it runs."""

_ASSET = re.compile(r"\{%-?\s*(?P<tag>asset_(?:img|path|link))\s(?P<words>[^%{}\n]{1,1000})")
_WORD = re.compile(r"\"[^\"]*\"|'[^']*'|[^\s\"']+")
_MOST_ASSETS = 1_000


class PlacedLink(NamedTuple):
    """A link with its line and column in the file; with `is_top`, a `#` alone follows it."""

    link: Link
    line: int
    column: int
    is_top: bool = False


class AssetTag(NamedTuple):
    """A tag that names a file in the folder of assets beside a post, by one of its words.

    See https://hexo.io/docs/asset-folders.
    """

    tag: str
    words: Sequence[str]
    line: int
    column: int


class Contents(NamedTuple):
    """What a post says by itself.

    `links` are those outside code, in order, `run` the others that a generator follows. If there
    are too many (`crowded`), both are empty.
    """

    findings: Sequence[Finding] = ()
    links: Sequence[PlacedLink] = ()
    run: Sequence[Link] = ()
    headings: Headings = Headings()
    assets: Sequence[AssetTag] = ()
    crowded: bool = False


def read_contents(post: Post) -> Contents:
    """Return what a post says by itself."""
    findings = [finding for look in OF_TEXT for finding in look(post)]
    body, markdown = post.body, is_markdown(post.summary.path)
    text = mask_code(body)
    plain = text if markdown else mask_code(body, markdown=False)
    places = BodyPlaces(post.document, body)
    assets = [*_assets(plain, places)] if "asset_" in body else []
    found = findings, headings(body, text), assets
    try:
        links, run = links_and_run(body, plain, markdown=markdown)
    except TooManyLinks:
        return Contents(findings, headings=found[1], assets=assets, crowded=True)
    placed = [placed_link(link, body, places) for link in links]
    return Contents(findings, placed, run, *found[1:])


def placed_link(link: Link, body: str, places: BodyPlaces) -> PlacedLink:
    """Return a link of a body with its place."""
    is_top = not link.target and body.startswith("#", link.end)
    return PlacedLink(link, *places.at(link.start), is_top)


def _assets(text: str, places: BodyPlaces) -> Iterator[AssetTag]:
    for tag in islice(_ASSET.finditer(text), _MOST_ASSETS):
        words = [word.strip("\"'") for word in _WORD.findall(tag["words"])]
        if words:
            yield AssetTag(tag["tag"], words, *places.at(tag.start()))
