"""`blog tag` and `blog tags`."""

from __future__ import annotations

import json
import subprocess

import pytest


def test_adds_in_one_line_and_keeps_all_else(call, post):
    path = post("a", "# note", "title:   'A'", "tags:", "  - x # why", "  - y", "other: 1")
    before = path.read_text()
    result = call("tag", "a", "z")
    assert (result.code, result.out, result.err) == (0, "", 'Tagged "A" (a): added z\n')
    assert path.read_text() == before.replace("  - y\n", "  - y\n  - z\n")


@pytest.mark.parametrize(
    ("words", "tags"),
    [
        (["b"], ["x", "y", "b"]),
        (["x"], ["x", "y"]),
        (["-r", "x"], ["y"]),
        (["-r", "X", "b"], ["y", "b"]),
        (["--set", "p, q"], ["p", "q"]),
        (["--clear"], []),
        (["p,q", "r"], ["x", "y", "p", "q", "r"]),
        (["machine learning", "c++", "no"], ["x", "y", "machine learning", "c++", "no"]),
    ],
)
def test_what_the_tags_are_afterwards(call, post, words, tags):
    post("a", "title: A", "tags: [x, y]")
    assert call("tag", "a", *words).code == 0
    assert json.loads(call("show", "a", "--json").out)["tags"] == tags


def test_a_message_names_the_post_in_one_short_line(call, post):
    post("a", r'title: "A\nerror: forged"')
    post("long", "title: " + "x" * 100)
    post("none", body="Words.\n")
    assert call("tag", "a", "y").err == 'Tagged "A\\nerror: forged" (a): added y\n'
    assert call("tag", "long", "y").err == f'Tagged "{"x" * 59}…" (long): added y\n'
    assert call("tag", "none", "y").err == "Tagged none: added y\n"
    assert call("tag", "a", "z", "-r", "Y").err.endswith("(a): added z; removed Y\n")
    assert call("tag", "a", "--clear").err.endswith("(a): removed all tags\n")


def test_many_by_query_and_by_stdin(call, post):
    post("a", "title: A", "tags: [x]")
    post("b", "title: B")
    post("c", "title: C")
    assert call("tag", "--where", "missing:tags", "new").err == "Tagged 2 posts: added new\n"
    assert call("list", "tag:new", "--format", "slugs").out.split() == ["b", "c"]
    assert call("tag", "-", "more", stdin="a\nc\n").err == "Tagged 2 posts: added more\n"
    assert call("list", "tag:more", "--format", "slugs").out.split() == ["a", "c"]


def test_dry_run_is_a_patch_that_git_takes(call, post, blog):
    post("a", "title: A", "tags: [x]")
    post("b c", "title: B", body="no newline")
    before = {path: path.read_bytes() for path in (blog / "posts").iterdir()}
    patch = call("tag", "--where", "", "new", "--dry-run").raw
    assert {path: path.read_bytes() for path in (blog / "posts").iterdir()} == before
    subprocess.run(["git", "apply", "-"], input=patch, cwd=blog, check=True)
    after = {path: path.read_bytes() for path in (blog / "posts").iterdir()}
    for path, data in before.items():
        path.write_bytes(data)
    call("tag", "--where", "", "new")
    assert {path: path.read_bytes() for path in (blog / "posts").iterdir()} == after


@pytest.mark.parametrize(
    ("header", "after"),
    [
        ("tags: [2019, 3.10, a]", "tags: [2019, 3.10, a, new]"),
        ("tags: [yes, true]", "tags: [yes, true, new]"),
        ("tags: a, b", "tags: a, b, new"),
        ("Tags: 'a'", "Tags: 'a, new'"),
        ("tags:", "tags: [new]"),
        ("tags: []", "tags: [new]"),
        ("taxonomies: {tags: [a]}", "taxonomies: {tags: [a, new]}"),
    ],
)
def test_the_tags_that_were_there_are_not_touched(call, post, header, after):
    path = post("a", "title: A", header)
    before = path.read_text()
    assert call("tag", "a", "new").code == 0
    assert path.read_text() == before.replace(header, after)


def test_a_block_without_its_opening_fence_is_left_alone(call, post, blog):
    path = blog / "posts" / "a.md"
    path.write_text("title: One\ntags:\n- a\n---\nBody\n")
    result = call("tag", "posts/a.md", "new")
    assert result.code == 5
    assert path.read_text() == "title: One\ntags:\n- a\n---\nBody\n"


def test_tags_that_hold_more_than_names_are_left_alone(call, post):
    path = post("a", "title: A", "tags:", "- label: X", "  permalink: /x", "- b")
    before = path.read_text()
    result = call("tag", "a", "new")
    assert result.code == 5
    assert "posts/a.md" in result.err
    assert path.read_text() == before


def test_a_dry_run_in_a_folder_of_a_work_tree_applies_from_anywhere_in_it(call, post, blog):
    path = post("a", "title: A")
    subprocess.run(["git", "init", "-q", str(blog.parent)], check=True)
    patch = call("tag", "a", "new", "--dry-run").raw
    for folder in (blog, blog.parent):
        subprocess.run(["git", "apply", "-"], input=patch, cwd=folder, check=True)
        assert "tags: [new]" in path.read_text()
        subprocess.run(["git", "apply", "-R", "-"], input=patch, cwd=folder, check=True)


def test_jekyll_keeps_a_single_tag_whole(call, tmp_path):
    site = tmp_path / "site"
    (site / "_posts").mkdir(parents=True)
    path = site / "_posts/2026-01-01-a.md"
    path.write_text("---\ntitle: A\ntag: my code\n---\n")
    assert call("tag", "a", "new", cwd=site).code == 0
    assert "tag: [my code, new]\n" in path.read_text()


@pytest.mark.parametrize(
    "words", [["a"], ["a", "x", "--where", "is:draft", "--clear"], ["a", "x", "--set", "y"]]
)
def test_usage(call, post, words):
    post("a", "title: A")
    assert call("tag", *words).code == 2


def test_a_post_that_cannot_be_edited_stops_all(call, post, blog):
    post("a", "title: A")
    bad = post("b", "title: B", "tags: &t [x]", "more: *t")
    result = call("tag", "--where", "", "new")
    assert result.code == 5
    assert "posts/b.md" in result.err
    assert "new" not in bad.read_text() + (blog / "posts" / "a.md").read_text()


def test_without_arguments_it_lists_the_tags(call, post):
    post("2026-01-01-a", "title: A", "tags: [x, y]")
    post("2026-02-01-b", "title: B", "tags: [x]")
    expected = "x\t2\t2026-02-01\ny\t1\t2026-01-01\n"
    assert call("tag").out == expected
    assert call("tags").out == expected
    assert json.loads(call("tags", "--json").out)[1] == {
        "tag": "y",
        "count": 1,
        "last": "2026-01-01",
    }
    assert call("tags", "--where", "since:2026-02").out == "x\t1\t2026-02-01\n"
