"""What WordPress keeps outside of a post's HTML: footnotes, shared blocks, links by number."""

from __future__ import annotations

import json

import pytest

pytest.importorskip("lxml", reason="the import extra is not installed")

from tests.exchange.exports import wxr, wxr_item, wxr_meta

FOOTNOTES = """<!-- wp:paragraph -->
<p>A<sup data-fn="f-2" class="fn"><a href="#f-2" id="f-2-link">1</a></sup>
b<sup data-fn="f-1" class="fn"><a id="f-1-link" href="#f-1">2</a></sup>.</p>
<!-- /wp:paragraph -->
<!-- wp:footnotes /-->"""


@pytest.fixture
def brought(call, blog, tmp_path):
    """Import items, and return the bodies by slug, and what was said."""

    def bring(*items):
        export = tmp_path / "export.xml"
        export.write_text(wxr(*items))
        done = call("import", str(export))
        assert done.code == 0, done.err
        files = {file.stem.partition("-01-")[2]: file for file in (blog / "posts").glob("*.md")}
        texts = {slug: file.read_text() for slug, file in files.items()}
        return {s: t.split("---\n", 2)[2].strip() for s, t in texts.items()}, done.out + done.err

    return bring


def notes(*texts):
    return wxr_meta("footnotes", json.dumps([{"id": key, "content": text} for key, text in texts]))


def test_footnotes_have_their_texts(brought):
    meta = notes(("f-1", "One <em>x</em>"), ("f-2", 'Two <a href="https://e.org/">e</a>'))
    bodies, told = brought(wxr_item(body=FOOTNOTES, extra=meta))
    assert bodies["low-1"] == ("A[^1] b[^2].\n\n[^2]: One *x*\n\n[^1]: Two [e](https://e.org/)")
    assert "missing" not in told
    assert "custom field" not in told


@pytest.mark.parametrize("broken", ["", "[", "{}", "[1]", "[" * 100_000, '[{"id": 1}]'])
def test_footnotes_that_cannot_be_read_stay_links(brought, broken):
    bodies, _ = brought(wxr_item(body=FOOTNOTES, extra=wxr_meta("footnotes", broken)))
    assert "<sup>[1](#f-2)</sup>" in bodies["low-1"]


def test_ids_that_a_link_of_the_post_points_to_are_kept(brought):
    body = (
        '<!-- wp:html --><h2 id="sec">Sec</h2><p id="no">P <span id="sp">x</span></p>'
        '<ul><li id="li">i</li></ul><p><a id="l" href="https://e.org/">z</a> '
        '<a href="#sec">1</a> <a href="#sp">2</a> <a href="#li">3</a> <a href="#l">4</a></p>'
    )
    body = brought(wxr_item(body=body))[0]["low-1"]
    assert '## <a id="sec"></a>Sec' in body
    assert 'P <a id="sp"></a>x' in body
    assert '- <a id="li"></a>i' in body
    assert '<a id="l"></a>[z](https://e.org/)' in body
    assert "no" not in body


def test_a_shared_block_is_put_in_or_named(brought):
    shared = wxr_item(77, post_type="wp_block", body="<!-- wp:paragraph --><p>Shared</p>")
    ref = '<!-- wp:block {{"ref":{}}} /-->'
    bodies, told = brought(
        wxr_item(1, body=f"<p>A</p>{ref.format(77)}<p>B</p>"),
        wxr_item(2, title="High", body=f"<p>A</p>{ref.format(78)}"),
        shared,
    )
    assert bodies["low-1"] == "A\n\nShared\n\nB"
    assert "High\t\treusable block 78 is not in the export" in told


def test_shared_blocks_that_show_each_other_end(brought):
    ref = '<!-- wp:block {"ref":77} /-->'
    bodies, told = brought(
        wxr_item(1, body=f"<p>A</p>{ref}"), wxr_item(77, post_type="wp_block", body=f"x{ref * 50}")
    )
    assert bodies["low-1"].startswith("A")
    assert "reusable block 77" in told


@pytest.mark.parametrize(
    "link",
    ["?p=2", "/?p=2", "https://tides.example.org/?p=2", "https://tides.example.org/?page_id=2"],
)
def test_links_by_number_follow(brought, link):
    body = f'<p><a href="{link}">h</a> <a href="/?p=22">n</a> <a href="/?p=2#x">a</a></p>'
    bodies, _ = brought(wxr_item(1, body=body), wxr_item(2, title="High"))
    other = "2019-07-01-low-2.md"
    assert bodies["low-1"] == f"[h]({other}) [n](/?p=22) [a]({other}#x)"


@pytest.mark.parametrize(
    ("code", "language"),
    [
        ('<!-- wp:syntaxhighlighter/code {"language":"php"} --><pre class="x">x</pre>', "php"),
        ('<!-- wp:enlighter/codeblock {"language":"js"} -->\n<pre>x</pre>', "js"),
        ('<pre class="EnlighterJSRAW" data-enlighter-language="rust">x</pre>', "rust"),
        ('<pre class="lang:python decode:true">x</pre>', "python"),
        ('<pre class="theme:x lang:default">x</pre>', ""),
        ('<pre data-enlighter-language="generic">x</pre>', ""),
    ],
)
def test_code_keeps_its_language(brought, code, language):
    bodies, _ = brought(wxr_item(body=code))
    assert bodies["low-1"] == f"```{language}\nx\n```"


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>Run <code>a<br>b<br/>c</code> now</p>", "Run `a`  \n`b`  \n`c` now"),
        ("<p><code>a<br>b</code></p>", "```\na\nb\n```"),
        ("<pre><code>a<br>b</code></pre>", "```\na\nb\n```"),
        (
            "<table><tr><th>h</th><th>i</th></tr><tr><td><code>a<br>b</code></td><td>2</td></tr>"
            "</table>",
            "| h | i |\n| --- | --- |\n| `a`<br>`b` | 2 |",
        ),
    ],
)
def test_a_break_in_code_ends_the_line(brought, html, markdown):
    assert brought(wxr_item(body=html))[0]["low-1"] == markdown
