"""Posts by the links in their bodies: the terms of a query, and `show --links`."""

from __future__ import annotations

import json

import pytest


@pytest.fixture
def linked(blog, post):
    """Three posts: a links to b and to other sites, b has a picture, c links to a."""
    post(
        "a",
        "title: a",
        body="[b](b.md#part) <https://gist.github.com/x>\n\n[b](/b.md) `[c](c.md)`\n",
    )
    post("b", "title: b", body="# Part\n\n![Cat](img/cat.png)\n")
    post("c", "title: c", body="Words.\n\n[see](a.md)\n")
    return blog


@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ("links:a", "c"),
        ("links:b", "a"),
        ("links:c", ""),
        ("links:a,b", "a c"),
        ("links:posts/a.md", "c"),
        ("links:0", "b"),
        ("links:>1", "a"),
        ("not links:0 not links:b", "c"),
        ("linked-by:a", "b"),
        ("linked-by:c", "a"),
        ("linked-by:b", ""),
        ("image:*.png", "b"),
        ("image:cat", "b"),
        ("image:*.jpg", ""),
        ("site:github.com", "a"),
        ("site:GIST.github.com", "a"),
        ("site:hub.com", ""),
        ("links:b or image:*.png", "a b"),
        ("q:lonely", "b"),
    ],
)
@pytest.mark.usefixtures("linked")
def test_posts_by_their_links(call, blog, query, slugs):
    (blog / "blog.toml").write_text('[queries]\nlonely = "links:0"\n')
    for _ in range(2):
        assert sorted(call("list", query, "--format", "slugs").out.split()) == slugs.split()


@pytest.mark.usefixtures("linked")
def test_a_name_that_is_no_post_has_the_nearest_ones(call, post):
    post("harbour", "title: Harbour")
    done = call("list", "links:harbuor")
    assert done.code == 3
    assert done.err == ("error: no post matches 'harbuor'\nhint: did you mean 'harbour'?\n")


@pytest.mark.usefixtures("linked")
def test_a_link_that_changes_is_seen(call, blog, post):
    assert call("list", "links:a", "--format", "slugs").out == "c\n"
    post("c", "title: c", body="Words.\n")
    post("d", "title: d", body="[a](a.md)\n")
    assert call("list", "links:a", "--format", "slugs").out == "d\n"


@pytest.mark.usefixtures("linked")
def test_all_commands_take_the_terms(call):
    done = call("tag", "--where", "links:b", "x", "--dry-run")
    assert "posts/a.md" in done.out
    assert "posts/c.md" not in done.out


@pytest.mark.usefixtures("linked")
def test_the_links_of_a_post(call):
    done = call("show", "a", "--links")
    assert done.out.splitlines() == [
        "a\tto\t5\tb.md#part\tposts/b.md\tb\tb\tb",
        "a\tto\t5\thttps://gist.github.com/x\t\t\t\t",
        "a\tto\t7\t/b.md\tposts/b.md\tb\tb\tb",
        "a\tfrom\t7\ta.md\tposts/c.md\tc\tc\tsee",
    ]
    assert done.err == "3 links from here, 1 link to here\n"
    rows = json.loads(call("show", "a", "--links", "--json").out)
    assert [row["path"] for row in rows] == ["posts/b.md", "", "posts/b.md", "posts/c.md"]


@pytest.mark.usefixtures("linked")
def test_links_and_other_views_are_not_combined(call):
    assert call("show", "a", "--links", "--raw").code == 2
