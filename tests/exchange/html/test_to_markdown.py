"""HTML to Markdown: what comes out, and that it shows the same when it is rendered again."""

import re
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blogcli.exchange.html.escape import escape_text
from blogcli.exchange.html.parse import parsed
from blogcli.exchange.html.render import rendered
from blogcli.exchange.html.to_markdown import html_to_markdown
from blogcli.exchange.html.verify import compared
from blogcli.exchange.model import ClippingSource, Skipped
from blogcli.exchange.text.source_lines import lift_source
from tests.conftest import thorough


def shown(html):
    """The text of a page as a reader sees it, on one line."""
    return " ".join(parsed(html).text_content().split())


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        # Paragraphs, breaks, spaces
        ("one<br>two<br><br>three<br/>\n<br/><br>four", "one  \ntwo\n\nthree\n\nfour"),
        ("<p>a&nbsp;&nbsp;b</p><p>&nbsp;</p><p><br></p>", "a b"),
        ("<div>a<div>b</div>c</div>", "a\n\nb\n\nc"),
        ("<p>end<br></p>", "end"),
        (
            '<a href="https://x.org/a"><img src="https://x.org/i.png">https://x.org/a</a>',
            "[![](https://x.org/i.png)https://x.org/a](https://x.org/a)",
        ),
        ("a<hr>b", "a\n\n---\n\nb"),
        # Emphasis
        ("a<b>b</b>c <i> d </i>e<b></b>", "a**b**c *d* e"),
        ("<b>x</b><b>y</b> <b>z</b>", "**xy** **z**"),
        ("<b>1</b><i>2</i>", "**1**<em>2</em>"),
        ("<b><i>x</i></b> <strong>y <em>z</em></strong>", "***x*** **y *z***"),
        ("<b>over<br><br>two</b>", "**over**\n\n**two**"),
        ("<b>重要：</b>掲載", "<strong>重要：</strong>掲載"),
        ("<b>重要</b>：掲載<i>大</i>切", "**重要**：掲載*大*切"),
        ("a<b>(b)</b>c <s>d</s>", "a<strong>(b)</strong>c ~~d~~"),
        ('<span style="font-weight: bold">a</span> <b style="font-weight:normal">b</b>', "**a** b"),
        ('<p style="font-style:italic">a</p>', "*a*"),
        ("<b><div>a</div></b>", "**a**"),
        # Text that looks like markup
        ("1. a<br># b<br>- c<br>+ d<br>&gt; e<br>* f",
         "1\\. a  \n\\# b  \n\\- c  \n\\+ d  \n\\> e  \n\\* f"),
        ("<p>---</p><p>===</p>", "\\---\n\n\\==="),
        ("snake_case _a_ *b* 2 * 3 `c` ~~d~~",
         "snake_case \\_a\\_ \\*b\\* 2 * 3 \\`c\\` \\~~d\\~\\~"),
        ("[a](b) [c] [x] [d]: e ![f](g)", "\\[a](b) [c] \\[x] \\[d]: e !\\[f](g)"),
        ("&lt;script&gt; a &lt; b &amp;amp; &amp; c", "&lt;script> a < b &amp;amp; & c"),
        ("<b>* a</b>", "**\\* a**"),
        # Headings
        ("<h2>A <b>b</b><br>c #</h2><h3> </h3>", "## A b c \\#"),
        ("text<h1>A</h1>text", "text\n\n# A\n\ntext"),
        # Links and pictures
        ('<a href="http://x.org/a_(b)">c</a>', "[c](<http://x.org/a_(b)>)"),
        ('<a href="http://x.org">http://x.org</a>', "<http://x.org>"),
        ('<a href="http://x.org/?a=1&amp;copy;=2">[a] b</a>',
         "[\\[a\\] b](http://x.org/?a=1&amp;copy;=2)"),
        ('<a href="http://x.org/a b" title="T">c</a><a href="">d</a>',
         '[c](http://x.org/a%20b "T")d'),
        ('<a href="u"><div>a<p>b</p></div></a>', "[a](u)\n\n[b](u)"),
        ('<code><a href="u">a</a></code>', "[`a`](u)"),
        ('<img src="a b.png" alt="[a] *b*" title="T">', '![\\[a\\] \\*b\\*](a%20b.png "T")'),
        ('<img data-src="a.png" src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">', "![](a.png)"),
        # The blocks of Blogger and WordPress
        ('<div class="separator"><a href="s1600/a.jpg"><img src="s320/a.jpg" alt="A"></a></div>',
         "[![A](s320/a.jpg)](s1600/a.jpg)"),
        ('<table class="tr-caption-container"><tr><td><img src="a.jpg"></td></tr>'
         '<tr><td class="tr-caption">Low tide</td></tr></table>', "![](a.jpg)\n\n*Low tide*"),
        ("<figure><img src=a.jpg><figcaption>Low <b>tide</b></figcaption></figure>",
         "![](a.jpg)\n\n*Low **tide***"),
        ("a<a name='more'></a>b", "a\n\n<!--more-->\n\nb"),
        ("a<!--more-->b<!-- not -->", "a\n\n<!--more-->\n\nb"),
        ('<a href="#n">go</a> <a name="n"></a>here <a name="m"></a>',
         '[go](#n) <a id="n"></a>here'),
        # Lists and quotes
        ("<ul><li>a<li>b<ul><li>c</ul></ul>", "- a\n- b\n  - c"),
        ("<ol start=9><li>a</li><li><p>b</p><p>c</p></li></ol>", "9. a\n10. b\n\n    c"),
        ("<ul><li>a</li></ul><ul><li>b</li></ul>", "- a\n\n<!-- -->\n\n- b"),
        ("<ul>a<li>b</li><ul><li>c</li></ul></ul>", "- a\n- b\n  - c"),
        ("<li>a</li>", "- a"),
        ("<ul><li>a<ol start=3><li>b</li></ol></li></ul>", "- a\n\n  3. b"),
        ("<blockquote>a<blockquote>b</blockquote></blockquote>c", "> a\n>\n> > b\n\nc"),
        ("<dl><dt>a</dt><dd>b</dd></dl>", "**a**\n\nb"),
        # Code
        ("<pre>a = 1<br/>&lt;b&gt;\n\n  c</pre>", "```\na = 1\n<b>\n\n  c\n```"),
        ('<pre class="brush: python">```</pre>', "````python\n```\n````"),
        ("<pre><div>a</div><div>b</div></pre>", "```\na\nb\n```"),
        ("<pre><ol><li>a</li><li>b</li></ol></pre>", "```\na\nb\n```"),
        ("<div><code>a<br>b</code></div>", "```\na\nb\n```"),
        ("<code>a`b</code> <code>c</code>", "`` a`b `` `c`"),
        ('<pre><a href="u">a</a>\n\nb</pre>', '<pre><a href="u">a</a>&#10;&#10;b</pre>'),
        ("<ul><li>a<pre>b\n\nc</pre></li></ul>", "- a\n\n  ```\n  b\n\n  c\n  ```"),
        # Tables
        ("<table><tr><th>a</th><th>b</th></tr><tr><td>1|2</td><td>c<br>d</td></tr></table>",
         "| a | b |\n| --- | --- |\n| 1\\|2 | c<br>d |"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>",
         "|  |  |\n| --- | --- |\n| a | b |\n| c |  |"),
        ("<table><tr><td>a<p>b</p></td></tr></table>", "a\n\nb"),
        # Films and maps
        ('<iframe class="YOUTUBE-iframe-video" data-thumbnail-src="https://i.ytimg.com/a.jpg" '
         'src="//www.youtube.com/embed/x" width="320" onload="y"></iframe>',
         '<iframe src="https://www.youtube.com/embed/x" width="320" allowfullscreen></iframe>'),
        ("<video controls src=a.mp4 poster=a.jpg></video>",
         '<video controls src="a.mp4" poster="a.jpg"></video>'),
        # What has no Markdown
        ("H<sub>2</sub>O <kbd>Ctrl</kbd> <q>so</q>", "H<sub>2</sub>O <kbd>Ctrl</kbd> “so”"),
        ("<ruby>漢<rt>かん</rt></ruby>", "<ruby>漢<rt>かん</rt></ruby>"),
        ('a!<a href="u">b</a> c!', "a\\![b](u) c!"),
        ("a\\<b>b</b>~<s>c</s>", "a\\\\**b**\\~~~c~~"),
        ("<h2>a<ul><li>b</li></ul><tt>c</tt><iframe src='//www.youtube.com/embed/x'></iframe>d"
         "</h2>",
         '## a b `c` d\n\n<iframe src="https://www.youtube.com/embed/x" allowfullscreen></iframe>'),
        ("<code>a<img src=b.png>c</code>", "`a`![](b.png)`c`"),
        ("<font><o:p>a</o:p></font><style>b</style><script>c</script>", "a"),
        ("", ""),
        (" \n ", ""),
        ("<p></p>", ""),
    ],
)  # fmt: skip
def test_conversion(html, markdown, runs):
    made = html_to_markdown(html)
    assert made.markdown == markdown
    assert made.warnings == ()
    assert runs(rendered(made.markdown)) == []


