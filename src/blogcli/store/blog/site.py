"""A blog as its generator publishes it: redirects and links."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import tzinfo
from functools import cached_property

from blogcli.posts.links.learned import learn_permalinks
from blogcli.posts.links.permalinks import PRESETS, ContentRoot, Permalinks
from blogcli.posts.links.placeholders import text_of
from blogcli.posts.model.summary import Summary
from blogcli.posts.text.urls import folder_of
from blogcli.store.blog.addresses import Addresses
from blogcli.store.blog.blog import Blog
from blogcli.store.blog.pages import is_page_path, page_folder
from blogcli.store.layouts.generator_files import generator_text
from blogcli.store.layouts.publication import Publication

_INDEX = re.compile(r"_?index(?=\.)")
"""The name of the page of a folder."""


class PublishedSite:
    """A blog as its generator publishes it."""

    def __init__(self, blog: Blog) -> None:
        self.blog = blog

    @property
    def _addresses(self) -> Addresses:
        return self.blog.addresses

    @property
    def _way(self) -> Publication:
        return self._addresses.way

    @property
    def url(self) -> str:
        """Return the site's address, "" if it is not known."""
        return self._addresses.origin

    @cached_property
    def static(self) -> tuple[str, ...]:
        """Return the folders whose files are served from the root."""
        return tuple(self._placed(folder) for folder in self._way.static)

    def asset_folder(self, path: str) -> str:
        """Return the folder beside a post that holds its files, by its name; "" for none."""
        return path.rpartition(".")[0] if self._has_asset_folders else ""

    @cached_property
    def _has_asset_folders(self) -> bool:
        return self._addresses.setting(self._way.assets_key) is True

    def alias(self, url: str) -> str:
        """Return an old address as the generator's key for redirects holds it."""
        url = url.removeprefix(self._language(url))
        index = "index.html" if url.endswith("/") else ""
        return self._way.alias.replace("PATH", url.lstrip("/")).replace("INDEX", index)

    def alias_url(self, alias: str, url: str) -> str:
        """Return the URL path that an old address in a post with this URL stands for."""
        return f"{self._language(url)}/{alias.lstrip('/')}"

    def _language(self, url: str) -> str:
        """Return the language's path in a URL, if old addresses are written without it; else ""."""
        paths = self._addresses.permalinks.languages.values() if self._way.alias_in_language else ()
        return next((one for one in paths if one and url.startswith(f"{one}/")), "")

    def kept_public(self, draft: Summary) -> tuple[str, str]:
        """Return the front matter key by which a draft stays public, and the URL path it gives."""
        keys = (key for key in draft.meta if key.casefold() == self._way.kept_key)
        key = next(keys, "")
        path = text_of(draft, key).strip() if key else ""
        return (key, f"/{path.lstrip('/').removesuffix('index.html')}") if path else ("", "")

    @cached_property
    def why_no_redirects(self) -> str:
        """Return why a key for redirects would do nothing on this site; "" if it works."""
        way, root = self._way, self.blog.root
        if self._addresses.setting(way.no_alias_key) is True:
            return f"{self.blog.detected.marker} has {way.no_alias_key}"
        if not way.alias_plugin:
            return ""
        named = re.compile(rf"(?m)^(?![ \t]*#).*(?<![\w-]){way.alias_plugin}(?![\w-])")
        texts = (generator_text(root / file) for file in way.plugin_files)
        return "" if any(map(named.search, texts)) else f"the site has no {way.alias_plugin}"

    def alias_key(self, posts: Iterable[Summary]) -> str:
        """Return the front matter key for redirects: the generator's, else the posts'; or ""."""
        if self.why_no_redirects:
            return ""
        if self.blog.conventions.alias_key:
            return self.blog.conventions.alias_key
        names = self.blog.conventions.names.get("aliases", ())
        found = (key for post in posts for key in post.meta)
        return next((key for key in found if key.casefold() in names), "")

    def permalinks(self, posts: Sequence[Summary]) -> Permalinks:
        """Return how posts get their URLs: by the generator, else learned from their links."""
        if self.learns_permalinks:
            targets = self.blog.contents.rooted(self.url.rstrip("/"))
            return learn_permalinks(targets, posts, self._way.fewest_links)
        return self._addresses.permalinks

    def links(self, zone: tzinfo | None = None) -> Callable[[Summary], str]:
        """Return a function from a post or page to its URL path, "" if that is not known.

        If only links show the URLs, it gives the path of the file. `zone` is the time zone of days,
        if it is not the blog's.
        """
        if self.learns_permalinks:
            return lambda post: post.path
        posts = self._addresses.permalinks
        posts = posts._replace(zone=posts.zone and (zone or posts.zone))
        folder = self._addresses.base

        def link(post: Summary) -> str:
            is_page = self._way.page and is_page_path(self.blog, post.path)
            url = (self._pages if is_page else posts).url(post)
            return folder + url if url else ""

        return link

    def page_url(self, page: Summary) -> str:
        """Return the URL path of a page that is no post, as far as its folder; "" if unknown."""
        posts = self._addresses.permalinks
        folder, _, name = page.path.rpartition("/")
        if text_of(page, posts.key) or not _INDEX.match(name):
            return (self._pages if self._way.page else posts).url(page)
        beside = f"{folder}/{_INDEX.sub('x', name)}".lstrip("/")  # a page in the same folder
        url = self._pages.url(Summary(beside, "x", "x", None, meta=page.meta))
        return f"{folder_of(url.rstrip('/'))}/" if url else ""

    @cached_property
    def _pages(self) -> Permalinks:
        """Return how pages that are no posts get their URLs."""
        posts = self._addresses.permalinks
        pattern = self._page(posts.patterns[0] if posts.patterns else "") or "/:name/"
        root = page_folder(self.blog).removeprefix(".")
        return posts._replace(
            patterns=(re.sub(r"/(?=:\w+(?:/|\.\w+)?\Z)", "/:folder/", pattern),),
            sections={},
            subfolders={},
            roots=(ContentRoot(root),) if self._way.page else posts.roots,
            words={**posts.words, "name": "name", "folder": "folder"},
        )

    def _page(self, pattern: str) -> str:
        """Return the URL pattern of pages; with ENDING they end as posts do, as in Jekyll."""
        ending = re.search(r"(?:/|\.html|:output_ext|)\Z", PRESETS.get(pattern, pattern))
        return self._way.page.replace("ENDING", f"/:name{ending[0] if ending else ''}")

    @property
    def learns_permalinks(self) -> bool:
        """Return whether only the blog's own links show the URLs of its posts."""
        return not self._addresses.permalinks.patterns

    def _placed(self, path: str) -> str:
        return path.replace("CONTENT", self.blog.layout.content, 1)
