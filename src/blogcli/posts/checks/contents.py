"""What a post says by itself, whatever other posts and files there are: links, headings, findings.

It depends on the file, its path and the blog's conventions alone, so it is kept until one changes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from blogcli.posts.checks import build, front_matter
from blogcli.posts.checks.model import AssetTag, Contents
from blogcli.posts.checks.page_links import placed_link
from blogcli.posts.links.anchors import headings
from blogcli.posts.links.model import TooManyLinks, is_markdown
from blogcli.posts.links.parse import check_few, links_and_run
from blogcli.posts.model.positions import BodyPlaces
from blogcli.posts.read.post import Post
from blogcli.posts.text.code_mask import mask_code

_LOOKS = (
    *(front_matter.unreadable, front_matter.duplicate_key, front_matter.bad_date),
    *(front_matter.date_mismatch, front_matter.empty_tag, front_matter.repeated_tag),
    *(build.build_fails, build.not_built),
)
"""The functions that check one post by itself; model.OF_TEXT has the names of their checks."""

_ASSET = re.compile(r"\{%-?\s*(?P<tag>asset_(?:img|path|link))\s(?P<words>[^%{}\n]{1,1000})")
_WORD = re.compile(r"\"[^\"]*\"|'[^']*'|[^\s\"']+")
_MOST_ASSETS = 1_000


def read_contents(post: Post) -> Contents:
    """Return what a post says by itself."""
    findings = [finding for look in _LOOKS for finding in look(post)]
    body, markdown = post.body, is_markdown(post.summary.path)
    try:
        check_few(body)  # before all that takes seconds for a million lines
    except TooManyLinks:
        return Contents(findings, crowded=True)
    text = mask_code(body)
    plain = text if markdown else mask_code(body, markdown=False)
    places = BodyPlaces(post.document, body)
    assets = [*_assets(plain, places)] if "asset_" in body else []
    found = Contents(findings, headings=headings(body, text), assets=assets)
    try:
        links, run = links_and_run(body, plain, markdown=markdown)
    except TooManyLinks:
        return found._replace(crowded=True)
    return found._replace(links=[placed_link(link, body, places) for link in links], run=run)


def _assets(text: str, places: BodyPlaces) -> Iterator[AssetTag]:
    for tag in islice(_ASSET.finditer(text), _MOST_ASSETS):
        words = [word.strip("\"'") for word in _WORD.findall(tag["words"])]
        if words:
            yield AssetTag(tag["tag"], words, *places.at(tag.start()))
