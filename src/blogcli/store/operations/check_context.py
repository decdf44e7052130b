"""Collect what `blog check` needs to know about a blog on disk."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import lru_cache

from blogcli.posts.checks.context import CheckContext
from blogcli.posts.model.summary import Summary
from blogcli.posts.text.urls import folder_of
from blogcli.store.blog.blog import Blog
from blogcli.store.blog.site import PublishedSite
from blogcli.store.blog.taxonomies import Taxonomies
from blogcli.store.operations.site_texts import SiteTexts, page_names

_KEPT = 256
"""How many posts are cached in memory, since several checks read the same one."""


def check_context(blog: Blog, summaries: Sequence[Summary], now: datetime) -> CheckContext:
    """Return the facts about the blog that checks need; `now` has a time zone."""
    site, contents = PublishedSite(blog), blog.contents
    links = site.permalinks(summaries)
    if site.learns_permalinks:
        urls = {post.path: (url,) for post in summaries if (url := links.url(post))}
    else:
        urls = {path: (url,) for path, url in contents.addresses().items()}
    has_languages = len(links.languages) > 1 or links.language_key

    return CheckContext(
        summaries,
        read=lru_cache(_KEPT)(blog.read),
        exists=_exists(blog.place),
        now=now,
        contents=contents.each_seen,
        contents_of=contents.of,
        headings=contents.headings,
        urls=urls,
        aliases={
            post.path: [site.alias_url(alias, urls[post.path][0]) for alias in post.aliases]
            for post in summaries
            if post.aliases and post.path in urls
        },
        languages={post.path: links.language_of(post) for post in summaries if has_languages},
        site=site.url,
        content=blog.layout.content,
        static=tuple(folder for folder in site.static if (blog.root / folder).is_dir()),
        shares_assets=blog.addresses.way.shares_assets,
        titles_names=blog.addresses.way.titles_names,
        file_links=blog.addresses.way.file_links,
        asset_folder=site.asset_folder,
        names=lru_cache(1)(lambda: page_names(blog)),
        pages=SiteTexts(blog, {post.path for post in summaries}, site.page_url).public_pages,
        undeclared=Taxonomies(blog).errors,
    )


def _exists(root: str) -> Callable[[str], bool]:
    """Return a function that tells whether a path below `root` exists."""

    @lru_cache(_KEPT)
    def is_folder(path: str) -> bool:
        return os.path.isdir(os.path.join(root, path))

    def exists(path: str) -> bool:
        # Most files that are asked for are in folders that are not there.
        return is_folder(folder_of(path)) and os.path.exists(os.path.join(root, path))

    return exists
