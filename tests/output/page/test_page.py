import re
from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from blogcli.output.diff import render_diff
from blogcli.output.page.page import render_meta, render_page
from tests.output.screen import NOW, OWN_CODES, UNSAFE, post

SOURCE = {"name": "The Sky", "url": "https://sky.example/a", "byline": "C. D."}


def page(body, *, width=80, colour=True, **values):
    made = post(body, **values)
    return render_page(made, now=NOW, width=width, colour=colour)


def plain(body, *, width=80, **values):
    made = post(body, **values)
    return render_page(made, now=NOW, width=width, colour=False, plain=True)


def text_of(body, **values):
    """The lines of the body alone, without codes or margin."""
    drawn = OWN_CODES.sub("", page(body, **values))
    below = drawn.split("╯\n\n", 1)[1]
    return "\n".join(line.removeprefix("  ").rstrip() for line in below.splitlines())


def test_the_header_tells_what_a_reader_wants_to_know():
    oslo = timezone(timedelta(hours=1))
    drawn = plain(
        "Text.",
        date=datetime(2024, 3, 12, 9, 30, tzinfo=oslo),
        draft=True,
        authors=("Ada", "Bo"),
        source=SOURCE,
        words=1540,
    )
    assert drawn == (
        "First light\n"
        "from The Sky · by C. D. · https://sky.example/a\n"
        "○ draft · 12 March 2024, 09:30 +01:00 · 3 days ago · 1,540 words, 7 min\n"
        "by Ada, Bo\n"
        "#stars  #night sky\n"
        "first-light · posts/2024-03-12-first-light.md\n"
        "\n"
        "Text.\n"
    )


def test_the_header_is_short_where_little_is_known():
    drawn = plain("", title="", date=None, tags=(), words=1)
    assert drawn == ("(no title)\n1 word, 1 min\nfirst-light · posts/2024-03-12-first-light.md\n\n")


def test_the_panel_holds_the_same_and_fits():
    drawn = OWN_CODES.sub("", page("Text.", source=SOURCE, width=60))
    lines = drawn.splitlines()
    assert (lines[0][0], lines[0][-1], len(lines[0])) == ("╭", "╮", 60)
    assert "First light" in lines[1]
    assert " #stars  #night sky " in drawn
    assert "│ first-light · posts/2024-03-12-first-light.md " in drawn


def test_the_last_line_of_the_header_says_where_the_post_is():
    drawn = plain("", url="https://sky.example/first-light/")
    last = "first-light · posts/2024-03-12-first-light.md · https://sky.example/first-light/"
    assert drawn.splitlines()[-2] == last


def test_no_tag_is_broken_and_no_line_of_the_header_ends_in_a_dot():
    tags = ("night sky", "stars", "deep sky objects", "telescopes")
    drawn = OWN_CODES.sub("", page("", tags=tags, width=50, url="https://sky.example/first-light/"))
    lines = [line.strip("│ ") for line in drawn.splitlines()]
    assert "#night sky  #stars  #deep sky objects" in lines
    assert "#telescopes" in lines
    assert not any(line.endswith("·") for line in lines)


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_text_has_the_same_margin_on_both_sides(width):
    drawn = OWN_CODES.sub("", page("word " * 99, width=width)).split("╯\n\n")[1]
    lines = drawn.splitlines()
    assert all(line.startswith("  w") for line in lines)
    assert max(map(len, lines)) <= min(width, 88) - 2


def test_headings_lose_weight_by_level():
    drawn = page("# One\n\n## Two\n\n### Three\n\n#### Four")
    styles = re.findall(r"\x1b\[([0-9;]+)m(One|Two|Three|Four)", drawn)
    assert styles == [("1;4", "One"), ("1", "Two"), ("1;3", "Three"), ("3", "Four")]