def test_a_table_that_markdown_cannot_say_stays_html_on_lines_without_a_gap():
    html = (
        '<table style="x"><tr><td rowspan=2 onclick="y">a</td><td><ul><li>b</li></ul></td></tr>'
        "<tr><td><pre>c\n\nd</pre><table><tr><td>e</td><td>f</td></tr></table></td></tr></table>"
    )
    made = html_to_markdown(f"before{html}after")
    table = made.markdown.removeprefix("before\n\n").removesuffix("\n\nafter")
    assert table.startswith("<table>\n")
    assert '<td rowspan="2">a</td>' in table
    assert "c&#10;&#10;d" in table
    assert "" not in table.split("\n")
    assert "".join(shown(rendered(made.markdown)).split()) == "beforeabcdefafter"
    assert made.warnings == ()


@pytest.mark.parametrize(
    ("html", "markdown", "warning"),
    [
        ('<a href="java\nscript:x()">a</a>', "a", "1 × unsafe link removed"),
        ('<iframe src="https://ads.example.org/x"></iframe>', "<https://ads.example.org/x>",
         "1 × frame of ads.example.org replaced by a link"),
        ('<iframe src="https://www.youtube.com.evil.org/embed/x"></iframe>',
         "<https://www.youtube.com.evil.org/embed/x>",
         "1 × frame of www.youtube.com.evil.org replaced by a link"),
        ('<object><param name="movie" value="http://v.example.org/x.swf">'
         '<embed src="http://v.example.org/x.swf"></object>', "<http://v.example.org/x.swf>",
         "1 × plug-in of v.example.org replaced by a link"),
        ('<script src="https://gist.github.com/ada/1.js"></script>', "<https://gist.github.com/ada/1>",
         "1 × gist replaced by a link"),
        ("<svg><text>a</text></svg>b", "b", "1 × SVG drawing removed"),
        ('<form><input value="a"><button>b</button></form>c', "c",
         "2 × form field removed"),
        ('<img src="data:image/svg+xml;base64,AAAA">a', "a",
         "1 × embedded picture that cannot be kept"),
        ('<img src="data:image/png;base64,*">a', "a",
         "1 × embedded picture that cannot be kept"),
    ],
)  # fmt: skip
def test_what_a_reader_may_miss_is_a_warning(html, markdown, warning):
    made = html_to_markdown(html)
    assert made.markdown == markdown
    assert made.warnings == (warning,)


