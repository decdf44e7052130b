import pytest

from blogcli.exchange.readers.wordpress_body import Attachment, wordpress_html
from blogcli.exchange.text.wpautop import autop

FILES = {
    "8": Attachment("https://t.example.org/a.jpg", "A", "The mole", parent="1"),
    "9": Attachment("https://t.example.org/b.jpg", "B", parent="2"),
}


def converted(written, post="1"):
    html, told = wordpress_html(written, post, FILES)
    return html.replace("\n", ""), told


@pytest.mark.parametrize(
    ("written", "html"),
    [
        ("one\ntwo\n\nthree", "<p>one<br>two</p>\n<p>three</p>"),
        ("one\r\n\r\n\r\ntwo", "<p>one</p>\n<p>two</p>"),
        ("a <b>b</b>\n<ul>\n<li>x\ny</li>\n</ul>\nc", "<p>a <b>b</b></p>\n<ul>\n<li>\nx<br>y\n"
         "</li>\n</ul>\n<p>c</p>"),
        ("<h2>T\nU</h2>v", "<h2>\nT<br>U\n</h2>\n<p>v</p>"),
        ("<div>in\n\nside</div>", "<div>\n<p>in</p>\n<p>side</p>\n</div>"),
        ("<pre>a\n\nb</pre>c", "<pre>a\n\nb</pre>\n<p>c</p>"),
        ("<!-- a\n\nb -->c", "<p><!-- a\n\nb -->c</p>"),
        ("https://youtu.be/x\n\nc", '<p><a href="https://youtu.be/x">https://youtu.be/x</a></p>\n'
         "<p>c</p>"),
        ("", ""),
    ],
)  # fmt: skip
def test_line_ends_become_paragraphs(written, html):
    assert autop(written) == html


def test_captions_in_both_forms_are_figures():
    figure = '<figure><a href="b"><img src="a.jpg"></a><figcaption>Low tide</figcaption></figure>'
    old = '[caption id="x" caption="Low tide"]<a href="b"><img src="a.jpg"></a>[/caption]'
    new = '[caption width="9"]<a href="b"><img src="a.jpg"></a> Low tide[/caption]'
    assert converted(old) == converted(new) == (figure, [])


def test_galleries_are_their_pictures():
    mole = '<img src="https://t.example.org/a.jpg" alt="A">'
    quay = '<img src="https://t.example.org/b.jpg" alt="B">'
    html, told = converted('[gallery ids="9,8" columns="2"]')
    assert html.index(quay) < html.index(mole)
    assert "<figcaption>The mole</figcaption>" in html
    assert told == []
    assert mole in converted("[gallery]")[0]
    assert quay in converted("[gallery]", post="2")[0]


@pytest.mark.parametrize("written", ['[gallery ids="8,77"]', "[gallery]", '[chart data="1,2"]',
                                     "[poll]x[/poll]"])  # fmt: skip
def test_shortcodes_that_nothing_can_be_made_of_stay_and_are_named(written):
    html, told = converted(f"a {written} b", post="5")
    assert written in html
    assert written[1:].split()[0].split("]")[0] in told[0]


@pytest.mark.parametrize("written", ["he said [sic] so", "[1] a note", "[[gallery]] is literal"])
def test_brackets_that_are_text_are_not_reported(written):
    html, told = converted(written)
    assert html == f"<p>{written.replace('[[', '[').replace(']]', ']')}</p>"
    assert told == []


@pytest.mark.parametrize(
    ("written", "html"),
    [
        ('[code lang="python"]\nif a < b:\n\n    &amp;x\n[/code]',
         '<pre><code class="language-python">if a &lt; b:    &amp;x</code></pre>'),
        ("[php]echo 1;[/php]", '<pre><code class="language-php">echo 1;</code></pre>'),
        ("[embed]https://v.example.org/x[/embed]",
         '<p><a href="https://v.example.org/x">https://v.example.org/x</a></p>'),
        ('[audio mp3="https://t.example.org/a.mp3"][/audio]',
         '<p><audio controls src="https://t.example.org/a.mp3"></audio></p>'),
        ('[video src="https://t.example.org/a.mp4"]',
         '<video controls src="https://t.example.org/a.mp4"></video>'),
    ],
)  # fmt: skip
def test_shortcodes_that_are_known(written, html):
    assert converted(written)[0].replace("<p></video></p>", "</video>") == html


def test_block_comments_go_and_the_more_mark_stays():
    written = (
        '<!-- wp:paragraph {"a":1} -->\n<p>one</p>\n<!-- /wp:paragraph -->\n'
        "<!-- wp:more --><!--more read on--><!-- /wp:more --><!--nextpage--><p>two</p>"
    )
    assert converted(written)[0] == "<p>one</p><!--more--><hr><p>two</p>"


def test_an_embed_block_is_a_link():
    written = (
        '<!-- wp:embed --><figure><div class="wp-block-embed__wrapper">\n'
        "https://youtu.be/x\n</div></figure><!-- /wp:embed -->"
    )
    assert '<a href="https://youtu.be/x">' in converted(written)[0]


def test_code_is_not_searched_for_shortcodes():
    html, told = converted("<pre>[gallery] [chart a=1]\n\n[/chart]</pre>")
    assert html == "<pre>[gallery] [chart a=1][/chart]</pre>"
    assert told == []
