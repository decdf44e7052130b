"""Changing a slug as a pure edit: in the front matter, with a redirect from the old address."""

from __future__ import annotations

from blogcli.posts.edit.fields import edited, field_key, key_in_post, value_in_post
from blogcli.posts.formats import Drop, Edit, Put
from blogcli.posts.model.document import Document
from blogcli.posts.model.paths import bare_path
from blogcli.posts.model.values import Value, key_path, written_text
from blogcli.posts.read.post import Post
from blogcli.posts.text.urls import split_tail


def rename_post(post: Post, slug: str, *, url_key: str = "", title: str | None = None) -> Document:
    """Return the post with another slug if its front matter has one, and another title if given.

    The whole address under `url_key` changes too if it ends in the old slug or the file's name.
    """
    edits: list[Edit] = []
    own = field_key(post, "slug")
    if written := written_text(value_in_post(post, own)):
        folder, slash, _ = written.rstrip("/").rpartition("/")
        edits.append(Put(own, folder + slash + slug))
    key = key_in_post(post, key_path(url_key)) if url_key else None
    if key is not None and (path := _address(post, written_text(value_in_post(post, key)), slug)):
        edits.append(Put(key, path))
    if title is not None:
        edits.append(Put(field_key(post, "title"), title))
    return edited(post, edits)


def _address(post: Post, path: str, slug: str) -> str:
    """Return a path with another last name; "" if its last name is not the post's."""
    page, tail = split_tail(path)
    folder, slash, name = page.rpartition("/")
    names = {post.summary.slug, bare_path(post.summary.path).rpartition("/")[2]}
    return folder + slash + slug + tail if name in names else ""


def with_slug(post: Post, slug: str) -> Document:
    """Return the post with its slug in the front matter.

    Its generator would otherwise derive the slug from the title.
    """
    return edited(post, [Put(field_key(post, "slug"), slug)])


def redirected(post: Post, old: str, new: str, alias_key: str) -> Document:
    """Return the post with its old address among its aliases, and without its new one.

    Both are in the form of the generator's key, `alias_key`, which is used unless the post already
    has another key for old addresses.
    """
    key = field_key(post, "aliases")
    if value_in_post(post, key) is None:
        key = post.conventions.key("aliases", alias_key)
    held = value_in_post(post, key)
    items: list[Value] = list(held) if isinstance(held, list) else [held] if held else []
    kept = [item for item in items if _bare(item) != _bare(new)]
    if not any(_bare(item) == _bare(old) for item in kept):
        kept.append(old)
    if not kept:
        return edited(post, [Drop(key)])
    return edited(post, [Put(key, kept)])


def _bare(address: Value) -> str:
    return written_text(address).removesuffix("index.html").strip("/")