PIXELS = (
    '<img src="http://a.example.org/x" width="1" height="1">'
    '<img src="//blogger.googleusercontent.com/tracker/1-2" width="1" height="1px">'
    '<img src="https://feeds.feedburner.com/~r/a/b">'
)


def test_pixels_that_count_readers_go_and_are_counted():
    made = html_to_markdown(f'{PIXELS}<img src="a.jpg" width="1" height="200">')
    assert made.markdown == "![](a.jpg)"
    assert made.changed == (Skipped("tracking pixel", 3, "not visible to readers", harmless=True),)
    assert made.warnings == ()


def test_links_of_blogs_editor_around_plain_words_go_unless_asked_for():
    noise = '<a data-preview href="https://www.google.com/search?ved=1t:2&amp;bbid=7">tide</a>'
    sound = '<a href="https://www.google.com/search?q=tide">search</a>'
    made = html_to_markdown(f"<p>{noise} {sound}</p>")
    assert made.markdown == "tide [search](https://www.google.com/search?q=tide)"
    assert made.changed[0].count == 1
    kept = html_to_markdown(f"<p>{noise}</p>", keep_google_links=True)
    assert kept.markdown == "[tide](https://www.google.com/search?ved=1t:2&bbid=7)"


def test_pictures_inside_the_html_become_files():
    png = "iVBORw0KGgo="
    made = html_to_markdown(
        f'<img src="data:image/png;base64,{png}" alt="A"><img src="data:image/jpeg,%FF%D8">'
        f'<img src="DATA:image/PNG;BASE64,{png}">',
        assets_at="images/",
    )
    png_file, jpg_file = made.assets
    assert (png_file.data, jpg_file.data) == (b"\x89PNG\r\n\x1a\n", b"\xff\xd8")
    assert png_file.name.endswith(".png")
    assert jpg_file.name.endswith(".jpg")
    assert made.markdown == (
        f"![A](images/{png_file.name})![](images/{jpg_file.name})![](images/{png_file.name})"
    )


