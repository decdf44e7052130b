"""How each generator publishes a blog: URLs, redirects, posts with a future date.

One entry of plain data for each layout of `table.LAYOUTS`, by its name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import tzinfo
from functools import cached_property
from urllib.parse import urlsplit

from blogcli.posts.links.permalinks import PRESETS, Permalinks, learn
from blogcli.posts.model.summary import Summary
from blogcli.posts.text.urls import folder_of
from blogcli.store.blog.blog import Blog
from blogcli.store.blog.pages import is_page_path
from blogcli.store.layouts.generator_config import generator_setting
from blogcli.store.layouts.publication import PUBLICATIONS, Future, Publication, as_pattern


@dataclass(frozen=True)
class PublishedSite:
    """A blog as its generator publishes it."""

    blog: Blog

    @cached_property
    def _way(self) -> Publication:
        return PUBLICATIONS[self.blog.layout.name]

    def _setting(self, key: str) -> object:
        """Return a setting of the generator's own file; None without it."""
        marker = self.blog.detected.marker
        return generator_setting(self.blog.root / marker, key) if marker and key else None

    @cached_property
    def url(self) -> str:
        """Return the site's address, "" if it is not known."""
        said = self.blog.config.text("url") or self._setting(self._way.site_key)
        return said.strip() if isinstance(said, str) and "://" in said else ""

    @cached_property
    def future(self) -> Future:
        """Return what happens to a post with a future date."""
        said = self._setting(self._way.future_key)
        if not isinstance(said, bool):
            return self._way.future
        return "shown" if said else "hidden"

    @cached_property
    def static(self) -> tuple[str, ...]:
        """Return the folders whose files are served from the root."""
        return tuple(self._placed(folder) for folder in self._way.static)

    def alias(self, url: str) -> str:
        """Return an old address as the generator's key for redirects holds it."""
        return self._way.alias.replace("PATH", url.lstrip("/"))

    def alias_key(self, posts: Iterable[Summary]) -> str:
        """Return the front matter key for redirects: the generator's, else the posts'; or ""."""
        if self.blog.conventions.alias_key:
            return self.blog.conventions.alias_key
        names = self.blog.conventions.names.get("aliases", ())
        found = (key for post in posts if post.aliases for key in post.meta)
        return next((key for key in found if key.casefold() in names), "")

    def permalinks(self, posts: Sequence[Summary], targets: Iterable[str] = ()) -> Permalinks:
        """Return how posts get their URLs: by the generator, else learned from rooted `targets`."""
        links = self._way.permalinks
        if not links.patterns:
            return learn(targets, posts)
        root = self._above() if links.root == "ABOVE" else self._placed(links.root)
        links = replace(links, root=root, zone=self.blog.conventions.zone)
        for key in self._way.permalink_keys:
            said = self._setting(key)
            if isinstance(said, str):
                return replace(links, patterns=(as_pattern(said), *links.patterns))
            if isinstance(said, dict):
                patterns = {name: one for name, one in said.items() if isinstance(one, str)}
                return replace(links, sections=patterns)
        return links

    def links(self, zone: tzinfo | None = None) -> Callable[[Summary], str]:
        """Return a function from a post or page to its URL path, "" if that is not known.

        If only links show the URLs, it gives the path of the file. `zone` is the time zone of days,
        if it is not the blog's.
        """
        if self.learns_permalinks:
            return lambda post: post.path
        posts = self.permalinks(())
        posts = replace(posts, zone=zone or posts.zone)
        pages = replace(posts, patterns=(self._page(posts.patterns[0]),), sections={}, root="")
        folder = self._folder()

        def link(post: Summary) -> str:
            is_page = self._way.page and is_page_path(self.blog, post.path)
            url = (pages if is_page else posts).url(post)
            return folder + url if url else ""

        return link

    def _page(self, pattern: str) -> str:
        """Return the URL pattern of pages; with ENDING they end as posts do, as in Jekyll."""
        ending = re.search(r"(?:/|\.html|:output_ext|)\Z", PRESETS.get(pattern, pattern))
        return self._way.page.replace("ENDING", f"/:name{ending[0] if ending else ''}")

    def _folder(self) -> str:
        """Return the URL path of the site by the generator's settings, such as "/blog", else ""."""
        said = (self._setting(self._way.site_key), self._setting("baseurl"))
        paths = (urlsplit(one).path.strip("/ ") for one in said if isinstance(one, str))
        return next((f"/{path}" for path in paths if path), "")

    @property
    def learns_permalinks(self) -> bool:
        """Return whether only the blog's own links show the URLs of its posts."""
        return not self._way.permalinks.patterns

    def _placed(self, path: str) -> str:
        return path.replace("CONTENT", self.blog.layout.content, 1)

    def _above(self) -> str:
        """Return the parent of the folder of posts."""
        return folder_of(self.blog.folders[0]) if self.blog.folders else ""
