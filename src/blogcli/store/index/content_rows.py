"""Rows of the table `content`: what a post says by itself, as its columns, and parsed again."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from typing import Any, NamedTuple

from blogcli.posts.checks.model import AssetTag, Contents, Finding, PlacedLink
from blogcli.posts.links.mentions import is_plain_target, words
from blogcli.posts.links.model import Headings, Link, LinkKind
from blogcli.posts.read.post import Post
from blogcli.posts.text.json_text import json_text

_KINDS = {kind.value: kind for kind in LinkKind}

_parsed = json.JSONDecoder().raw_decode  # without looking for blanks around it


class ContentRow(NamedTuple):
    """The columns of the table `content`, but for the number; lists are JSON, "" for none.

    `address` is the URL path.
    """

    crowded: int
    findings: str
    links: str
    run: str
    headings: str
    assets: str
    address: str


CONTENTS = "content.id, crowded, findings, links, assets"
"""The columns of contents without `run` and `headings`, after the path."""


def content_row(post: Post, address: str) -> tuple[Any, ...]:
    """Return the row of a post, whose URL path is the `address`, and the words of its links.

    The words are None if a link to another post may not have its name.
    """
    from blogcli.posts.checks.contents import read_contents  # not for an unchanged blog

    found = read_contents(post)
    links = [*(one.link for one in found.links), *found.run]
    is_sure = not found.crowded and all(is_plain_target(link.target) for link in links)
    targets = "\n".join(link.origin + link.target for link in links)
    row = ContentRow(
        found.crowded,
        _packed([*map(_finding_row, found.findings)]),
        _packed([*map(_link_row, found.links)]),
        _packed(found.run),
        _packed(found.headings),
        _packed(found.assets),
        address,
    )
    return *row, words(targets.encode(errors="surrogateescape")) if is_sure else None


def _packed(found: Sequence[object]) -> str:
    return json_text(found) if found else ""


def _finding_row(one: Finding) -> tuple[object, ...]:
    place = one.line, one.column
    return one.check, one.message, one.hint, *place, one.fix, one.wrong, one.right


def _items(text: str | None) -> list[Any]:
    return _parsed(text)[0] if text else []


def unpack_headings(text: str | None) -> Headings | None:
    """Return the headings and ids of a column; None for a post without contents."""
    return None if text is None else Headings(*_items(text))


def unpack_contents(row: Sequence[Any]) -> tuple[str, Contents | None]:
    """Return path and contents, if any, of a row of `path` and the columns CONTENTS."""
    path, number, crowded, findings, links, assets = row
    path = os.fsdecode(path)
    if number is None:
        return path, None
    return path, Contents(
        [Finding(check, path, *rest) for check, *rest in _items(findings)],
        unpack_links(links),
        assets=[AssetTag(*one) for one in _items(assets)],
        crowded=bool(crowded),
    )


def pack_page(url: str, links: Sequence[PlacedLink]) -> str:
    """Return the URL path and the links of a page as a column, in ASCII."""
    return json_text([url, [*map(_link_row, links)]], escaped=True)


def unpack_page(text: str) -> tuple[str, list[PlacedLink]]:
    """Return the URL path and the links of a page from its column."""
    url, links = _items(text)
    return url, [*map(_placed, links)]


def unpack_links(text: str | None) -> list[PlacedLink]:
    """Return the links of a column."""
    return [*map(_placed, _items(text))]


def _link_row(placed: PlacedLink) -> tuple[object, ...]:
    link, *place = placed
    return link[0], link[1:], place


def _placed(row: Sequence[Any]) -> PlacedLink:
    kind, link, place = row
    return PlacedLink(Link(_KINDS[kind], *link), *place)
