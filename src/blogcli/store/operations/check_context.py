"""Collect what `blog check` needs to know about a blog on disk."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache

from blogcli.posts.checks.model import CheckContext
from blogcli.posts.model.summary import Summary
from blogcli.store.blog.blog import Blog
from blogcli.store.operations.move import MovePlanner
from blogcli.store.operations.site_texts import page_names

_KEPT = 256
"""How many posts are cached in memory, since several checks read the same one."""


def check_context(blog: Blog, summaries: Sequence[Summary], now: datetime) -> CheckContext:
    """Return the facts about the blog that checks need; `now` has a time zone."""
    moves = MovePlanner(blog, summaries)
    links = moves.permalinks
    urls = {post.path: (url,) for post in summaries if (url := links.url(post))}
    site = moves.site

    root = str(blog.root)

    @lru_cache(_KEPT)
    def exists(path: str) -> bool:
        return os.path.exists(os.path.join(root, path))

    return CheckContext(
        summaries,
        read=lru_cache(_KEPT)(blog.read),
        exists=exists,
        now=now,
        urls=urls,
        aliases={
            post.path: [site.alias_url(alias, urls[post.path][0]) for alias in post.aliases]
            for post in summaries
            if post.aliases and post.path in urls
        },
        languages={post.path: links.language_of(post) for post in summaries},
        site=site.url,
        content=blog.layout.content,
        static=site.static,
        file_links=blog.addresses.way.file_links,
        asset_folder=site.asset_folder,
        names=lru_cache(1)(lambda: page_names(blog)),
    )
