"""Give a post another slug: in its file name and front matter, and so in its URL."""

from __future__ import annotations

from blogcli.posts.edit.rename import rename_post, with_slug
from blogcli.posts.model.paths import renamed
from blogcli.posts.read.post import Post
from blogcli.store.operations.move import Move, MovePlanner


def rename_move(moves: MovePlanner, post: Post, slug: str, title: str | None = None) -> Move:
    """Return the move that sets a slug in the file name, and in front matter that has one.

    If the generator makes URLs from titles, the slug is written into the front matter.
    """
    blog, links = moves.blog, moves.permalinks
    to = renamed(post.summary.path, slug, languages=blog.layout.leaf_bundles)
    move = Move(post, rename_post(post, slug, url_key=links.key, title=title), to)
    before, after = links.url(post.summary), links.url(move.after.summary)
    if before and after.rstrip("/").rpartition("/")[2].partition(".")[0] != slug:
        slugged = Move(post, with_slug(move.after, slug), to)
        if links.url(slugged.after.summary) != after:
            return slugged
    return move
