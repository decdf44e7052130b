"""Feeds of blogs that a generator builds: what a reader gets, away from the site."""

from __future__ import annotations

import json
import re

import pytest

pytest.importorskip("lxml", reason="the import extra is not installed")

import feedparser

SITES = {
    "hugo": (
        {"hugo.toml": 'baseURL = "https://e.org/"\ntitle = "Hugo\'s"\n'},
        "content/posts/{}.md",
        "---\ntitle: {0}\ndate: 2020-01-02\n---\n",
        ("Hugo's", "https://e.org/posts/a/"),
    ),
    "jekyll": (
        {"_config.yml": "title: Jekyll's\nurl: https://e.org\nbaseurl: /sub\n"},
        "_posts/2020-01-02-{}.md",
        "---\ntitle: {0}\n---\n",
        ("Jekyll's", "https://e.org/sub/2020/01/02/a.html"),
    ),
    "pelican": (
        {"pelicanconf.py": 'PATH = "content"\nSITENAME = "Pelicans"\nSITEURL = "https://e.org"\n'},
        "content/{}.md",
        "Title: {0}\nDate: 2020-01-02\n\n",
        ("Pelicans", "https://e.org/a.html"),
    ),
    "hexo": (
        {
            "_config.yml": "title: Hexo's\nurl: https://e.org\n",
            "scaffolds/post.md": "",
        },
        "source/_posts/{}.md",
        "---\ntitle: {0}\ndate: 2020-01-02\n---\n",
        ("Hexo's", "https://e.org/2020/01/02/a/"),
    ),
    "zola": (
        {"config.toml": 'base_url = "https://e.org"\ntitle = "Zola\'s"\n'},
        "content/blog/{}.md",
        '+++\ntitle = "{0}"\ndate = 2020-01-02\n+++\n',
        ("Zola's", "https://e.org/blog/a/"),
    ),
}


@pytest.fixture
def site(blog):
    """Write a generator's site with the posts a and b, and the body of a."""
    (blog / "posts").rmdir()

    def write(name, body):
        files, path, head, known = SITES[name]
        files = {
            **files,
            path.format("a"): head.format("a") + body,
            path.format("b"): head.format("b") + "B",
        }
        for file, text in files.items():
            (blog / file).parent.mkdir(parents=True, exist_ok=True)
            (blog / file).write_text(text)
        return known

    return write


def content(call, format_="atom"):
    done = call("export", "--format", format_)
    assert done.code == 0, done.err
    parsed = feedparser.parse(done.out.encode(), sanitize_html=False, resolve_relative_uris=False)
    assert not parsed.bozo
    return next(one.content[0].value for one in parsed.entries if one.title == "a")


@pytest.mark.parametrize("name", SITES)
@pytest.mark.parametrize("format_", ["atom", "rss"])
def test_title_and_addresses_are_the_generators(call, site, name, format_):
    title, url = site(name, "Text")
    parsed = feedparser.parse(call("export", "--format", format_).out.encode())
    assert (parsed.feed.title, parsed.feed.link.rstrip("/")) == (title, "https://e.org")
    assert url in [entry.link for entry in parsed.entries]
    record = json.loads(call("export", "--format", "jsonfeed").out)
    assert (record["title"], record["home_page_url"]) == (title, "https://e.org")
    assert url in [item["url"] for item in record["items"]]


@pytest.mark.parametrize("name", SITES)
def test_relative_addresses_become_absolute(call, site, name):
    url = site(name, "![p](p.png) [x](../x/) [r](/r) <img src=q.png> [m](mailto:a@b.c) [f](#f)")[1]
    html = content(call)
    here = url.rpartition("/")[0]
    above = here if name == "pelican" else here.rpartition("/")[0]
    assert f'src="{here}/p.png"' in html
    assert f'src="{here}/q.png"' in html
    assert f'href="{above}/x/"' in html
    assert 'href="https://e.org/r"' in html
    assert 'href="mailto:a@b.c"' in html
    assert 'href="#f"' in html


