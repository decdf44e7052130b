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
    assert followed != ("posts/two.md: links in it stay as they are" in told)


def test_a_post_of_too_many_links_is_named_and_the_others_are_checked(blog, clone):
    _two(clone, LINKS["linked images"])
    (clone / "posts" / "three.md").write_text("---\ntitle: T\ndate: 2024-01-02\n---\n[a](no.md)\n")
    told = blog("check", codes=(6,)).out
    assert "posts/two.md" in told
    assert "holds too many links" in told
    assert "no.md" in told
