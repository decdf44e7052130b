"""A blog as its generator publishes it: redirects and links."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import tzinfo
from functools import cached_property

from blogcli.posts.links.learned import learn_permalinks
from blogcli.posts.links.permalinks import PRESETS, ContentRoot, Permalinks
from blogcli.posts.model.summary import Summary
from blogcli.store.blog.addresses import Addresses
from blogcli.store.blog.blog import Blog
from blogcli.store.blog.pages import is_page_path
from blogcli.store.layouts.generator_files import generator_text
from blogcli.store.layouts.publication import Publication


@dataclass(frozen=True)
class PublishedSite:
    """A blog as its generator publishes it."""

    blog: Blog

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
        if self._way.alias_in_language:
            paths = self._addresses.permalinks.languages.values()
            url = url.removeprefix(
                next((one for one in paths if one and url.startswith(f"{one}/")), "")
            )
        index = "index.html" if url.endswith("/") else ""
        return self._way.alias.replace("PATH", url.lstrip("/")).replace("INDEX", index)

    def alias_url(self, alias: str, url: str) -> str:
        """Return the URL path that an old address in a post with this URL stands for."""
        paths = self._addresses.permalinks.languages.values() if self._way.alias_in_language else ()
        prefix = next((one for one in paths if one and url.startswith(f"{one}/")), "")
        return f"{prefix}/{alias.lstrip('/')}"

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
        found = (key for post in posts if post.aliases for key in post.meta)
        return next((key for key in found if key.casefold() in names), "")

    def permalinks(self, posts: Sequence[Summary], targets: Iterable[str] = ()) -> Permalinks:
        """Return how posts get their URLs: by the generator, else learned from rooted `targets`."""
        if self.learns_permalinks:
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
        posts = replace(posts, zone=posts.zone and (zone or posts.zone))
        pages = replace(
            posts,
            patterns=(self._page(posts.patterns[0]),),
            sections={},
            subfolders={},
            roots=(ContentRoot(),),
            words={**posts.words, "name": "name"},
        )
        folder = self._addresses.base

        def link(post: Summary) -> str:
            is_page = self._way.page and is_page_path(self.blog, post.path)
            url = (pages if is_page else posts).url(post)
            return folder + url if url else ""

        return link

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
