"""The text of a stranger's posts: what costs far more to read than its size says."""

from __future__ import annotations

import pytest

M = 1_000_000


def _filled(piece: str, size: int = M) -> str:
    return piece * (size // len(piece))


LINKS = {
    "quotes": _filled(">"),
    "quotes with spaces": "[a](\n" + _filled("> "),
    "quotes within each other": (">" * 1000 + "a\n") * 1000,
    "items": _filled("- ") + "x",
    "items of two kinds": _filled("* - ") + "x",
    "srcset": '<img srcset="' + "a, " * 349_000 + '">',
    "linked images": "[![](x)](y)" * 95_000,
    "post_url": "{% post_url " * 87_000,
    "link tag": "{% link" + " " * M,
    "images within each other": "![" * 200_000 + "](a)" * 150_000,
    "images, then links": "![" * 100_000 + "[x](a)" * 100_000,
    "images with a long text": "![" * 500 + "a" * M + "](a)" * 500,
    "brackets": _filled("["),
    "definitions on one line": _filled("[a]: b "),
    "ends of definitions": _filled("]:"),
    "definitions": _filled("[a]: b\n"),
    "wiki links": _filled("[[a|"),
    "comments on one line": _filled("<!-- -->"),
    "comments": _filled("<!-- -->\n"),
    "backticks": "".join("`" * count + " " for count in range(1, 1400)),
    "backticks in paragraphs": _filled("` \n\n"),
    "fences": _filled("```\n"),
    "headings": _filled("# a-bcd\n"),
    "underlined headings": _filled("a\n=\n"),
    "headings of HTML": _filled("<h1>"),
    "headings of HTML, open": _filled("<h1 "),
    "ids in braces": _filled("#a "),
    "ids with spaces": "id=" + " " * M,
    "empty lines": _filled("\n"),
    "broken links": _filled("[a](b.md) "),
    "anchors": _filled("[a](#b) "),
    "footnotes": _filled("[^a]: b\n"),
    "a table": "|a|b|\n|-|-|\n" + _filled("|1|2|\n"),
}


def _two(clone, body: str) -> None:
    text = f"---\ntitle: Two\ndate: 2024-01-03\n---\n\n[one](one.md) [two](#two)\n\n{body}"
    (clone / "posts" / "two.md").write_text(text)


@pytest.mark.parametrize("name", LINKS)
def test_links_of_a_costly_post_are_checked_or_it_is_said_that_they_are_not(blog, clone, name):
    _two(clone, LINKS[name])
    blog("check", codes=(0, 6))


@pytest.mark.parametrize("name", LINKS)
def test_a_costly_post_does_not_slow_the_renaming_of_another(blog, clone, name):
    _two(clone, LINKS[name])
    told = blog("rename", "one", "uno", "--yes", codes=(0,)).err
    followed = "[one](uno.md)" in (clone / "posts" / "two.md").read_text()
    assert followed != ("posts/two.md: too many links; links in it were not updated" in told)


def test_a_post_of_too_many_links_is_named_and_the_others_are_checked(blog, clone):
    _two(clone, LINKS["linked images"])
    (clone / "posts" / "three.md").write_text("---\ntitle: T\ndate: 2024-01-02\n---\n[a](no.md)\n")
    told = blog("check", codes=(6,)).out
    assert "posts/two.md" in told
    assert "has too many links" in told
    assert "no.md" in told


MARKDOWN = {
    "fences": "```\n" * 25_000,
    "headings": "# a\n" * 100_000,
    "a table": "|a|b|\n|-|-|\n" + "|1|2|\n" * 100_000,
    "images": "![" * 51_000,
    "more images": "![" * 500_000,
    "brackets": "[" * 100_000,
    "brackets of all kinds": _filled("![[[(", 102_000),
    "wiki links": _filled("[[a|", 256_000),
    "emphasis": _filled("_a_*"),
    "links": _filled("[a]("),
    "stars": "*a " * 80_000,
    "quotes": "".join(">" * depth + " a\n" for depth in range(1, 700)),
    "items": "- a\n\n" * 40_000,
    "backticks": "` " * 100_000,
    "runs of backticks": "".join("`" * count + " " for count in range(1, 700)),
    "template tags": "{% post_url " * 16_000,
    "tags": "<div>\n\n" * 30_000,
    "empty lines": "\n" * 250_000 + "x",
}


@pytest.mark.parametrize("name", MARKDOWN)
def test_a_post_of_too_much_markdown_is_shown_as_plain_text(blog, clone, name):
    _two(clone, MARKDOWN[name] + "\x1b]0;x\x07")
    shown = blog("show", "two", "--plain", codes=(0,))
    assert "\x1b" not in shown.out
    said = "posts/two.md: too much Markdown to render" in shown.err
    assert said or shown.out.endswith("more characters; --raw shows them\n")
    assert not said or MARKDOWN[name][:12].strip("\n") in shown.out


@pytest.mark.parametrize("format_", ["atom", "rss", "jsonfeed"])
@pytest.mark.parametrize("name", MARKDOWN)
def test_a_post_of_too_much_markdown_is_text_in_a_feed(blog, clone, name, format_):
    _two(clone, MARKDOWN[name])
    made = blog("export", "--format", format_, codes=(0,))
    assert made.err.count("posts/two.md: too much Markdown") == 1
    assert "pre&gt;" in made.out or "<pre>" in made.out


NUMBERS = {
    "hexadecimal": "+++\ntitle = 'T'\nx = 0x" + "f" * 5000 + "\n+++\n",
    "binary": "+++\ntitle = 'T'\nx = 0b" + "1" * 20_000 + "\n+++\n",
    "octal": "+++\ntitle = 'T'\nx = [[0o" + "7" * 6000 + "]]\n+++\n",
    "decimal": "+++\ntitle = 'T'\nx = " + "9" * 5000 + "\n+++\n",
    "a tag": "+++\ntitle = 'T'\ntags = [0x" + "f" * 5000 + "]\n+++\n",
    "a title": "+++\ntitle = 0x" + "f" * 5000 + "\n+++\n",
    "of YAML": "---\ntitle: T\nx: " + "9" * 5000 + "\n---\n",
    "of JSON": '{"title": "T", "x": ' + "9" * 5000 + "}\n",
    "arrays of TOML": "+++\ntitle = 'T'\nx = " + "[" * 5000 + "]" * 5000 + "\n+++\n",
    "arrays of YAML": "---\ntitle: T\nx: " + "[" * 5000 + "]" * 5000 + "\n---\n",
    "arrays of JSON": '{"title": "T", "x": ' + "[" * 5000 + "]" * 5000 + "}\n",
    "half a character": '{"title": "T \\ud800", "tags": ["\\udfff"]}\n',
}


@pytest.mark.parametrize("name", NUMBERS)
def test_no_value_of_a_post_spoils_the_list_of_all(blog, clone, name):
    (clone / "posts" / "two.md").write_text(NUMBERS[name] + "\nText.\n")
    for words in (("list", "--json"), ("list", "--format", "yaml"), ("search", "text")):
        assert "one" in blog(*words, codes=(0,)).out
    blog("show", "posts/two.md", "--json")
    blog("set", "posts/two.md", "y=1", "--yes")
    blog("tag", "posts/two.md", "+new", "--yes")
    blog("check", codes=(0, 6))


def test_a_dry_run_of_long_texts_that_are_unlike_ends(blog, clone):
    lines = [f"{number}\n" for number in range(20_000)]
    (clone / "posts" / "two.md").write_text("---\ntitle: Two\n---\n" + "".join(lines))
    plan = clone.parent / "plan"
    assert blog("set", "two", "x=1", "--plan", str(plan), codes=(0,)).code == 0
    blog("apply", str(plan), "--dry-run", codes=(0,))


@pytest.mark.parametrize(
    ("piece", "word"),
    [("#a", "a"), ("漢字", "漢字"), ("<a", "a"), ("<text", "text")],
)
def test_a_search_looks_at_no_more_of_a_text_than_a_snippet_needs(blog, clone, piece, word):
    for number in range(3):
        body = _filled(piece, 400_000)
        (clone / "posts" / f"{number}.md").write_text(f"---\ntitle: One {number}\n---\n\n{body}\n")
    assert blog("search", word, "--json", codes=(0,)).out.count("snippet") >= 3


@pytest.mark.thorough
def test_toml_of_dotted_keys_is_a_problem_of_its_post_alone(blog, clone):
    keys = "".join(f"k{at}.{'.'.join('a' * 90)} = 1\n" for at in range(1350))
    (clone / "posts" / "two.md").write_text(f"+++\ntitle = 'T'\n{keys}+++\n\nText.\n")
    assert "one" in blog("list", codes=(0,)).out
    assert "TOML of more than 64 thousand characters" in blog("check", codes=(6,)).out