def test_only_colours_that_hold_in_every_theme_are_used():
    code = "```py\n@x\ndef f(a=1):\n    return 'b'  # c\nclass A: pass\n```\n"
    drawn = page(code + "`e` [l](https://a.example)\n\n- a\n\n1. b\n\n> q\n\n|a|\n|-|\n|b|\n")
    codes = {code for codes in re.findall(r"\x1b\[([0-9;]+)m", drawn) for code in codes.split(";")}
    assert codes <= {"0", "1", "2", "3", "4", "31", "32", "35"}


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("# First light\n\nText", "Text"),
        ("# Another\n\nText", "Another\n\nText"),
        ("a *b* **c** ~~d~~ `e`", "a b c d e"),
        ("- one\n- two", " • one\n • two"),
        ("1. one\n2. two", " 1. one\n 2. two"),
        ("- [ ] open\n- [x] done\n- [y] not", " • ☐ open\n • ☑ done\n • [y] not"),
        ("> quoted", "│ quoted"),
        ("```py\nx = 1\n```", "▎ x = 1"),
        ("    indented", "▎ indented"),
        ("|a|b|\n|-|-|\n|1|2|", "a  b\n────\n1  2"),
        ("a ![tree](/t.png) b", "a 🖼 tree (/t.png) b"),
        ("<!-- hidden -->\n\nText", "Text"),
        ("<div>\n<p>One</p>\n<p>Two</p>\n</div>", "One\n\nTwo"),
        ("a <b>b</b> c<br>d <!-- x -->e", "a b c\nd e"),
        ("{% include a_b_c.html x=*y* %}", "{% include a_b_c.html x=*y* %}"),
        ('{{<figure src="a_b_c">}}', '{{<figure src="a_b_c">}}'),
        ("{% highlight py %}\n*x* = 1\n{% endhighlight %}", "▎ *x* = 1"),
        ("[bold]x[/bold] :smile:", "[bold]x[/bold] :smile:"),
        ("<pre>\na  b\n</pre>", "▎ a  b"),
        ("", ""),
    ],
)
def test_a_body_is_drawn(body, text):
    assert text_of(body) == text


def test_footnotes_are_numbered_and_told_at_the_end():
    body = (
        "One[^b], two[^a], one again[^b], none[^z], `code[^a]`.\n\n"
        "[^a]: Note *a*,\n    with more[^c].\n[^b]: Note b.\n[^c]: Note c.\n[^d]: Unused.\n"
    )
    rule = "─" * 76
    assert text_of(body) == (
        "One[1], two[2], one again[1], none[^z], code[^a].\n\n"
        f"{rule}\n\n 1. Note b.\n 2. Note a, with more[3].\n 3. Note c."
    )


def test_footnotes_in_fences_are_code():
    assert "[^a]: x" in text_of("```\n[^a]\n[^a]: x\n```\n\n[^a]: note")


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("[a](https://x.example/p)", "https://x.example/p"),
        ("[a](http://x.example)", "http://x.example"),
        ("[a](mailto:a@x.example)", "mailto:a@x.example"),
        ("<https://x.example>", "https://x.example"),
        ("[a](/other/)", None),
        ("[a](#part)", None),
        ("[a](ftp://x.example)", None),
        ("[a](javascript:alert)", None),
        ("[a](data:text/html,x)", None),
        ("[a](file:///etc/passwd)", None),
    ],
)
def test_only_addresses_of_the_web_and_mail_become_links(link, address):
    linked = re.findall("\x1b\\]8;[^;]*;([^\x1b]+)\x1b", page(link))
    assert linked == ([address] if address else [])
    assert "\x1b]8" not in page(link, colour=False)
    assert "\x1b" not in page(link, colour=False)


def test_addresses_that_are_no_links_are_written_out():
    body = "[a](https://x.example) [b](/other/) [c](#part) <https://y.example>"
    assert text_of(body) == "a b (/other/) c https://y.example"
    uncoloured = page(body, colour=False)
    assert uncoloured.endswith("a (https://x.example) b (/other/) c https://y.example\n")
    assert text_of(body, colour=False) == ("a (https://x.example) b (/other/) c https://y.example")


def test_lines_keep_a_readable_length_on_a_wide_screen():
    lines = text_of("word " * 200, width=200).splitlines()
    assert 70 < max(map(len, lines)) <= 88


