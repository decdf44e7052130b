"""The URL of a post: by patterns, by its own words, and as links have it."""

from __future__ import annotations

from datetime import UTC, timedelta, timezone

import pytest

from blogcli.posts.links.learned import learn_permalinks
from blogcli.posts.links.permalinks import PRESETS, ContentRoot, Permalinks
from blogcli.posts.model.conventions import Conventions
from blogcli.posts.model.summary import Summary
from blogcli.posts.read.post import read_post


def post(path: str, *lines: str) -> Summary:
    text = "---\n" + "".join(line + "\n" for line in lines) + "---\n"
    return read_post(path, text.encode(), Conventions(zone=UTC)).summary


DATED = post("_posts/2020-05-06-old.md", "title: Old things")


@pytest.mark.parametrize(
    ("pattern", "url"),
    [
        ("/:year/:month/:day/:title/", "/2020/05/06/old/"),
        ("/:short_year/:i_month/:i_day/:slug", "/20/5/6/old"),
        ("/:y_day/:hour:minute:second/:title", "/127/000000/old"),
        ("/:name/", "/2020-05-06-old/"),
        ("/x-:title-y.html", "/x-old-y.html"),
        ("/:headline/", "/old-things/"),
        (":title:output_ext", "/old.html"),
        ("/:categories/:title/", "/old/"),
        ("/:category/:title/", ""),
        ("/:hash/:title/", ""),
        ("/:sections[1:]/:title/", ""),
        ("", "/"),
    ],
)
def test_a_pattern_is_filled_or_the_url_is_not_known(pattern, url):
    assert Permalinks((pattern,)).url(DATED) == url


@pytest.mark.parametrize("name", PRESETS)
def test_every_preset_of_jekyll_makes_a_url(name):
    url = Permalinks((name,)).url(post("news/_posts/2020-05-06-a.md", "categories: [Big]"))
    assert url.startswith("/news/big/")
    assert ":" not in url


@pytest.mark.parametrize(
    ("path", "lines", "url"),
    [
        ("content/posts/Old Town.md", [], "/posts/old-town/"),
        ("content/posts/old/index.md", [], "/posts/old/"),
        ("content/posts/old/index.nb.md", [], "/nb/posts/old/"),
        ("content/posts/old.nb.md", [], "/nb/posts/old/"),
        ("content/posts/old.md", ["slug: new"], "/posts/new/"),
        ("content/posts/old.md", ["url: /x/y/"], "/x/y/"),
        ("content/posts/old.md", ["url: 'x/{{ y }}'"], ""),
        ("content/news/go1.5.md", ["title: A: b", "date: 2020-01-02"], "/2020/go1.5/"),
    ],
)
def test_hugo_makes_lower_case_paths_below_the_content(path, lines, url):
    links = Permalinks(
        ("/:folder/:slugorname/",),
        sections={"news": "/:year/:slugorname/"},
        roots=(ContentRoot("content"),),
        words={"slugorname": "own|name", "folder": "folder", "year": "year"},
        key="url",
        case="hugo",
        languages={"en": "", "nb": "/nb"},
        language="en",
    )
    assert links.url(post(path, *lines)) == url


def test_the_first_pattern_counts_whose_words_are_known():
    links = Permalinks(("/blog/:own", "/blog/:stamped"), roots=(ContentRoot("blog"),))
    assert links.url(post("blog/2020-05-06-a.md", "slug: /x/y")) == "/blog/x/y"
    assert links.url(post("blog/2020-05-06-a/index.md")) == "/blog/2020/05/06/a"
    assert links.url(post("blog/notes/a.md")) == "/blog/notes/a"


def test_slugs_are_made_of_every_part_where_the_generator_does_so():
    links = Permalinks(
        ("/:folder/:slug/",), roots=(ContentRoot("content"),), key="path", case="slug"
    )
    assert links.url(post("content/Big Ideas/2020-05-06-É b.md")) == "/big-ideas/e-b/"
    assert links.url(post("content/a.md", "path: 2019/10/A")) == "/2019/10/A"


def test_the_day_is_that_of_the_blog():
    west = timezone(-timedelta(hours=5))
    late = post("a.md", "date: 2020-05-07T02:00:00Z")
    assert Permalinks(("/:day/",), zone=west).url(late) == "/06/"
    assert Permalinks(("/:day/",)).url(late) == "/07/"


RELEASES = [post(f"pages/en/blog/release/v{n}.md", "date: 2020-05-06") for n in (1, 2, 3)]


@pytest.mark.parametrize(
    ("targets", "patterns", "root"),
    [
        (["/blog/release/v1/", "/blog/release/v2/"], ("/:folder/:slug/",), "pages/en"),
        (["/release/v1", "/release/v2"], ("/:folder/:slug",), "pages/en/blog"),
        (["/2020/05/v1.html", "/2020/05/v2.html"], ("/:year/:month/:slug.html",), ""),
        (["/x/v1/", "/x/v2/", "/blog/release/v3/"], ("/x/:slug/",), ""),
        (["/v1", "/v2"], ("/:slug",), ""),
        (["/blog/release/v1/"], (), ""),
        (["/blog/release/v1/"] * 5, (), ""),
        (["/about/", "/x/nothing"], (), ""),
    ],
)
def test_urls_are_learned_from_links_to_several_posts(targets, patterns, root):
    links = learn_permalinks(targets, RELEASES)
    assert (links.patterns, links.roots) == (patterns, (ContentRoot(root),))
    if patterns and len(set(targets)) > 1:
        assert links.url(RELEASES[0]) == targets[0]


def test_a_name_that_two_posts_have_teaches_nothing():
    twice = [post("en/a.md"), post("de/a.md"), post("en/b.md"), post("de/b.md")]
    assert learn_permalinks(["/en/a/", "/en/b/"], twice).patterns == ()
