"""Exports made to take a machine's time or memory: each is imported, or refused in a sentence."""

import io
import json
import zipfile
from html import escape

import pytest

from tests.exchange.exports import takeout, takeout_entry, wxr, wxr_item


def nested(tag, depth):
    return f"<{tag}>" * depth + "deep" + f"</{tag.split()[0]}>" * depth


BODIES = {
    "div": nested("div", 50_000),
    "span": nested("span", 50_000),
    "section": nested("section", 50_000),
    "blockquote": nested("blockquote", 20_000),
    "links in links": nested("a href='http://x/'", 50_000),
    "lists": "<ul><li>" * 20_000 + "x" + "</li></ul>" * 20_000,
    "open lists": "<ol><li>" * 20_000,
    "pre": "<pre>x</pre>" * 50_000,
    "open pre": "<pre>" * 50_000,
    "dl": "<dl>" + "<dt>a</dt><dd>b</dd>" * 20_000 + "</dl>",
    "table": "<table>" + "<tr><td>a</td><td>b</td></tr>" * 30_000 + "</table>",
    "wide table": "<table><tr>" + "<td>a</td>" * 60_000 + "</tr></table>",
    "items": "<li>x" * 50_000,
    "pictures": "<img src='http://a/b.png'>" * 50_000,
    "frames": "<iframe src='https://a.b/'></iframe>" * 30_000,
    "style": f'<p style="{"text-decoration" * 19_500}">x</p>',
    "style with colons": f'<p style="{"text-decoration:" * 18_000}">x</p>',
    "comments": "<!--more-->" * 50_000,
    "brackets": "[" * 500_000,
    "emphasis": "_a_*" * 250_000,
    "references": "&amp;" * 100_000,
}


@pytest.mark.parametrize("name", BODIES)
def test_a_body_made_to_be_slow_stays_html_and_is_told(blog, clone, name):
    entries = takeout_entry(1, title="Bad", body=BODIES[name]), takeout_entry(2, title="Good")
    (clone / "e.xml").write_text(takeout(*entries))
    assert "Good" in blog("import", "e.xml", "-y", codes=(0,)).out
    assert len(list((clone / "posts").rglob("*.md"))) == 3


def test_a_body_too_large_is_named(blog, clone):
    (clone / "e.xml").write_text(takeout(takeout_entry(body=BODIES["div"])))
    found = blog("import", "e.xml", "-y", codes=(0,))
    assert "too deep or too large to convert; kept as HTML in a code block" in found.out


@pytest.mark.parametrize(
    "body",
    ["[a]" + "<!-- wp:" * 60_000, "[a]" + "<!-- more " * 60_000,
     f"[caption {'a' * 300_000}]x[/caption]", nested("div", 20_000)],
    ids=["blocks", "more", "caption", "div"],
)  # fmt: skip
def test_a_body_of_wordpress_made_to_be_slow_is_read(blog, clone, body):
    (clone / "e.xml").write_text(wxr(wxr_item(body=body)))
    blog("import", "e.xml", "-y", codes=(0,))


def test_a_title_of_comments_that_never_end_is_read(blog, clone):
    (clone / "e.xml").write_text(takeout(takeout_entry(title="&lt;!--" * 100_000)))
    blog("import", "e.xml", "-y")


@pytest.mark.thorough
def test_a_zip_of_too_many_files_is_refused(blog, clone):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for number in range(60_000):
            archive.writestr(f"a{number}.txt", b"")
    (clone / "e.zip").write_bytes(data.getvalue())
    assert "more than 50000 files" in blog("import", "e.zip", codes=(1,)).err


def test_json_with_an_endless_text_is_refused(blog, clone):
    with (clone / "e.json").open("w") as file:
        file.write('{"schema": 1, "site": {"title": "' + "x" * 300_000)
        file.seek(300_000_000)  # zeros, none of which takes room on the disk
        file.write("x" * 30_000 + '"}}')
    assert "is larger than 256 MB" in blog("import", "e.json", codes=(1,)).err


@pytest.mark.parametrize(
    "value",
    ["9" * 5000, "[" * 5000 + "]" * 5000, "[" + "0," * 5_000_000 + "0]",
     "[" + "[]," * 2_000_000 + "0]"],
    ids=["integer", "depth", "numbers", "lists"],
)  # fmt: skip
def test_json_beyond_all_measure_is_refused(blog, clone, value):
    (clone / "e.json").write_text(f'{{"schema": 1, "x": {value}, "posts": []}}')
    blog("import", "e.json", codes=(1,))


FRONT = {
    "toml integer": f"+++\nx = 0x{'f' * 5000}\n+++\n",
    "yaml integer": f"---\nx: {'9' * 5000}\n---\n",
    "yaml depth": f"---\nx: {'[' * 5000}{']' * 5000}\n---\n",
    "json integer": f'{{"x": {"9" * 5000}}}\n',
    "surrogate": '---\ntitle: "\\ud800"\n---\n',
}


