"""Feeds out, judged by parsers of other people and by the grammar of Atom."""

import json
import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from lxml import html as lxml_html

from blogcli.exchange.html.render import feed_rendered, rendered
from blogcli.exchange.model import ExportSite
from blogcli.exchange.writers import atom, json_feed, rss
from blogcli.exchange.writers.feed_items import feed_item, id_of, last_change, site_cleaned
from blogcli.posts.model.conventions import Conventions
from blogcli.posts.read.post import read_post

SITE = ExportSite("Tides & <Time>", "Water", "Ada", url="https://t.example.org", timezone="UTC")
WRITERS = {"atom": atom, "rss": rss, "json": json_feed}

POSTS = {
    "posts/2019-07-01-low.md": "title: Low <b> & 'water'\ndate: 2019-07-01T04:30:00+02:00\n"
    "updated: 2019-07-09\nauthor: Ada\ntags: [C#, Sea & salt]\ndescription: What it is\n"
    "origin:\n  platform: blogger\n  id: tag:blogger.com,1999:blog-7.post-1\n"
    "  url: https://old.example.org/2019/07/low.html",
    "posts/2019-07-02-high.md": "title: High\nauthors: [Bo, Cy]",
    "posts/undated.md": "title: ''",
}
BODY = "Some **bold** [link](/about) ]]> &amp; <i>raw</i>\n\n```\nx < y\n```\n"


def post(path="posts/2019-07-01-low.md", meta=None, body=BODY):
    meta = POSTS.get(path, "title: A") if meta is None else meta
    data = f"---\n{meta}\n---\n\n{body}".encode(errors="replace")
    return read_post(path, data, Conventions())


def feed(name, posts, site=SITE):
    site = site_cleaned(site)
    updated = last_change([one.summary for one in posts], lambda when: UTC)
    start, entry, end, between = WRITERS[name].written(site, updated)
    return (
        start
        + between.join(entry(feed_item(one, site, lambda post, target: "")) for one in posts)
        + end
    )


ALL = [post(path) for path in POSTS]

# RFC 4287, as far as these feeds go: what must be there, once, and what may be.
GRAMMAR = """
<grammar xmlns="http://relaxng.org/ns/structure/1.0" ns="http://www.w3.org/2005/Atom"
 datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
 <start><element name="feed"><interleave>
  <ref name="id"/><ref name="title"/><ref name="updated"/>
  <oneOrMore><ref name="author"/></oneOrMore>
  <optional><element name="subtitle"><text/></element></optional>
  <optional><ref name="link"/></optional>
  <element name="generator"><text/></element>
  <zeroOrMore><ref name="entry"/></zeroOrMore>
 </interleave></element></start>
 <define name="entry"><element name="entry"><interleave>
  <ref name="id"/><ref name="title"/><ref name="updated"/>
  <optional><element name="published"><ref name="time"/></element></optional>
  <zeroOrMore><ref name="author"/></zeroOrMore>
  <zeroOrMore><element name="category"><attribute name="term"/></element></zeroOrMore>
  <optional><ref name="link"/></optional>
  <optional><element name="summary"><text/></element></optional>
  <element name="content"><attribute name="type"><value>html</value></attribute><text/></element>
 </interleave></element></define>
 <define name="id"><element name="id">
  <data type="anyURI"><param name="minLength">5</param></data></element></define>
 <define name="title"><element name="title"><text/></element></define>
 <define name="updated"><element name="updated"><ref name="time"/></element></define>
 <define name="time"><data type="dateTime">
  <param name="pattern">.*(Z|[+\\-][0-9]{2}:[0-9]{2})</param></data></define>
 <define name="author"><element name="author"><element name="name">
  <data type="string"><param name="minLength">1</param></data></element></element></define>
 <define name="link"><element name="link"><attribute name="rel"><value>alternate</value>
  </attribute><attribute name="href"><data type="anyURI"/></attribute></element></define>
</grammar>
"""


def is_atom(text):
    grammar = etree.RelaxNG(etree.fromstring(GRAMMAR))
    grammar.assertValid(etree.fromstring(text.encode()))
    return True


def check_rss(text):
    """The rules of the RSS board that these feeds could break."""
    channel = etree.fromstring(text.encode()).find("channel")
    for name in ("title", "link", "description"):
        assert len(channel.findall(name)) == 1
        assert channel.findtext(name)
    for item in channel.iter("item"):
        assert item.findtext("title") or item.findtext("description")
        assert item.find("guid").get("isPermaLink") == "false"
        written = item.findtext("pubDate")
        assert written is None or parsedate_to_datetime(written).tzinfo


def test_atom_keeps_to_its_grammar():
    assert is_atom(feed("atom", ALL))
    assert is_atom(feed("atom", [], ExportSite()))


def test_rss_keeps_to_its_rules():
    check_rss(feed("rss", ALL))
    check_rss(feed("rss", ALL, ExportSite()))


