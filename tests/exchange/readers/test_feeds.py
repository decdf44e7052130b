"""RSS, Atom and RDF through feedparser, and JSON Feed."""

import json

import pytest

from blogcli.errors import BlogError
from tests.conftest import thorough

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xml:base="https://t.example.org/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Tide &amp;amp; Time</title><link>https://t.example.org/</link><description>Water</description>
<item><title>Low &amp;lt;b&amp;gt; water</title><link>https://t.example.org/2019/low/?m=1</link>
<guid isPermaLink="false">urn:low</guid><pubDate>Mon, 01 Jul 2019 04:30:00 +0200</pubDate>
<category>C#</category><category>North Sea</category><author>a@x.org (Ada Quay)</author>
<description>Short</description><content:encoded><![CDATA[<p>Whole</p>
<iframe src="https://www.youtube.com/embed/x"></iframe><img src="/a.jpg">]]></content:encoded>
<enclosure url="https://t.example.org/a.mp3" type="audio/mpeg" length="1"/></item>
<item><title>Short</title><link>https://t.example.org/short</link>
<description>Only this</description>
<pubDate>Mon, 30 Nov -0001 00:00:00 +0000</pubDate></item>
</channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><id>urn:t</id>
<link rel="alternate" href="https://t.example.org/"/><updated>2019-07-01T00:00:00Z</updated>
<entry><title type="html">Low &lt;i&gt;water&lt;/i&gt;</title><id>urn:1</id>
<link rel="alternate" href="https://t.example.org/low.html"/><published>2019-07-01T04:30:00+02:00</published>
<updated>2019-07-03T04:30:00+02:00</updated><author><name>Ada</name></author>
<content type="html">&lt;p&gt;Whole&lt;/p&gt;</content></entry></feed>"""

RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="u"><title>T</title></channel>
<item rdf:about="https://t.example.org/1"><title>One</title><link>https://t.example.org/1</link>
<dc:date>2003-05-06T07:08:09+01:00</dc:date><description>Text</description></item></rdf:RDF>"""


def test_rss(read):
    found = read(RSS)
    whole, short = found.posts
    assert found.kind == "feed"
    assert found.site.title == "Tide & Time"
    assert whole.title == "Low <b> water"
    assert whole.date.isoformat() == "2019-07-01T04:30:00+02:00"
    assert whole.labels == ("C#", "North Sea")
    assert whole.aliases == ("/2019/low/",)
    assert (whole.slug, whole.origin.id) == ("low", "urn:low")
    assert "youtube.com/embed/x" in whole.body
    assert "https://t.example.org/a.jpg" in whole.body
    assert not whole.excerpt
    assert (short.excerpt, short.date, short.body) == (True, None, "Only this")
    assert "Short: the feed has only a summary of it" in found.told()
    assert found.left() == {("enclosure", "the feed only links to it"): 1}


def test_atom_and_rdf(read):
    post = read(ATOM).post
    assert (post.title, post.author, post.slug) == ("Low water", "Ada", "low")
    assert post.date.utcoffset().total_seconds() == 7200
    assert post.updated.day == 3
    assert read(RDF).post.date.isoformat() == "2003-05-06T07:08:09+01:00"


def test_a_date_ahead_is_scheduled(read):
    post = read(ATOM.replace("2019-07-01T04", "2099-07-01T04")).post
    assert (post.draft, post.status) == (False, "scheduled")


@pytest.mark.parametrize(
    ("broken", "title"),
    [
        (RSS.replace("Low &amp;lt;b&amp;gt; water", "Low & water"), "Low & water"),
        (RSS.replace("Low &amp;lt;b&amp;gt; water", "Low\x0bwater"), "Lowwater"),
        (RSS.replace("Low &amp;lt;b&amp;gt; water", "Low&nbsp;water"), "Low water"),
        (RSS.replace("</channel></rss>", ""), "Low <b> water"),
    ],
)
def test_broken_feeds_are_read_and_it_is_said(read, broken, title):
    found = read(broken)
    assert found.posts[0].title == title
    assert "Whole" in found.posts[0].body
    assert "broken" in found.told() or "control characters" in found.told() or "&nbsp;" in broken


def test_old_rss_with_a_public_dtd_is_read(read):
    text = (
        '<?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" '
        '"http://my.netscape.com/publish/formats/rss-0.91.dtd"><rss version="0.91"><channel>'
        "<title>T</title><item><title>One</title><link>http://t.example.org/1</link>"
        "<description>Text</description></item></channel></rss>"
    )
    assert read(text).post.title == "One"


