"""A post under another slug: its file, its front matter, and the URL that comes of both."""

from __future__ import annotations

from blogcli.posts.filenames import renamed
from blogcli.posts.post import Post
from blogcli.posts.renaming import rename, with_slug
from blogcli.store.moves import Move, Moves


def renamed_move(moves: Moves, post: Post, slug: str, title: str | None = None) -> Move:
    """The post with the slug in the name of its file, and in its front matter where that is said.

    Where the generator makes URLs of titles, the slug is written into the front matter.
    """
    blog, links = moves.blog, moves.permalinks
    to = renamed(post.summary.path, slug, languages=blog.layout.leaf_bundles)
    move = Move(post, rename(post, slug, url_key=links.key, title=title), to)
    before, after = links.url(post.summary), links.url(move.after.summary)
    if before and after.rstrip("/").rpartition("/")[2].partition(".")[0] != slug:
        slugged = Move(post, with_slug(move.after, slug), to)
        if links.url(slugged.after.summary) != after:
            return slugged
    return move
