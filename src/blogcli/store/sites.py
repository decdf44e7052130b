"""How each generator publishes a blog: URLs, redirects, posts with a future date.

One entry of plain data for each layout of `layouts.LAYOUTS`, by its name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import tzinfo
from functools import cached_property
from typing import Literal, NamedTuple
from urllib.parse import urlsplit

from blogcli.posts.meanings import folder_of
from blogcli.posts.permalinks import PRESETS, Permalinks, learn
from blogcli.posts.post import Summary
from blogcli.store.blog import Blog
from blogcli.store.generator import generator_setting
from blogcli.store.pages import is_page_path

Future = Literal["hidden", "shown", "open"]
"""What happens to a post with a future date: hidden until then, shown, or decided by the site."""


class Publication(NamedTuple):
    """How a generator publishes.

    `permalinks` make the URL of a post, with the pattern that the generator's own file has under
    the first of `permalink_keys`; the site's address is there under `site_key`. `future` is what
    happens to a post with a future date, unless the file has yes or no for showing it under
    `future_key`. `alias` is how an old address is written, with its path in place of PATH. `page`
    is the pattern of pages that are not posts, if it differs. Files in `static` folders are served
    from the root. CONTENT stands for the folder of all content.
    """

    permalinks: Permalinks = Permalinks()
    permalink_keys: tuple[str, ...] = ()
    site_key: str = ""
    future: Future = "open"
    future_key: str = ""
    alias: str = "/PATH"
    page: str = ""
    static: tuple[str, ...] = ("static", "public", "source", "src", "assets", "content")


PUBLICATIONS: Mapping[str, Publication] = {
    # https://www.getzola.org/documentation/content/page/: `path`, `slug`, dates left out of names.
    "zola": Publication(
        Permalinks(("/:folder/:slug/",), root="CONTENT", key="path", case="slug", languages=True),
        site_key="base_url",
        future="shown",
        static=("static", "CONTENT"),
    ),
    # https://gohugo.io/content-management/urls/, https://gohugo.io/configuration/permalinks/
    "hugo": Publication(
        Permalinks(
            ("/:folder/:slugorcontentbasename/",),
            root="CONTENT",
            words={
                "title": "headline",
                "slug": "own|headline",
                "slugorcontentbasename": "own|name",
                "contentbasename": "name",
                "slugorfilename": "own|name",
                "filename": "name",
                "sections": "folder",
            },
            key="url",
            case="lower",
            languages=True,
        ),
        permalink_keys=("permalinks.page", "permalinks"),
        site_key="baseURL",
        future="hidden",
        future_key="buildFuture",
        static=("static", "assets", "CONTENT"),
    ),
    # https://www.11ty.dev/docs/permalinks/: the path below the folder of all input.
    "eleventy": Publication(
        Permalinks(("/:folder/:slug/",), root="ABOVE", key="permalink"), page="/:name/"
    ),
    # https://docs.astro.build/en/guides/content-collections/: `slug`, else the path; the site's
    # own pages say where it all goes, by the starter where the collection is called.
    "astro": Publication(
        Permalinks(("/:folder/:slug/",), root="ABOVE"),
        site_key="site",
        page="/:name/",
        static=("public", "src", "src/assets"),
    ),
    # https://docusaurus.io/docs/api/plugins/@docusaurus/plugin-content-blog#slug
    "docusaurus": Publication(
        Permalinks(("/blog/:own", "/blog/:dated/:slug", "/:folder/:name")),
        site_key="url",
        future="shown",
        page="/:name",
        static=("static",),
    ),
    # https://hexo.io/docs/permalinks, https://hexo.io/docs/configuration (`future`);
    # https://github.com/hexojs/hexo-generator-alias: an alias is a file.
    "hexo": Publication(
        Permalinks(
            ("/:year/:month/:day/:title/",),
            root="CONTENT/_posts",
            words={"title": "path", "name": "slug", "post_title": "headline"},
            key="permalink",
        ),
        permalink_keys=("permalink",),
        site_key="url",
        future="shown",
        future_key="future",
        alias="PATHindex.html",
        page="/:name.html",
        static=("CONTENT",),
    ),
    # https://docs.getpelican.com/en/latest/settings.html#url-settings: the slug is the title's.
    "pelican": Publication(
        Permalinks(("/:slug.html",), words={"slug": "own|headline"}, key="url"),
        permalink_keys=("ARTICLE_URL",),
        site_key="SITEURL",
        future="shown",
        future_key="WITH_FUTURE_DATES",
        page="/pages/:slug.html",
        static=("CONTENT", "CONTENT/extra"),
    ),
    # https://jekyllrb.com/docs/permalinks/, https://jekyllrb.com/docs/configuration/options/;
    # https://github.com/jekyll/jekyll-redirect-from
    "jekyll": Publication(
        Permalinks(("date",), key="permalink"),
        permalink_keys=("collections.posts.permalink", "permalink"),
        site_key="url",
        future="hidden",
        future_key="future",
        page="ENDING",
        static=("assets",),
    ),
    "plain": Publication(future="hidden"),
    "folder": Publication(),
}

_PELICAN_WORD = re.compile(r"\{(?P<name>\w+)(?::(?P<form>[^{}]*))?\}")
_PELICAN_DATES = {"%Y": ":year", "%m": ":month", "%d": ":day", "%y": ":short_year"}


@dataclass(frozen=True)
class Site:
    """A blog as its generator publishes it."""

    blog: Blog

    @cached_property
    def _way(self) -> Publication:
        return PUBLICATIONS[self.blog.layout.name]

    def _setting(self, key: str) -> object:
        """Return a setting of the generator's own file; None without it."""
        marker = self.blog.recognised.marker
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
                return replace(links, patterns=(_as_pattern(said), *links.patterns))
            if isinstance(said, dict):
                patterns = {name: one for name, one in said.items() if isinstance(one, str)}
                return replace(links, sections=patterns)
        return links

    def links(self, zone: tzinfo | None = None) -> Callable[[Summary], str]:
        """Return a function from a post or page to its URL path, "" if that is not known.

        If only links show the URLs, it gives the path of the file. `zone` is the time zone of days,
        if it is not the blog's.
        """
        if self.learns:
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
    def learns(self) -> bool:
        """Return whether only the blog's own links show the URLs of its posts."""
        return not self._way.permalinks.patterns

    def _placed(self, path: str) -> str:
        return path.replace("CONTENT", self.blog.layout.content, 1)

    def _above(self) -> str:
        """Return the parent of the folder of posts."""
        return folder_of(self.blog.folders[0]) if self.blog.folders else ""


def _as_pattern(text: str) -> str:
    """Return a generator's pattern with colons, converted from braces; a preset's name stays."""

    def word(found: re.Match[str]) -> str:
        if found["name"] == "date":
            form = re.sub(
                r"%\w", lambda code: _PELICAN_DATES.get(code[0], ":unknown"), found["form"] or ""
            )
            return form or ":unknown"
        return f":{found['name']}"

    text = _PELICAN_WORD.sub(word, text)
    return text if text.startswith("/") or not {"/", ":"} & {*text} else f"/{text}"