@pytest.mark.parametrize("width", [1, 2, 7, 20, 39, 40, 80, 160])
def test_no_line_is_wider_than_the_terminal(width):
    body = (
        "# Head\n\n> > - deep\n>\n> ```py\n> x = 1 # long long long\n> ```\n\n"
        "|aaaaaaaaaa|bbbbbbbbbbbbbbbbb|\n|-|-|\n|日本語の題名|🎉🎉🎉|\n\n1. one\n   - two\n"
    )
    drawn = OWN_CODES.sub("", page(body, width=width))
    if width >= 20:
        assert max(map(cell_len, drawn.splitlines())) <= width


@given(
    st.text(st.sampled_from("a*_`~[](){}<>!#|-+.\\&;:=^ \n\t\r\x1b\u202e1x日🎉%\"'/"), max_size=60)
)
def test_any_body_can_be_drawn_and_is_safe(body):
    for drawn in (page(body), plain(body)):
        assert not UNSAFE.search(OWN_CODES.sub("", drawn))


@pytest.mark.parametrize(
    "entity", ["&#27;", "&#x1b;", "&#x9b;", "&#x202e;", "&#8238;", "&rlm;", "&#xfeff;", "&#13;"]
)
def test_entities_hide_nothing(entity):
    body = (
        f"a{entity}b [l{entity}](/x{entity}) ![i{entity}](/y) <img alt='{entity}'>\n\n"
        f"<p>p{entity}</p>\n\n<pre>{entity}</pre>\n\n```c{entity}\nx{entity}\n```\n"
    )
    assert not UNSAFE.search(OWN_CODES.sub("", page(body)))


@pytest.mark.parametrize("body", ["word word\n\n" * 60_000, "word " * 120_000])
def test_only_the_beginning_of_a_huge_body_is_drawn(body):
    drawn = text_of(body)
    assert len(drawn) < 300_000
    assert drawn.endswith("more characters; --raw shows them")


@pytest.mark.parametrize(
    "body",
    [
        ">" * 5000 + " x",
        "- " * 3000 + "x",
        "*" * 20_000 + "x",
        "[" * 20_000,
        "![" * 1000 + "x" + "](/u)" * 1000,
    ],
)
def test_deep_nesting_is_drawn_somehow(body):
    assert page(body)


DIFF = (
    "--- a/posts/x.md\n+++ b/posts/x.md\n@@ -1,3 +1,3 @@\n"
    " ---\n-title: \x1b[31mOld\n+title: New\n context\n"
)


def test_a_diff_without_colour_is_safe_too():
    assert render_diff(DIFF, colour=False) == DIFF.replace("\x1b", r"\x1b")


def test_a_diff_in_colour_is_safe_and_says_what_changed():
    assert render_diff(DIFF, colour=True) == (
        "\x1b[1m--- a/posts/x.md\x1b[0m\n\x1b[1m+++ b/posts/x.md\x1b[0m\n"
        "\x1b[36m@@ -1,3 +1,3 @@\x1b[0m\n"
        " ---\n\x1b[31m-title: \\x1b[31mOld\x1b[0m\n\x1b[32m+title: New\x1b[0m\n context\n"
    )


def test_returns_are_shown_where_lines_differ_in_them():
    whole = "--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\r\n+b\r\n"
    mixed = "--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\r\n+b\n"
    assert r"\r" not in render_diff(whole, colour=True)
    assert r"-a\r" in render_diff(mixed, colour=True)


def test_front_matter_is_lines_of_key_and_value():
    meta = {
        "title": "First\x1b light",
        "tags": ["a", "b c"],
        "extra": {"n": 1, "deep": {"on": date(2024, 1, 2)}},
        "draft": False,
        "text": "two\nlines",
        "none": None,
    }
    assert render_meta(post("", meta=meta), colour=False) == (
        "title          First\\x1b light\n"
        "tags           a, b c\n"
        "extra.n        1\n"
        "extra.deep.on  2024-01-02\n"
        "draft          false\n"
        "text           two\n"
        "               lines\n"
        "none           \n"
    )
    assert render_meta(post("", meta={"a": 1}), colour=True) == "\x1b[36ma\x1b[0m  1\n"
    assert render_meta(post(""), colour=False) == ""
