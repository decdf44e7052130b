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
    """Yield the edits that write these fields; a mapping as `origin_id` where none can nest."""
    for name, value in fields:
        if isinstance(value, dict) and conventions.format == "headers":
            yield from (Put((f"{name}_{part}",), str(one)) for part, one in value.items())
        else:
            yield Put((name,), value)


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
        # Under the generator's key, or under `aliases`, which blogcli reads.
        is_flat = conventions.format == "headers"
        items: Value = ", ".join(post.aliases) if is_flat else list(post.aliases)
        yield conventions.alias_key or "aliases", items
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


def _place(place: GeoPlace) -> dict[str, Value]:
    known: dict[str, Value] = {"name": place.name} if place.name else {}
    if place.latitude is not None and place.longitude is not None:
        known |= {"lat": place.latitude, "lon": place.longitude}
    return known


def _filled(texts: Mapping[str, str]) -> dict[str, Value]:
    """Return a front matter mapping without empty values."""
    return {name: text for name, text in texts.items() if text}
