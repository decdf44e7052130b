"""A new slug in the front matter, and the way from the old address."""

from __future__ import annotations

import pytest

from blogcli.posts.edit.rename import redirected, rename_post, with_slug
from blogcli.posts.model.conventions import Conventions, Split
from blogcli.posts.read.post import read_post


def post(*lines: str, conventions: Conventions | None = None):
    text = "---\n" + "".join(line + "\n" for line in lines) + "---\nBody\n"
    return read_post("posts/old.md", text.encode(), conventions or Conventions())


@pytest.mark.parametrize(
    ("lines", "after"),
    [
        (["title: A"], ["title: A"]),
        (["slug: old # x"], ["slug: new # x"]),
        (["slug: /a/b/old"], ["slug: /a/b/new"]),
        (["Slug: other"], ["Slug: new"]),
        (["slug:"], ["slug:"]),
        (["path: 2019/10/15/old"], ["path: 2019/10/15/new"]),
        (["path: /2019/old.html"], ["path: /2019/new.html"]),
        (["path: /2019/other/"], ["path: /2019/other/"]),
        (["path: 2019/old/"], ["path: 2019/new/"]),
    ],
)
def test_the_slug_changes_where_it_is_written(lines, after):
    assert rename_post(post(*lines), "new", url_key="path").meta.splitlines() == after


def test_the_title_changes_on_request():
    document = rename_post(post("title: 'A' # x"), "new", title="B: c")
    assert document.meta == "title: 'B: c' # x\n"


def test_a_slug_is_added_for_a_generator_that_makes_it_of_the_title():
    assert with_slug(post("title: A"), "new").meta == "title: A\nslug: new\n"


@pytest.mark.parametrize(
    ("lines", "after"),
    [
        ([], ["aliases: [/old/]"]),
        (["aliases: [/older/]"], ["aliases: [/older/, /old/]"]),
        (["aliases:", "  - /older/"], ["aliases:", "  - /older/", "  - /old/"]),
        (["redirect_from: /a/"], ["redirect_from: [/a/, /old/]"]),
        (["aliases: [old]"], ["aliases: [old]"]),
        (["aliases: [/new/, /a/]"], ["aliases: [/a/, /old/]"]),
        (["aliases:"], ["aliases: [/old/]"]),
        (["aliases: [2015/old.html]"], ["aliases: [2015/old.html, /old/]"]),
    ],
)
def test_the_old_address_is_added_to_those_that_are_there(lines, after):
    jekyll = Conventions(split=Split.SPACE)
    document = redirected(post("title: A", *lines, conventions=jekyll), "/old/", "/new/", "aliases")
    assert document.meta.splitlines()[1:] == after