def test_a_dtd_of_its_own_is_refused(read):
    laughs = '<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
    with pytest.raises(BlogError, match="DTD"):
        read(laughs + RSS.partition("?>")[2])


@pytest.mark.parametrize("form", [RSS, *thorough(ATOM, RDF)])
def test_a_large_feed_is_read_in_portions(read, form):
    small = read(form)
    mark = "entry" if form is ATOM else "item"
    first = form.index(f"<{mark}")
    last = form.rindex(f"</{mark}>") + len(mark) + 3
    entries = form[first:last].replace("W", "W" + "x" * 20_000).replace(">T", ">T" + "x" * 20_000)
    found = read(form[:first] + entries * 250 + form[last:])
    assert found.site == small.site
    assert len(found.posts) == 250 * len(small.posts)
    titles = [post.title for post in small.posts]
    assert [post.title for post in found.posts[-len(titles) :]] == titles
    assert [post.date for post in found.posts[: len(titles)]] == [one.date for one in small.posts]


def test_a_feed_without_entries_is_an_error(read):
    with pytest.raises(BlogError, match="without posts"):
        read("<rss version='2.0'><channel><title>T</title></channel></rss>")


def feed(*items, **more):
    version = {"version": "https://jsonfeed.org/version/1.1", "title": "T"}
    return json.dumps({**version, **more, "items": list(items)})


ITEM = {
    "id": "urn:1",
    "url": "https://t.example.org/low.html",
    "external_url": "https://paper.example.org/s",
    "title": "Low water",
    "content_html": "<p>Whole</p>",
    "summary": "Short",
    "date_published": "2019-07-01T04:30:00+02:00",
    "date_modified": "2019-07-01T04:30:00+02:00",
    "tags": ["C#", 5, "North Sea"],
    "image": "https://t.example.org/a.jpg",
    "authors": [{"name": "Ada"}],
    "attachments": [{"url": "https://t.example.org/a.mp3"}],
}


def test_json_feed(read):
    found = read(feed(ITEM, home_page_url="https://t.example.org/"))
    post = found.post
    assert found.kind == "jsonfeed"
    assert (post.title, post.author, post.slug) == ("Low water", "Ada", "low")
    assert post.labels == ("C#", "North Sea")
    assert post.source.url == "https://paper.example.org/s"
    assert post.cover.url == "https://t.example.org/a.jpg"
    assert post.updated is None
    assert found.site.url == "https://t.example.org"
    assert found.left() == {("attachment", "the feed only links to it"): 1}


def test_json_feed_of_text(read):
    text = {"id": 7, "content_text": "a < b\nc\n\nd", "author": {"name": "Ada"}}
    post = read(feed(text)).post
    assert post.body == "<p>a &lt; b<br>c</p><p>d</p>"
    assert (post.origin.id, post.author) == ("7", "Ada")


def test_json_feed_that_names_itself_last(read):
    items = [{**ITEM, "id": str(number), "content_html": "x" * 9999} for number in range(60)]
    last = json.dumps({"items": items, "title": "T", "version": "https://jsonfeed.org/version/1"})
    assert len(read(last).posts) == 60


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (feed(ITEM)[:-40], "is not JSON"),
        (feed(ITEM).replace('"C#",', '"C#",,'), "is not JSON"),
        (feed(ITEM).replace("5", "5" * 5000), "is not JSON"),
        (feed(ITEM).replace("5", "[" * 100_000 + "]" * 100_000), "too deep"),
        (feed(), "without posts"),
    ],
)
def test_json_that_cannot_be_read(read, text, fault):
    with pytest.raises(BlogError, match=fault):
        read(text)


def test_a_fault_is_named_with_its_line(read):
    text = json.dumps(json.loads(feed(ITEM)), indent=1).replace('"Short"', "Short")
    with pytest.raises(BlogError) as caught:
        read(text)
    assert caught.value.line == text[: text.index("Short")].count("\n") + 1 or caught.value.line


@pytest.mark.parametrize(
    "void", ["<item/>", "<item></item>", "<item>\n<title></title><link/> </item>"]
)
def test_empty_entries_are_counted_and_skipped(read, void):
    found = read(RSS.replace("<item>", f"{void * 3}<item>", 1))
    assert [post.slug for post in found.posts] == ["low", "short"]
    assert "skipped 3 empty entries" in found.told()


def test_what_looks_like_an_empty_entry_in_a_text_stays(read):
    found = read(RSS.replace("<p>Whole</p>", "<p>Whole</p><item></item><!-- <item/> -->"))
    assert "<item></item>" in found.posts[0].body
    assert "empty entries" not in "".join(found.told())
