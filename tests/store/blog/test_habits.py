"""A new post is named and written as the posts of the blog are."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

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
        (["a.mdx", "b.mdx", "c.md"], "new.mdx"),
        (["2023/a/index.mdx"], "2024/new/index.mdx"),
        (["a.html", "b.html"], "new.md"),
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


@pytest.mark.parametrize(
    ("config", "path", "draft", "new"),
    [
        ("_config.yml", "_posts/2024-01-02-a.markdown", False, "_posts/2024-03-05-new.markdown"),
        ("_config.yml", "_posts/2024-01-02-a.markdown", True, "_drafts/new.markdown"),
        ("docusaurus.config.js", "blog/2024-01-02-a.mdx", False, "blog/2024-03-05-new.mdx"),
    ],
)
def test_the_ending_of_a_name(tmp_path, config, path, draft, new):
    blog = open_at(write(tmp_path, {config: "", path: POST}))
    assert blog.new_path("new", DAY, draft=draft) == new


def test_the_ending_of_the_settings_stays(tmp_path):
    files = {"blog.toml": 'file = "{slug}.md"\n', "hugo.toml": "", "content/posts/a.mdx": POST}
    assert open_at(write(tmp_path, files)).new_path("new", DAY) == "content/posts/new.md"


@pytest.mark.parametrize(
    ("dates", "exact", "written"),
    [
        (["2024-01-02"], False, "2024-03-05"),
        (["2024-01-02"], True, "2024-03-05T18:30:00+01:00"),
        (["2024-01-02T03:04:05Z"], False, "2024-03-05T17:30:00Z"),
        (["2024-01-02 03:04"], False, "2024-03-05 17:30"),
        (["2024-01-02", "2024-01-03", "2024-01-04T00:00:00Z"], False, "2024-03-05"),
        (["2024-01-02", "2024-01-04T00:00:00Z"], False, "2024-03-05T18:30:00+01:00"),
        (["Jan 02 2024"], False, "2024-03-05"),
    ],
)
def test_the_form_of_the_date(tmp_path, dates, exact, written):
    posts = {f"content/posts/{n}.md": f"---\ndate: {one}\n---\n" for n, one in enumerate(dates)}
    blog = open_at(write(tmp_path, {"hugo.toml": "", **posts}))
    when = datetime(2024, 3, 5, 18, 30, tzinfo=timezone(timedelta(hours=1)))
    new = NewPost(title="New", when=when, slug="new", draft=False, exact=exact)
    text = compose_post(new, "content/posts/new.md", blog.new_conventions).join().decode()
    assert f"date: {written}\n" in text


NAMED = {f"_posts/2024-01-0{n}-a.md": "---\ntitle: A\n---\n" for n in (1, 2, 3)}


@pytest.mark.parametrize(
    ("posts", "path", "exact", "dated"),
    [
        (NAMED, "_posts/2024-03-05-new.md", False, False),
        (NAMED, "_posts/2024-03-05-new.md", True, True),
        (NAMED, "_drafts/new.md", False, True),
        ({"_posts/2024-01-01-a.md": POST}, "_posts/2024-03-05-new.md", False, True),
        ({}, "_posts/2024-03-05-new.md", False, True),
    ],
)
def test_a_day_in_the_name_alone(tmp_path, posts, path, exact, dated):
    blog = open_at(write(tmp_path, {"_config.yml": "", "_posts/x.txt": "", **posts}))
    new = NewPost(title="New", when=DAY, slug="new", draft=False, exact=exact)
    text = compose_post(new, path, blog.new_conventions).join().decode()
    assert ("date:" in text) is dated


def test_keys_of_the_settings_stay(tmp_path):
    files = {"blog.toml": '[fields]\ndate = "published"\n', "posts/a.md": POST}
    blog = open_at(write(tmp_path, files))
    assert blog.new_conventions.names["date"][0] == "published"
