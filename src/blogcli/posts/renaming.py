"""A new slug on paper: in the front matter, with the way from the old address left behind."""

from __future__ import annotations

from blogcli.posts.document import Document
from blogcli.posts.edits import edited, field_key, find_key, value_at
from blogcli.posts.formats import Drop, Edit, Put
from blogcli.posts.meanings import split_tail
from blogcli.posts.post import Post, written_text
from blogcli.posts.slugs import bare_path
from blogcli.posts.values import KeyPath, Value, key_path


def rename(post: Post, slug: str, *, url_key: str = "", title: str | None = None) -> Document:
    """The post with another slug where its front matter has one, and another title if given.

    So has the whole address under `url_key`, where the old slug or the file's name is its end.
    """
    edits: list[Edit] = []
    own = find_key(post, ("slug",))
    if own is not None and (written := written_text(value_at(post, own))):
        folder, slash, _ = written.rstrip("/").rpartition("/")
        edits.append(Put(own, folder + slash + slug))
    key = find_key(post, key_path(url_key)) if url_key else None
    if key is not None and (path := _address(post, written_text(value_at(post, key)), slug)):
        edits.append(Put(key, path))
    if title is not None:
        edits.append(Put(field_key(post, "title"), title))
    return edited(post, edits)


def _address(post: Post, path: str, slug: str) -> str:
    """A path with another last name; "" where that is not the post's."""
    page, tail = split_tail(path)
    folder, slash, name = page.rpartition("/")
    names = {post.summary.slug, bare_path(post.summary.path).rpartition("/")[2]}
    return folder + slash + slug + tail if name in names else ""


def with_slug(post: Post, slug: str) -> Document:
    """The post with its slug in the front matter, for a generator that makes it of the title."""
    return edited(post, [Put(field_key(post, "slug"), slug)])


def redirected(post: Post, old: str, new: str, alias_key: str) -> Document:
    """The post with its old address among those that lead here, and without its new one.

    Both are in the form of the generator's key, `alias_key`, which is used unless the post has
    another for old addresses already.
    """
    found = field_key(post, "aliases")
    key: KeyPath = found if value_at(post, found) is not None else (alias_key,)
    held = value_at(post, key)
    items: list[Value] = list(held) if isinstance(held, list) else [held] if held else []
    kept = [item for item in items if _bare(item) != _bare(new)]
    if not any(_bare(item) == _bare(old) for item in kept):
        kept.append(old)
    if not kept:
        return edited(post, [Drop(key)])
    return edited(post, [Put(key, kept)])


def _bare(address: Value) -> str:
    return written_text(address).removesuffix("index.html").strip("/")
