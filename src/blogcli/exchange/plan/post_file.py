"""Write an imported post as a post file: front matter in the blog's conventions, and body."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from typing import TypeAlias

from blogcli.exchange.html.model import Converted
from blogcli.exchange.model import ExportPost, GeoPlace
from blogcli.exchange.plan.checksum import NO_CHECKSUM
from blogcli.posts.edit.new_post import NewPost, compose_post
from blogcli.posts.edit.written_dates import format_date
from blogcli.posts.formats import Edit, Put
from blogcli.posts.model.conventions import Conventions
from blogcli.posts.model.paths import split_path
from blogcli.posts.model.values import Value, key_path
from blogcli.posts.text.date_formats import When

Fields: TypeAlias = Iterator[tuple[str, Value]]


def post_file(
    post: ExportPost,
    body: Converted,
    path: str,
    slug: str,
    when: When,
    conventions: Conventions,
) -> bytes:
    """Return the bytes of the post file at `path`, with an empty checksum.

    Raises Refused if a value cannot be written in the blog's front matter format.
    """
    new = NewPost(
        title=post.title,
        when=when,
        slug=slug,
        draft=post.draft,
        tags=post.labels,
        edits=[
            *_update(post, conventions),
            *_written(_fields(post, body, path, slug, conventions), conventions),
        ],
        body=body.markdown,
    )
    return compose_post(new, path, conventions).join()


def clipping_edits(post: ExportPost, conventions: Conventions) -> list[Edit]:
    """Return the edits that write a clipping's date of update and its source in a new post."""
    fields: Fields = iter([("source", _filled(asdict(post.source)))] if post.source else [])
    return [*_update(post, conventions), *_written(fields, conventions)]


def _update(post: ExportPost, conventions: Conventions) -> Iterator[Edit]:
    if post.updated:
        key = key_path(conventions.names["updated"][0])
        yield Put(key, format_date(post.updated, conventions), plain=True)


def _written(fields: Iterable[tuple[str, Value]], conventions: Conventions) -> Iterator[Edit]:
    """Yield the edits that write these fields, without nesting where the format has none."""
    for name, value in fields:
        nested = isinstance(value, dict) and conventions.format != "headers"
        pairs: Iterable[tuple[str, Value]]
        pairs = _flat(name, value) if isinstance(value, dict) and not nested else [(name, value)]
        yield from (Put((key,), part) for key, part in pairs)


def _fields(
    post: ExportPost, body: Converted, path: str, slug: str, conventions: Conventions
) -> Fields:
    if post.author:
        yield "author", post.author
    if split_path(path)[1] != slug:
        yield "slug", slug
    if post.draft and post.status and conventions.draft_key != "status":
        yield "status", post.status
    if post.aliases:
        yield from _aliases(post.aliases, conventions)
    if post.description:
        yield conventions.names["description"][0], post.description
    if body.source:
        yield "source", _filled(asdict(body.source))
    if post.location:
        yield "location", _place(post.location)
    if post.cover:
        yield "cover", post.cover.url
    if post.cover and post.cover.alt:
        yield "cover_alt", post.cover.alt
    yield "origin", {**_filled(asdict(post.origin)), "seal": NO_CHECKSUM}


def _aliases(aliases: tuple[str, ...], conventions: Conventions) -> Fields:
    """Yield the aliases under the generator's key, or under `aliases`, which blogcli reads."""
    items: Value = ", ".join(aliases) if conventions.format == "headers" else list(aliases)
    yield conventions.alias_key or "aliases", items


def _place(place: GeoPlace) -> dict[str, Value]:
    known: dict[str, Value] = {"name": place.name} if place.name else {}
    if place.latitude is not None and place.longitude is not None:
        known |= {"lat": place.latitude, "lon": place.longitude}
    return known


def _filled(texts: Mapping[str, str]) -> dict[str, Value]:
    """Return a front matter mapping without empty values."""
    return {name: text for name, text in texts.items() if text}


def _flat(key: str, values: Mapping[str, Value]) -> Fields:
    """Yield a mapping as flat keys (`origin_id`), for a format without nesting."""
    for name, value in values.items():
        yield f"{key}_{name}", str(value)