@pytest.mark.parametrize(
    ("name", "link"),
    [
        ("hugo", '[b]({{< ref "b.md" >}})'),
        ("hugo", '[b]({{% relref "posts/b" %}})'),
        ("hugo", "[b](b.md)"),
        ("jekyll", "[b]({% post_url 2020-01-02-b %})"),
        ("jekyll", "[b]({% link _posts/2020-01-02-b.md %})"),
        ("pelican", "[b]({filename}b.md)"),
        ("pelican", "[b]({filename}/b.md)"),
        ("hexo", "{% post_link b %}"),
        ("zola", "[b](@/blog/b.md)"),
    ],
)
def test_a_link_to_a_post_by_its_name_has_its_address(call, site, name, link):
    url = site(name, link)[1]
    other = url.replace("/a", "/b")
    assert content(call) == f'<p><a href="{other}">b</a></p>'


BODY = """# A {#sec}

One {{< note "x" >}}two{{< /note >}} {{% b %}}three {% include x.html %}{{ page.title }}
{: .lead}

![p](/p.png){: .wide} ## no{{< br >}}

* TOC
{:toc}

{% comment %}hidden{% endcomment %}{% raw %}{{ shown }}{% endraw %}

{{< figure src="/f.png" alt="F" >}}

`{{ code }}` {# note #}

{% highlight ruby %}
x = 1
{% endhighlight %}
"""


@pytest.mark.parametrize("name", SITES)
@pytest.mark.parametrize("format_", ["atom", "rss"])
def test_no_syntax_of_the_generator_is_text(call, site, name, format_):
    site(name, BODY)
    html = content(call, format_)
    assert "<p>One two three </p>" in html.replace("three</p>", "three </p>")
    assert "{{ shown }}" in html
    assert "<code>{{ code }}</code>" in html
    assert '<img src="https://e.org/f.png" alt="F">' in html
    assert '<code class="language-ruby">x = 1\n' in html
    assert "hidden" not in html
    assert "TOC" not in html
    assert not re.search(
        r"\{[{%#:]|[%#}]\}", html.replace("{{ shown }}", "").replace("{{ code }}", "")
    )


def test_footnotes_are_rendered(call, site):
    site("hugo", "One[^a] two[^1] one[^a] none[^x] `[^a]`\n\n[^1]: **Q**\n[^a]: P\n\n    more\n")
    html = content(call)
    assert '<sup id="fnref1"><a href="#fn1">1</a></sup> two' in html
    assert '<sup><a href="#fn1">1</a></sup> none[^x] <code>[^a]</code>' in html
    assert re.search(r'<li id="fn1">\s*<p>P</p>\s*<p>more</p>.*</li>\s*<li id="fn2">', html, re.S)
    assert "<strong>Q</strong>" in html
    assert "[^1]" not in html


def test_no_summary_no_description_and_no_date_no_date(call, blog):
    (blog / "posts/a.md").write_text("---\ntitle: a\n---\nText\n")
    out = call("export", "--format", "rss").out
    assert "<pubDate>" not in out
    assert "1970" not in out
    assert out.count("<description>") == 1  # the channel's
    assert "date_published" not in call("export", "--format", "jsonfeed").out
    assert "<published>" not in call("export", "--format", "atom").out


@pytest.fixture
def clipping(post):
    post(
        "2026-03-05-tides",
        "title: Tides",
        "author: Ada",
        "source: {name: HuffPost, kind: Opinion, url: https://h.example/t, byline: Jane Doe}",
    )
    post("2026-03-04-storm", "title: Storm", "source: The Gazette", "byline: Bo")


@pytest.mark.usefixtures("clipping")
@pytest.mark.parametrize("format_", ["atom", "rss"])
def test_a_feed_says_where_a_clipping_is_from(call, format_):
    parsed = feedparser.parse(call("export", "--format", format_).out.encode())
    assert not parsed.bozo
    tides, storm = sorted(parsed.entries, key=lambda one: one.title, reverse=True)
    assert [one.name for one in tides.authors] == ["Jane Doe", "Ada"]
    assert tides.source.title == "HuffPost"
    assert "https://h.example/t" in json.dumps(tides)
    assert storm.author == "Bo"
    assert "The Gazette" in json.dumps(storm)


@pytest.mark.usefixtures("clipping")
def test_a_json_feed_says_where_a_clipping_is_from(call):
    tides, storm = json.loads(call("export", "--format", "jsonfeed").out)["items"]
    assert tides["external_url"] == "https://h.example/t"
    assert tides["authors"] == [{"name": "Jane Doe"}, {"name": "Ada"}]
    assert tides["_blogcli"]["source"]["name"] == "HuffPost"
    assert "external_url" not in storm
    assert storm["authors"] == [{"name": "Bo"}]
