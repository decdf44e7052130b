"""Give a post another slug: in its file name and front matter, and so in its URL."""

from __future__ import annotations

from collections.abc import Sequence

from blogcli.posts.edit.rename import rename_post, with_slug
from blogcli.posts.links.permalinks import Permalinks
from blogcli.posts.links.placeholders import text_of
from blogcli.posts.model.paths import bare_name, bare_path, renamed
from blogcli.posts.model.summary import Summary
from blogcli.posts.model.translations import translations
from blogcli.posts.read.post import Post
from blogcli.store.operations.model import Move
from blogcli.store.operations.move import MovePlanner


def rename_move(moves: MovePlanner, post: Post, slug: str, title: str | None = None) -> Move:
    """Return the move that sets a slug in the file name, and in front matter that has one.

    If the generator makes URLs from titles, the slug is written into the front matter.
    """
    blog, links = moves.blog, moves.permalinks
    name = slug + _code(post.summary, links)
    to = renamed(post.summary.path, name, languages=blog.layout.leaf_bundles)
    move = Move(post, rename_post(post, slug, url_key=links.key, title=title), to)
    before, after = links.url(post.summary), links.url(move.after.summary)
    if before and after.rstrip("/").rpartition("/")[2].partition(".")[0] != slug:
        slugged = Move(post, with_slug(move.after, slug), to)
        if links.url(slugged.after.summary) != after:
            return slugged
    return move


def translation_moves(moves: MovePlanner, post: Post, slug: str) -> list[Move]:
    """Return the moves of a post's translations that do not go along as files beside it.

    They have its slug where that means a translation, else its file name in the folder of another
    language. A file that is named by the post's file, and may be by its language, is renamed.
    """
    links, blog = moves.permalinks, moves.blog
    was, language = links.slug_of(post.summary), links.language_of(post.summary)
    if not links.language_key:
        # Mostly no other file has the name: grouping all posts is a third of a rename of 10,000.
        shares = moves.named(bare_name(post.summary.path)) > 1
        found = _in_other_folders(post.summary, moves.summaries) if shares else ()
        return [rename_move(moves, blog.read(other.path), slug) for other in found]
    if not was:
        return []
    return [
        _translation(moves, blog.read(other.path), post.summary, slug)
        for other in moves.summaries
        if links.language_of(other) != language and links.slug_of(other) == was
    ]


def _in_other_folders(post: Summary, posts: Sequence[Summary]) -> list[Summary]:
    """Return the translations of a post that have its file name in a folder of another language."""
    folder, _, name = bare_path(post.path).rpartition("/")
    group = next((one for one in translations(posts) if post.path in {at.path for at in one}), [])
    return [
        other
        for other in group
        if bare_path(other.path).rpartition("/")[2] == name
        and bare_path(other.path).rpartition("/")[0] != folder
    ]


def _translation(moves: MovePlanner, post: Post, original: Summary, slug: str) -> Move:
    links, path = moves.permalinks, post.summary.path
    name, named = (bare_path(one).rpartition("/")[2] for one in (path, original.path))
    bare, language = named.removesuffix(_code(original, links)), links.language_of(post.summary)
    code = name[len(bare) :] if name.startswith(bare) else "?"
    is_named = code.lower() in ("", *(f"{mark}{language}" for mark in "-_."))
    to = renamed(path, slug + code) if is_named else path
    move = Move(post, rename_post(post, slug, url_key=links.key), to)
    if links.slug_of(move.after.summary) != slug:
        return Move(post, with_slug(move.after, slug), to)
    return move


def _code(post: Summary, links: Permalinks) -> str:
    """Return the post's language as its file name ends in it, such as `-fr`; or ""."""
    if not links.language_key or not text_of(post, links.language_key):
        return ""
    name, language = bare_path(post.path).rpartition("/")[2], links.language_of(post)
    ends = (f"{mark}{language}" for mark in "-_.")
    return next((name[-len(end) :] for end in ends if name.lower().endswith(end)), "")