ATTACKS = (
    "<script>x</script>", "<img src=x onerror=alert(1)>", "<svg onload=alert(1)>",
    "<a href='javascript:alert(1)'>a</a>", "<a href=' jAvA\tscript:alert(1)'>a</a>",
    "<a href='data:text/html,<script>x</script>'>a</a>", "<a href='vbscript:x'>a</a>",
    "<iframe srcdoc='<script>x</script>'></iframe>", "<iframe src='javascript:x'></iframe>",
    "<math><a xlink:href='javascript:x'>a</a></math>", "<base href='javascript:x'>",
    "<table><tr><td rowspan=2><img src=x onerror=y><td><iframe src=//e.org></table>",
    "<pre><a href='javascript:x' onclick=y>a</a><img src=x onerror=y></pre>",
    "&lt;script&gt;alert(1)&lt;/script&gt;", "&lt;img src=x onerror=alert(1)&gt;",
    "[a](javascript:alert(1))", "<![CDATA[<script>x</script>]]>", "<!--><script>x</script>-->",
    "<noscript><p title='</noscript><img src=x onerror=y>'></noscript>",
    "<img src='x\" onerror=\"y'>", "<img src=x alt='](javascript:x) <script>'>",
    "<a href='x\"onclick=\"y' title='\"><script>x</script>'>a</a>",
    "<code>`<script>x</script>`</code>", "<pre>```\n<script>x</script></pre>",
    "<a name='more\"><script>'></a>", "<a href='#\"><script>'>x</a><a id='\"><script>'>y</a>",
    "<iframe src='https://www.youtube.com/embed/x\"><script>'></iframe>",
    "<video src='javascript:x' poster='javascript:y'></video>", "<style>@import 'x'</style>",
    "<object data='javascript:x'></object>", "<embed src='data:text/html,x'>",
    "<form action='javascript:x'><button formaction='javascript:y'>z</button></form>",
)  # fmt: skip


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_that_runs_comes_through(attack, runs):
    for html in (attack, f"<ul><li>{attack}</li></ul>", f"<table><tr><td>{attack}<td>b</table>"):
        assert runs(rendered(html_to_markdown(html).markdown)) == []


def test_the_proof_counts_what_is_lost():
    html = (
        "<h2>Low tide</h2><p>one two <a href='u'>three</a> <img src='a.jpg'></p>"
        "<pre>x = 1\ny = 2</pre><iframe src='https://www.youtube.com/embed/x'></iframe>"
    )
    assert compared(html, "one three three") == {
        "words": (9, 7), "images": (1, 1), "links": (1, 1), "headings": (1, 1), "embeds": (1, 1),
        "code lines": (2, 2),
    }  # fmt: skip
    assert compared(html, html_to_markdown(html).markdown)["words"][1] == 0


def test_a_loss_is_a_warning(monkeypatch):
    from blogcli.exchange.html import markdown_writer

    monkeypatch.setattr(markdown_writer, "blocks_to_markdown", lambda blocks: "one")
    made = html_to_markdown("<h2>one</h2><p>two <img src='a.jpg'></p><pre>two</pre>")
    assert made.warnings == (
        "2 of 3 words are missing",
        "1 of 1 images are missing",
        "1 of 1 headings are missing",
        "1 of 1 code lines are missing",
    )


SPECIAL = st.text("ab1 .)(*_`~[]!<>&;#+-=|\\\n:\"'{}^$重：é", max_size=40)


@given(SPECIAL)
def test_text_stays_text(text):
    visible = " ".join(text.split())
    made = html_to_markdown(f"<p>{escape(text)}</p>")
    assert shown(rendered(made.markdown)) == visible
    assert made.warnings == ()


SEGMENTS = st.lists(
    st.tuples(st.sampled_from(["", "b", "i", "s", "a", "code", "sub", "em", "strong"]), SPECIAL),
    max_size=6,
)


@given(SEGMENTS)
def test_text_stays_text_next_to_markup(segments):
    html = "".join(
        f"<{tag} href='u'>{escape(text)}</{tag}>" if tag else escape(text) for tag, text in segments
    )
    made = html_to_markdown(f"<p>{html}</p>")
    assert shown(rendered(made.markdown)) == shown(f"<p>{html}</p>")


@given(SPECIAL)
def test_plain_text_stays_text(text):
    lines = "\n".join(" ".join(line.split()) for line in text.splitlines() if line.strip())
    assert shown(rendered(escape_text(lines))) == " ".join(text.split())