@pytest.mark.parametrize("name", ["atom", "rss"])
def test_another_parser_reads_what_was_written(name):
    parsed = feedparser.parse(feed(name, ALL).encode(), sanitize_html=False)
    assert not parsed.bozo
    assert parsed.feed.title == "Tides & <Time>"
    first, second, third = parsed.entries
    assert first.title == "Low <b> & 'water'"
    assert first.id == "tag:blogger.com,1999:blog-7.post-1"
    assert [tag.term for tag in first.tags] == ["C#", "Sea & salt"]
    assert first.link == "https://old.example.org/2019/07/low.html"
    assert '<a href="https://t.example.org/about">' in first.content[0].value
    assert "<code>x &lt; y" in first.content[0].value
    assert first.published_parsed[:5] == (2019, 7, 1, 2, 30)
    names = [one.name for one in second.authors] if name == "atom" else [second.author]
    assert names[-1] == "Cy"
    assert "published" not in third


def test_json_feed_has_what_its_version_asks_for():
    document = json.loads(feed("json", ALL))
    assert document["version"] == "https://jsonfeed.org/version/1.1"
    assert (document["title"], document["home_page_url"]) == ("Tides & <Time>", SITE.url)
    first, second, third = document["items"]
    assert first["tags"] == ["C#", "Sea & salt"]
    assert first["authors"] == [{"name": "Ada"}]
    assert first["date_published"] == "2019-07-01T04:30:00+02:00"
    assert first["date_modified"] == "2019-07-09T00:00:00+00:00"
    assert first["_blogcli"]["path"] == "posts/2019-07-01-low.md"
    assert "url" not in second
    assert all(item["id"] and "content_html" in item for item in document["items"])
    assert "title" not in third


@pytest.mark.parametrize("name", WRITERS)
@given(
    title=st.text(max_size=30),
    body=st.text(st.characters(codec="utf-8"), max_size=60)
    | st.sampled_from(["\x0b", "a\x00b", "\ufffe", "]]>", "<!--", "&#0;", "\x1b[31m", "<p>\x08"]),
)
def test_no_text_can_break_a_feed(name, title, body):
    site = ExportSite(title, body, title, url="https://t.example.org")
    meta = "title: " + json.dumps(title.encode(errors="replace").decode())
    text = feed(name, [post(meta=meta, body=body.replace("\0", ""))], site)
    if name == "json":
        assert len(json.loads(text)["items"]) == 1
        return
    parsed = feedparser.parse(text.encode())
    assert not parsed.bozo
    assert len(parsed.entries) == 1
    assert is_atom(text) if name == "atom" else check_rss(text) is None


def test_ids_stay_whatever_becomes_of_the_title():
    for path in POSTS:
        one = post(path)
        other = post(path, meta=re.sub("title: .*", "title: Other", POSTS[path]))
        assert id_of(one.summary, SITE) == id_of(other.summary, SITE)
    ids = [id_of(one.summary, site) for one in ALL for site in (SITE, ExportSite("T"))]
    assert ids == [id_of(one.summary, site) for one in ALL for site in (SITE, ExportSite("T"))]
    assert not any(name.startswith("http") for name in ids)


def test_an_id_that_is_an_address_is_not_taken():
    meta = "title: A\ndate: 2019-07-01\norigin:\n  platform: feed\n  id: https://x.example.org/?p=1"
    assert id_of(post(meta=meta).summary, SITE) == (
        "tag:t.example.org,2019-07-01:posts/2019-07-01-low"
    )


def test_the_same_posts_make_the_same_feed():
    zone = timezone(timedelta(hours=2))
    assert last_change([post().summary], lambda when: zone) == datetime(2019, 7, 9, tzinfo=zone)
    for name in WRITERS:
        assert feed(name, ALL) == feed(name, ALL)


def elements(html):
    """What HTML says: its elements, attributes and texts, with blanks as a browser sees them."""
    root = lxml_html.fragment_fromstring(html, create_parent="div")
    for one in root.iter():
        one.text, one.tail = (
            " ".join((text or "").split()) or None for text in (one.text, one.tail)
        )
        if one.get("style"):
            one.set("style", one.get("style").replace(" ", ""))
    return etree.tostring(root).decode().replace("<del>", "<s>").replace("</del>", "</s>")


@pytest.mark.parametrize(
    "markdown",
    [
        "A \"quote\", an 'apostrophe' & an &eacute;\n\n![it's](a.png \"x 'y'\")",
        "| a | b |\n|:--|--:|\n| `x` | **y** |\n| z |",
        '- a\n  ```sh\n  x "y"\n  ```\n- b\n\n  c\n1. d',
        "~~gone~~ *a **b*** [c](/d?e=f&g=h) <https://x.example/y>",
        "<div>\n*raw*\n\n*not*\n</div>\n<!-- c -->\n<iframe src=x></iframe>",
        "".join(f"{'  ' * depth}- {depth}\n" for depth in range(40)),
        "a\\\nb  \nc\n***\nd\n===\n\n\tcode <x>\n\n> q\nlazy",
        "half a pair: \ud800",
    ],
)
def test_the_faster_library_gives_the_same_html(markdown):
    pytest.importorskip("pyromark")
    assert elements(feed_rendered(markdown)) == elements(rendered(markdown))
