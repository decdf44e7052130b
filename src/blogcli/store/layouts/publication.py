"""What each generator makes of posts: their URLs, redirects, and dates ahead.

One entry of plain data for each layout of `table.LAYOUTS`, by its name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal, NamedTuple

from blogcli.posts.links.permalinks import Permalinks

Future = Literal["hidden", "shown", "open"]
"""What happens to a post with a future date: hidden until then, shown, or decided by the site."""


class Publication(NamedTuple):
    """How a generator publishes.

    `permalinks` make the URL of a post, with the pattern that the generator's own file has under
    the first of `permalink_keys`; the site's address is there under `site_key`, its title under
    `title_key`. `future` is what
    happens to a post with a future date, unless the file has yes or no for showing it under
    `future_key`. `alias` is how an old address is written, with its path in place of PATH. `page`
    is the pattern of pages that are not posts, if it differs. Files in `static` folders are served
    from the root. CONTENT stands for the folder of all content.
    """

    permalinks: Permalinks = Permalinks()
    permalink_keys: tuple[str, ...] = ()
    site_key: str = ""
    title_key: str = "title"
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
        Permalinks(("/:folder/:slug/",), root="ABOVE", key="permalink"),
        title_key="",
        page="/:name/",
    ),
    # https://docs.astro.build/en/guides/content-collections/: `slug`, else the path; the site's
    # own pages say where it all goes, by the starter where the collection is called.
    "astro": Publication(
        Permalinks(("/:folder/:slug/",), root="ABOVE"),
        site_key="site",
        title_key="",
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
        title_key="SITENAME",
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


def as_pattern(text: str) -> str:
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
