"""A new post is named and written as the posts of the blog are."""

from __future__ import annotations

from datetime import date

import pytest

from blogcli.posts.edit.new_post import NewPost, compose_post
from tests.store.conftest import open_at, write

DAY = date(2024, 3, 5)
POST = "---\ntitle: A\ndate: 2024-01-02\n---\n"


@pytest.mark.parametrize(
    ("paths", "new"),
    [
        (["a/index.md", "b/index.md"], "new/index.md"),
        (["2023/a.md", "2024/b.md"], "2024/new.md"),
        (["2023/01/a.md", "2024/02/b.md"], "2024/03/new.md"),
        (["2023/a/index.md"], "2024/new/index.md"),
        (["2023-01-02-a/index.md"], "2024-03-05-new/index.md"),
        (["2023/2023-01-02-a.md"], "2024/2024-03-05-new.md"),
        (["a.md", "b/index.md"], "new.md"),
    ],
)
def test_names(tmp_path, paths, new):
    files = {"hugo.toml": "", **{f"content/posts/{path}": POST for path in paths}}
    blog = open_at(write(tmp_path, files))
    assert blog.new_path("new", DAY) == f"content/posts/{new}"


@pytest.mark.parametrize(
    ("post", "lines"),
    [
        (POST, ["title: New", "date: 2024-03-05"]),
        ("---\npublished: true\ndate: 2024-01-02\n---\n", ["date: 2024-03-05"]),
        ("---\nTitle: A\nDate: 2024-01-02\n---\n", ["Title: New", "Date: 2024-03-05"]),
        ("---\ntitle: A\npubDate: 2024-01-02\n---\n", ["title: New", "pubDate: 2024-03-05"]),
    ],
)
def test_keys(tmp_path, post, lines):
    files = {"astro.config.mjs": "", "src/content/blog/a.md": post}
    blog = open_at(write(tmp_path, files))
    new = NewPost(title="New", when=DAY, slug="new", draft=False)
    text = compose_post(new, "src/content/blog/new.md", blog.new_conventions).join().decode()
    assert [line for line in lines if line not in text.splitlines()] == []


def test_keys_of_the_settings_stay(tmp_path):
    files = {"blog.toml": '[fields]\ndate = "published"\n', "posts/a.md": POST}
    blog = open_at(write(tmp_path, files))
    assert blog.new_conventions.names["date"][0] == "published"
