import pytest

from blogcli.output.page.html_text import html_text, image_text, pre_text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One <b>two</b></p><p>three</p>", "One two\n\nthree"),
        ("a<!-- hidden\n<p>x</p> -->b", "ab"),
        ("a<!-- never closed", "a"),
        ("<script>if (a < b) alert(1)</script>x", "x"),
        ("<style>\np { color: red }\n</style>", ""),
        ("<ul><li>one</li><li>two</li></ul>", "• one\n• two"),
        ("a<br>b<BR/>c", "a\nb\nc"),
        ("over\nlines   and spaces", "over lines and spaces"),
        ("&lt;b&gt; &amp; &eacute;", "<b> & é"),
        ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
        ('<img src="/a.png" alt="A tree">', "🖼 A tree (/a.png)"),
        ("<img src=a.png>", "🖼 (a.png)"),
        ('<iframe width="1" src="https://v.example/1"></iframe>', "▶ https://v.example/1"),
        ("<video><source src='a.mp4'></video>", "▶ a.mp4"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "| a | b"),
        ("<!DOCTYPE html><?xml?>x", "x"),
    ],
)
def test_a_reader_sees_the_text(html, text):
    assert html_text(html) == text


def test_code_keeps_its_white_space():
    assert pre_text("<pre><code>a &lt; b\n  c</code></pre>") == "a < b\n  c"


def test_an_image_inside_the_page_has_no_address():
    assert image_text("dot", "data:image/png;base64,AAAA") == "🖼 dot"
    assert image_text("", "a.png") == "🖼 (a.png)"