TAGS = re.findall(
    r"\w+", "b i a code p div ul ol li h2 blockquote pre table tr td br hr img span q sub center"
)
PIECES = st.recursive(
    SPECIAL.map(escape) | st.sampled_from(["<br>", "<hr>", "<img src='a.png' alt='x'>", "&nbsp;"]),
    lambda inner: st.builds(
        lambda tag, parts: f"<{tag} href='http://x.org/a?b=1'>{''.join(parts)}</{tag}>",
        st.sampled_from(TAGS), st.lists(inner, max_size=4),
    ),
    max_leaves=12,
)  # fmt: skip


@given(PIECES)
def test_nothing_a_reader_sees_is_lost(html):
    made = html_to_markdown(html)
    assert [made.proof[what][1] for what in ("words", "images", "links", "headings")] == [0] * 4


@pytest.mark.parametrize("text", ["1]:", "]:", "a [b]: c"])
@pytest.mark.parametrize("tag", ["p", "li", "blockquote"])
def test_code_in_a_link_begins_no_definition(text, tag):
    made = html_to_markdown(f"<{tag}><a href='http://x.org/'><code>{text}</code></a></{tag}>")
    assert made.proof["words"][1] == 0
    assert made.proof["links"] == (1, 0)


def test_lists_and_quotes_without_end_are_flattened_not_lost():
    for tag in ("ul><li", "blockquote", "ol><li"):
        html = "".join(f"<{tag}>w{number} " for number in range(150))
        made = html_to_markdown(html)
        assert made.proof["words"] == (150, 0), tag


def test_what_is_too_deep_or_too_large_stays_html_and_safe(runs):
    for html in ("<div>" * 5000 + "deep<script>x</script>", "<b>a</b>" * 120_000):
        made = html_to_markdown(html)
        assert "kept as HTML" in made.warnings[0]
        assert runs(made.markdown) == []
        assert "deep" in made.markdown or made.markdown.count("<b>a</b>") == 120_000


@pytest.mark.parametrize(
    "html",
    [
        "<span>a </span>" * 9_000,
        "<p>" * 9_000,
        *thorough("<li>a" * 4_000),
        *thorough("<table>" + "<tr><td>a<td>b" * 2_000 + "</table>", "a<br>" * 5_000),
        "[" * 30_000,
        "*_`" * 20_000,
        "&lt;" * 100_000,
        "<b>" * 900,
        "<a href='" + "x" * 500_000 + "'>a</a>",
        " " * 1_000_000,
        "<pre>" + "\n" * 100_000 + "a</pre>",
    ],
    ids=lambda html: html[:14],
)
def test_large_bodies_of_one_kind_come_whole(html):
    made = html_to_markdown(html)
    assert not made.proof or made.proof["words"][1] == 0


@pytest.mark.parametrize(
    ("markdown", "rest", "source"),
    [
        ("[Harbour Post (Opinion) Low water in May](https://p.example.org/s)\n\n"
         "By **Ann Lee**\n\nText", "Text",
         ClippingSource("Harbour Post", "Opinion", "https://p.example.org/s", "Ann Lee")),
        ("**Harbour Post** Low water in May\n\nText", "Text", ClippingSource("Harbour Post")),
        ("Harbour Post (News) Low water\\_ in May\n\nText", None, None),
        ("![](a.jpg)\n\nHarbour Post Low water in May", None, None),
        ("Low water in May\n\nBy Ann Lee\n\nText", "Text", ClippingSource(byline="Ann Lee")),
        ("Low water in May\n\nText", None, None),
        ("# Harbour Post Low water in May\n\nText", None, None),
        ("", None, None),
    ],
)  # fmt: skip
def test_a_source_line_is_lifted_out_of_the_body(markdown, rest, source):
    expected = markdown if rest is None else rest
    assert lift_source(markdown, "Low water in May") == (expected, source)


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("a&#x1<b>b</b>", "a**b**"),
        ("a&#0;b &#8;c &#xB;d &#x1F e", "ab c d  e"),
        ("&#147;quoted&#148; &#x80;", "“quoted” €"),
        ("&#65279;&#xD800;a", "a"),
        ("&#99999999;a &#x41; &#10;b", "\ufffda A b"),
    ],
)
def test_references_to_characters_that_no_page_can_show(html, markdown):
    made = html_to_markdown(html)
    assert made.markdown.replace("\ufeff", "").split() == markdown.split()
    assert made.warnings == ()
