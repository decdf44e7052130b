"""Links between imported posts, as each generator has the addresses of posts."""

import json

import pytest

pytest.importorskip("lxml", reason="the import extra is not installed")

from tests.conftest import thorough
from tests.exchange.exports import takeout, takeout_entry

HIGH = "/2019/08/high.html"
LOW = f"""
<p>See <a href="http://tides.blogspot.com{HIGH}?m=1#neap">high water</a>,
<a href="/p/about.html">about</a>, <a href="/2019/07/low-1.html">this</a>,
<a href="/search/label/Sea">sea</a>.</p>
<pre><code>&lt;a href="{HIGH}"&gt;</code></pre>
"""
HIGHER = '<h2 id="neap">Neap</h2><p>After <a href="https://www.tides.blogspot.com/2019/07/low-1.html">low</a>.</p>'

SITES = {
    "plain": ({"blog.toml": "", "posts/": ""}, "{}.md", "2019-07-01-low-1", "2019-08-02-high",
              "../pages/about.md"),
    "hugo": ({"hugo.toml": "baseURL = 'https://t.example/b/'\n", "content/posts/": ""},
             "/b/posts/{}/", "low-1", "high", "/b/about/"),
    "hugo by date": (
        {"hugo.toml": "[permalinks]\nposts = '/:year/:slug/'\n", "content/posts/": ""},
        "/2019/{}/", "low-1", "high", "/about/",
    ),
    "jekyll": ({"_config.yml": "title: T\n", "_posts/": ""}, "/2019/{}.html", "07/01/low-1",
               "08/02/high", "/about.html"),
    "jekyll pretty": ({"_config.yml": "permalink: pretty\nbaseurl: /b\n", "_posts/": ""},
                      "/b/2019/{}/", "07/01/low-1", "08/02/high", "/b/about/"),
    "hexo": ({"_config.yml": "url: https://t.example\n", "source/_posts/": ""}, "/2019/{}/",
             "07/01/low-1", "08/02/high", "/about.html"),
    "eleventy": ({"eleventy.config.js": "", "posts/": ""}, "/posts/{}/", "low-1", "high",
                 "/content/about/"),
    "docusaurus": ({"docusaurus.config.js": "", "blog/": ""}, "/blog/2019/{}", "07/01/low-1",
                   "08/02/high", "/about"),
    "astro": (
        {
            "astro.config.mjs": "",
            "src/content/blog/": "",
            "src/pages/blog/": "",
            "src/pages/blog/[id].astro": "getCollection('blog'); params: { id: p.id }",
        },
        "/blog/{}/", "low-1", "high", "/about/",
    ),
    "pelican": ({"pelicanconf.py": "", "content/": ""}, "/{}.html", "low-1", "high",
                "/pages/about.html"),
}  # fmt: skip


def site(blog, files):
    (blog / "posts").rmdir()
    for name, text in files.items():
        if name.endswith("/"):
            (blog / name).mkdir(parents=True)
        else:
            (blog / name).write_text(text)


def entries():
    return [
        takeout_entry(1, title="Low 1", body=LOW),
        takeout_entry(
            2, title="High", body=HIGHER, filename=HIGH, published="2019-08-01T23:30:00Z"
        ),
        takeout_entry(3, kind="PAGE", title="About", filename="/p/about.html"),
    ]


@pytest.fixture
def bring(call, tmp_path):
    """Import a feed; gives the report's rows, and the bodies of the posts by slug."""

    def run(*found):
        file = tmp_path / "feed.atom"
        file.write_text(takeout(*found))
        (tmp_path / "settings.csv").write_text(
            "blog_name,blog_subdomain,blog_time_zone\nTides,tides,Europe/Oslo\n"
        )
        done = call("import", str(file), "--json", "-")
        assert done.code == 0, done.err
        slugs = call("list", "--format", "tsv", "--fields", "slug").out.split()
        bodies = {slug: json.loads(call("show", slug, "--json").out)["body"] for slug in slugs}
        return json.loads(done.out)["rows"], bodies

    return run


def links(rows):
    return [(row["outcome"], row["count"]) for row in rows if row["what"] == "link"]


@pytest.mark.parametrize("name", ["plain", "hugo", *thorough(*list(SITES)[2:])])
def test_links_lead_to_posts_by_the_generators_addresses(call, blog, bring, name):
    files, form, low, high, about = SITES[name]
    site(blog, files)
    rows, bodies = bring(*entries())
    low, high = form.format(low), form.format(high)
    assert f"See [high water]({high}#neap), [about]({about}), [this]({low})," in bodies["low-1"]
    assert "[sea](/search/label/Sea)" in bodies["low-1"]
    assert f'<a href="{HIGH}">' in bodies["low-1"]
    assert f"After [low]({low})." in bodies["high"]
    assert sorted(links(rows)) == [("changed", 4), ("left", 1)]
    assert call("check", "--only", "broken-link,broken-anchor").code == 0
    rows, again = bring(*entries())
    assert {row["outcome"] for row in rows if row["what"] in ("post", "page")} == {"unchanged"}
    assert again == bodies


def test_a_post_that_comes_later_gets_its_links_then(blog, bring):
    first, second, _ = entries()
    rows, bodies = bring(first)
    assert "[high water](http://tides.blogspot.com/2019/08/high.html?m=1#neap)" in bodies["low-1"]
    assert sorted(links(rows)) == [("changed", 1), ("left", 3)]
    rows, bodies = bring(first, second)
    assert [row["outcome"] for row in rows if row["what"] == "post"] == ["updated", "new"]
    assert "[high water](2019-08-02-high.md#neap)" in bodies["low-1"]
    rows, _ = bring(second)
    assert [row["outcome"] for row in rows if row["what"] == "post"] == ["unchanged"]


def test_a_rename_here_is_followed_and_is_no_edit(call, bring):
    bring(*entries())
    assert call("rename", "high", "spring").code == 0
    rows, bodies = bring(*entries())
    assert "[high water](2019-08-02-spring.md#neap)" in bodies["low-1"]
    assert {row["outcome"] for row in rows if row["what"] == "post"} == {"unchanged"}


def test_links_between_two_exports_of_one_call(call, blog, tmp_path):
    first, second, _ = entries()
    for name, entry in (("one.xml", first), ("two.xml", second)):
        (tmp_path / name).write_text(takeout(entry))
    words = ("--site-url", "http://tides.blogspot.com", "--timezone", "UTC")
    assert call("import", str(tmp_path / "one.xml"), str(tmp_path / "two.xml"), *words).code == 0
    text = (blog / "posts/2019-07-01-low-1.md").read_text()
    assert "[high water](2019-08-01-high.md#neap)" in text


def test_what_blog_export_wrote_comes_as_it_is(call, blog, tmp_path):
    text = "---\ntitle: A\naliases: [/a.html]\n---\n\n[x](/a.html)\n"
    (blog / "posts/a.md").write_text(text)
    call("export", "-o", str(tmp_path / "blog.json"))
    (blog / "posts/a.md").unlink()
    call("import", str(tmp_path / "blog.json"))
    assert (blog / "posts/a.md").read_text() == text
