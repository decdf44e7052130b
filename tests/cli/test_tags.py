"""`blog tags rename`, `merge`, `delete` and `similar`."""

from __future__ import annotations

import json

import pytest

from tests.cli.trees import difference, tree


@pytest.fixture
def posts(post):
    post("a", "title: A", "tags: [js, web]")
    post("b", "title: B", "tags:", "  - web # why", "  - js", "  - javascript")
    post("c", "title: C", "tags: [Javascript, go]", "date: 2020-01-01")
    post("d", "title: D", "tags: []")


@pytest.mark.parametrize(
    ("words", "changed", "count"),
    [
        (
            ["rename", "js", "javascript"],
            ["- tags: [js, web]", "+ tags: [javascript, web]", "-   - js"],
            2,
        ),
        (
            ["merge", "js", "Javascript", "javascript"],
            [
                "- tags: [js, web]",
                "+ tags: [javascript, web]",
                "-   - js",
                "- tags: [Javascript, go]",
                "+ tags: [javascript, go]",
            ],
            3,
        ),
        (["merge", "js", "javascript", "JS"], ["[JS"], 2),
        (["delete", "js"], ["- tags: [js, web]", "+ tags: [web]", "-   - js"], 2),
        (["delete", "js", "go"], ["[Javascript]"], 3),
        (["rename", "js", "javascript", "--where", "title:A"], ["[javascript, web]"], 1),
    ],
)
def test_only_where_it_was_once_and_in_its_place(call, blog, posts, words, changed, count):
    before = tree(blog)
    result = call("tags", *words)
    assert (result.code, result.out) == (0, "")
    posts = f"{count} posts" if count > 1 else '"A" (a)'
    assert result.err == f"Changed the tags of {posts}\n"
    lines = difference(before, tree(blog))
    assert all(any(part in line for line in lines) for part in changed)
    if len(changed) > 1:
        assert sorted(lines) == sorted(changed)
    assert call("undo").code == 0
    assert tree(blog) == before


def test_deletes_what_stdin_names(call, posts):
    assert call("tags", "delete", "-", stdin="js\ngo\n").err == "Changed the tags of 3 posts\n"
    assert call("tags").out.splitlines() == [
        "web\t2\t",
        "Javascript\t1\t2020-01-01",
        "javascript\t1\t",
    ]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["rename", "jss", "x"], 3, "did you mean 'js'?"),
        (["rename", "GO", "x"], 3, "did you mean 'go'?"),
        (["merge", "js"], 2, "the one to keep"),
        (["merge", "js", "nothing-known", "x"], 3, "no post has the tag 'nothing-known'"),
        (["rename", "js", ""], 2, "a tag is empty"),
        (["rename", "js", "a\nb"], 2, "is not a tag"),
        (["delete"], 2, "TAG"),
        (["--where", "title:A", "rename", "js", "x"], 2, "options after rename"),
        (["renam", "js", "x"], 2, "renam"),
    ],
)
def test_usage(call, blog, posts, words, code, said):
    before = tree(blog)
    result = call("tags", *words)
    assert result.code == code
    assert said in result.err
    assert tree(blog) == before


def test_a_tag_to_its_own_name_changes_nothing(call, posts):
    assert call("tags", "rename", "js", "js").err == "Nothing to change\n"


def test_dry_run_is_a_patch(call, blog, posts):
    before = tree(blog)
    result = call("tags", "rename", "js", "javascript", "--dry-run")
    assert "+tags: [javascript, web]\n" in result.out
    assert tree(blog) == before


def test_alone_it_lists_as_before(call, posts):
    assert (
        call("tags", "--where", "title:C").out == "go\t1\t2020-01-01\nJavascript\t1\t2020-01-01\n"
    )


def test_similar_tags_for_scripts(call, posts):
    assert (
        call("tags", "similar").out == "Javascript\t1\tjavascript\t1\tcase\ngo\t1\t\t\tused once\n"
    )
    assert json.loads(call("tags", "similar", "--json").out) == [
        {"tag": "Javascript", "count": 1, "like": "javascript", "like_count": 1, "why": "case"},
        {"tag": "go", "count": 1, "like": None, "like_count": 0, "why": "used once"},
    ]


def test_similar_tags_on_a_terminal(call, posts):
    result = call("tags", "similar", tty=True, environ={"NO_COLOR": "1"})
    head, first = result.out.splitlines()
    assert head.split() == ["tag", "posts", "like", "posts", "why"]
    assert first.split() == ["Javascript", "1", "javascript", "1", "case"]
    assert "`blog tags merge TAG LIKE`" in result.err
    assert "1 tag used once; `blog tags similar --once` lists them" in result.err


@pytest.mark.parametrize("tty", [True, False])
def test_tags_used_once_are_listed_on_request(call, posts, tty):
    result = call("tags", "similar", "--once", tty=tty, environ={"NO_COLOR": "1"})
    assert result.out.splitlines()[-1].split() == ["go", "1", "used", "once"]
    assert "Javascript" not in result.out


def test_a_terminal_is_told_the_totals(call, posts, post):
    post("z", "title: Z")
    result = call("tags", "-n", "2", tty=True, environ={"NO_COLOR": "1"})
    assert len(result.out.splitlines()) == 1 + 2
    assert result.err == "2 of 5 tags · 3 used once · 2 posts untagged\n"
    assert call("tags").err == ""


@pytest.mark.parametrize(
    ("words", "tags"),
    [
        (["--sort", "name"], ["go", "Javascript", "javascript", "js", "web"]),
        (["--sort", "name", "-r", "-n", "2"], ["web", "js"]),
        (["--sort", "last", "-n", "1"], ["go"]),
        (["-n", "1"], ["js"]),
    ],
)
def test_tags_in_another_order_and_not_all_of_them(call, posts, words, tags):
    assert [line.split("\t")[0] for line in call("tags", *words).out.splitlines()] == tags


def test_nothing_is_similar_in_a_blog_without_tags(call, post):
    post("a", "title: A")
    assert call("tags", "similar").out == ""
    assert call("tags", "similar", "--json").out == "[]\n"