@pytest.mark.parametrize("front", FRONT.values(), ids=FRONT)
def test_front_matter_beyond_all_measure_is_no_bug(blog, clone, front):
    record = {"path": "posts/a.md", "title": "A", "front_matter": front, "body": "x"}
    (clone / "e.json").write_text(json.dumps({"schema": 1, "site": {}, "posts": [record]}))
    blog("import", "e.json", "-y")


@pytest.mark.parametrize("part", ["path", "title", "slug", "body", "front_matter", "date"])
def test_a_lone_surrogate_is_no_bug(blog, clone, part):
    record = {"path": "posts/a.md", "title": "A", "front_matter": "---\ntitle: A\n---\n"}
    record[part] = "posts/\ud800.md"
    (clone / "e.json").write_text(json.dumps({"schema": 1, "site": {}, "posts": [record]}))
    blog("import", "e.json", "-y")


def rss(item="", body="x", root=""):
    return (
        f'<?xml version="1.0"?><rss version="2.0" {root}'
        ' xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>T</title>'
        f"<item><title>Bad</title>{item}<content:encoded><![CDATA[{body}]]></content:encoded></item>"
        "<item><title>Good</title><description>ok</description></item></channel></rss>"
    )


def atom(body):
    return (
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:base="http://a.example/"><title>T</title>'
        f'<entry><id>1</id><title>Bad</title><content type="html">{escape(body)}</content></entry>'
        '<entry><id>2</id><title>Good</title><content type="html">ok</content></entry></feed>'
    )


ATTRIBUTES = " ".join(f"a{number}='1'" for number in range(50_000))
FEED_BODIES = {
    "links": nested("a href='http://x/'", 50_000),
    "table": "<table>" + "<tr><td>a</td><td>b</td></tr>" * 30_000 + "</table>",
    "references": "&eacute;" * 250_000,
    "div": nested("div", 50_000),
    "escaped": "&lt;" * 300_000,
    "attributes": f"<p {ATTRIBUTES}>x</p>",
    "open comments": "<!--" * 200_000,
    "hashes": "#" * 500_000,
}


@pytest.mark.parametrize("form", [lambda body: rss(body=body), atom], ids=["rss", "atom"])
@pytest.mark.parametrize("name", FEED_BODIES)
def test_a_body_of_a_feed_made_to_be_slow_is_read(blog, clone, name, form):
    (clone / "e.xml").write_text(form(FEED_BODIES[name]))
    found = blog("import", "e.xml", "-y", codes=(0,))
    assert "Bad" in found.out
    assert "\tGood\tposts/" in found.out


LABELS = "".join(f"<category>c{number}</category>" for number in range(50_000))
ITEMS = {
    "attributes": f"<x {ATTRIBUTES}/>",
    "labels": LABELS,
    "elements": "<x/>" * 100_000,
    "words": "<itunes:keywords>" + " ".join(map(str, range(20_000))) + "</itunes:keywords>",
    "labels between comments": f"<!-- <![CDATA[ -->{LABELS}<!-- ]]> -->",
}


@pytest.mark.parametrize("name", ITEMS)
@pytest.mark.parametrize("more", ["", "<b>&nbsp;</b>"], ids=["whole", "broken"])
def test_an_item_of_too_many_parts_is_left_out_by_name(blog, clone, name, more):
    root = 'xmlns:itunes="http://www.itunes.com/DTDs/PodCast-1.0.dtd"'
    (clone / "e.xml").write_text(rss(item=more + ITEMS[name], root=root))
    found = blog("import", "e.xml", "-y", codes=(0,))
    assert "Bad\t\tit has too many elements or attributes and was left out" in found.out
    assert len(list((clone / "posts").rglob("*.md"))) == 2


PREFIXES = "".join(f"<x xmlns:n{number}='http://n/{number}'>" for number in range(5000))


@pytest.mark.parametrize(
    "item", [nested("x", 100_000), PREFIXES + "</x>" * 5000], ids=["levels", "namespaces"]
)
def test_a_feed_beyond_all_depth_is_refused(blog, clone, item):
    (clone / "e.xml").write_text(rss(item=item))
    assert "e.xml" in blog("import", "e.xml", "-y", codes=(1,)).err


@pytest.mark.parametrize(
    "item",
    [f"<pubDate>{'9' * 5000}</pubDate><width>{'9' * 5000}</width>", "<x>\x01\ufffe</x>",
     f"<description>&#{'9' * 5000}; &#xd800; &#0;</description>", "<description>&#xd800;"],
    ids=["numbers", "characters", "references", "surrogate"],
)  # fmt: skip
@pytest.mark.parametrize("form", ["rss", "wordpress", "takeout"])
def test_numbers_and_characters_that_no_xml_holds_are_no_bug(blog, clone, item, form):
    forms = {
        "rss": rss(item=item),
        "wordpress": wxr(wxr_item()).replace("<item>", f"<item>{item}"),
        "takeout": takeout(takeout_entry()).replace("<entry>", f"<entry>{item}"),
    }
    (clone / "e.xml").write_text(forms[form])
    blog("import", "e.xml", "-y")
