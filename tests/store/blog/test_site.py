"""How generators publish: what their own settings say, and what URLs come of it."""

from __future__ import annotations

import pytest

from blogcli.errors import BlogError
from blogcli.store.blog.site import PublishedSite
from blogcli.store.layouts.publication import PUBLICATIONS
from blogcli.store.layouts.table import LAYOUTS
from blogcli.store.operations.move import MovePlanner
from tests.store.conftest import open_at, write


def ignored(problem: BlogError) -> None:
    """The small sites have a post that cannot be read."""


def test_every_layout_says_how_it_publishes():
    assert set(PUBLICATIONS) == {layout.name for layout in LAYOUTS}


URLS = {
    "astro": {"compass": "/blog/compass/", "map": "/blog/map/"},
    "docusaurus": {
        "releases/loom-2": "/blog/releases/loom-2",
        "shuttle": "/blog/2026/07/15/shuttle",
    },
    "eleventy": {
        "ink": "/blog/2026-06-12-ink/",
        "paper": "/blog/paper/",
        "script": "/blog/script/",
    },
    "hexo": {"genmaicha": "", "hojicha": "/2026/08/02/hojicha/", "sencha": "/2026/08/01/sencha/"},
    "hugo": {
        "ferry": "/posts/ferry/",
        "harbour": "/nb/posts/harbour/",
        "lighthouse": "/posts/lighthouse/",
        "tide": "/posts/tide/",
    },
    "jekyll": {
        "greenhouse": "",
        "fence": "/2026/01/20/fence.html",
        "compost": "/garden/work/2026/03/01/compost.html",
        "seeds": "/2026/03/08/seeds.html",
        "fair": "/news/2026/04/01/fair.html",
    },
    "pelican": {
        "bridges-of-the-old-line": "/bridges-of-the-old-line.html",
        "lamp": "/drafts/the-lamp-in-the-signal-box.html",
        "timetable": "/a-hidden-timetable.html",
    },
    "plain": {"first-frost": "", "bread": "", "night-train": ""},
    "zola": {
        "first-kite": "/blog/first-kite/",
        "gusts": "/2026/05/09/gusts",
        "wind": "/blog/wind/",
    },
}


@pytest.mark.parametrize("layout", URLS)
def test_urls_of_the_small_sites(layout, opened):
    blog = opened(layout)
    posts = blog.index().summaries(ignored)
    links = MovePlanner(blog).permalinks
    assert {post.slug: links.url(post) for post in posts} == URLS[layout]


@pytest.mark.parametrize(
    ("layout", "file", "more", "slug", "url"),
    [
        ("jekyll", "_config.yml", "permalink: pretty\n", "fair", "/news/2026/04/01/fair/"),
        ("jekyll", "_config.yml", "permalink: /:year/:title\n", "fair", "/2026/fair"),
        (
            "jekyll",
            "_config.yml",
            "collections:\n  posts:\n    permalink: /x/:title/\npermalink: none\n",
            "fair",
            "/x/fair/",
        ),
        ("hexo", "_config.yml", "permalink: :year/:title.html\n", "sencha", "/2026/sencha.html"),
        (
            "hugo",
            "hugo.toml",
            "[permalinks]\nposts = '/:year/:slug/'\n",
            "ferry",
            "/2026/the-last-ferry/",
        ),
        (
            "hugo",
            "hugo.toml",
            "[permalinks.page]\nposts = '/:year/:slugorcontentbasename/'\n",
            "ferry",
            "/2026/ferry/",
        ),
        (
            "pelican",
            "pelicanconf.py",
            "ARTICLE_URL = '{date:%Y}/{date:%m}/{slug}/'\n",
            "timetable",
            "/2026/10/a-hidden-timetable/",
        ),
        (
            "pelican",
            "pelicanconf.py",
            "ARTICLE_URL = '{date:%B}/{date}/{slug}/'\n",
            "timetable",
            "",
        ),
    ],
)
def test_the_generator_s_own_pattern_goes_first(layout, file, more, slug, url, opened):
    blog = opened(layout)
    settings = blog.root / file
    settings.write_text(settings.read_text() + more)
    posts = blog.index().summaries(ignored)
    links = MovePlanner(blog).permalinks
    assert next(links.url(post) for post in posts if post.slug == slug) == url


@pytest.mark.parametrize(
    ("layout", "url"),
    [
        ("hugo", "https://coast.example/"),
        ("jekyll", "https://allotment.example"),
        ("zola", "https://kites.example"),
        ("plain", "https://window.example"),
        ("astro", ""),
    ],
)
def test_the_address_of_the_site(layout, url, opened):
    assert PublishedSite(opened(layout)).url == url


def test_the_address_in_code_is_that_of_the_outermost_object(tmp_path):
    code = "const a = {\n  x: {\n    url: 'https://other.example',\n  },\n  url: 'https://a.example',\n}"
    root = write(tmp_path, {"docusaurus.config.js": code, "blog/a.md": "---\ntitle: A\n---\n"})
    assert PublishedSite(open_at(root)).url == "https://a.example"


@pytest.mark.parametrize(
    ("layout", "file", "more", "future"),
    [
        ("hugo", "hugo.toml", "", "hidden"),
        ("hugo", "hugo.toml", "buildFuture = true\n", "shown"),
        ("jekyll", "_config.yml", "", "hidden"),
        ("jekyll", "_config.yml", "future: true\n", "shown"),
        ("hexo", "_config.yml", "", "shown"),
        ("hexo", "_config.yml", "future: false\n", "hidden"),
        ("pelican", "pelicanconf.py", "WITH_FUTURE_DATES = False\n", "hidden"),
        ("zola", "config.toml", "", "shown"),
        ("astro", "astro.config.mjs", "", "shown"),
        ("plain", "blog.toml", "", "hidden"),
    ],
)
def test_what_becomes_of_a_post_dated_ahead(layout, file, more, future, opened):
    blog = opened(layout)
    settings = blog.root / file
    settings.write_text(more + settings.read_text())
    again = open_at(blog.root)
    assert again.conventions.status.shows_future == (future == "shown")


@pytest.mark.parametrize("text", ["[broken", "a: [", "\udcff", "url: 2020-02-30", "- x"])
def test_broken_settings_say_nothing(text, tmp_path):
    data = text.encode(errors="surrogateescape")
    files = {"_config.yml": data, "_posts/2020-01-01-a.md": "---\ntitle: A\n---\n"}
    blog = open_at(write(tmp_path, files))
    posts = blog.index().summaries()
    assert PublishedSite(blog).url == ""
    assert MovePlanner(blog).permalinks.url(posts[0]) == "/2020/01/01/a.html"
