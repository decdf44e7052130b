"""How a new post follows the latest ones: its keys, their case, its file and folders."""

from __future__ import annotations

from datetime import date

import pytest

from blogcli.posts.edit.new_post import NewPost, compose_post
from tests.store.conftest import open_at, write

DAY = date(2026, 11, 24)


def front(*lines: str, fence: str = "---\n") -> str:
    return fence + "".join(f"{line}\n" for line in lines) + (fence or "\n") + "Text.\n"


def new_text(root, *, draft=True) -> str:
    blog = open_at(root)
    new = NewPost("New", DAY, "new", draft=draft, tags=("x",))
    path = blog.new_path("new", DAY, draft=draft)
    return compose_post(new, path, blog.new_conventions).join().decode()


def posts(folder: str, *lines: str, count: int = 3, **given) -> dict[str, str]:
    return {
        f"{folder}/p{at}.md": front(*(line.format(at=at) for line in lines), **given)
        for at in range(1, count + 1)
    }


def test_the_date_goes_under_the_key_that_posts_use(tmp_path):
    files = posts("src/content/blog", "title: P{at}", "date: 2024-03-0{at}")
    text = new_text(write(tmp_path, {"astro.config.mjs": "", **files}), draft=False)
    assert "\ndate: 2026-11-24\n" in text
    assert "pubDate" not in text


def test_the_latest_posts_decide_not_the_first_by_name(tmp_path):
    old = {f"src/content/blog/z{at}.md": front("title: Z", "date: 2020-01-01") for at in range(6)}
    late = posts("src/content/blog", "title: P", "pubDatetime: 2024-03-0{at}", count=5)
    text = new_text(write(tmp_path, {"astro.config.mjs": "", **old, **late}), draft=False)
    assert "\npubDatetime: 2026-11-24\n" in text


def test_the_first_post_has_the_generator_s_key(tmp_path):
    assert "\npubDate: " in new_text(write(tmp_path, {"astro.config.mjs": ""}), draft=False)


def test_keys_have_the_case_of_the_posts(tmp_path):
    files = posts("content", "Title: P{at}", "Date: 2024-03-0{at}", fence="")
    text = new_text(write(tmp_path, {"pelicanconf.py": "", **files}))
    assert text.splitlines()[:4] == ["Title: New", "Date: 2026-11-24", "Status: draft", "Tags: x"]


def test_lower_case_too(tmp_path):
    files = posts("content", "title: P{at}", "date: 2024-03-0{at}", fence="")
    text = new_text(write(tmp_path, {"pelicanconf.py": "", **files}))
    assert text.splitlines()[:4] == ["title: New", "date: 2026-11-24", "status: draft", "tags: x"]


def test_a_key_of_the_settings_wins(tmp_path):
    files = posts("content/posts", "title: P{at}", "date: 2024-03-0{at}")
    settings = '[fields]\ndate = ["when"]\n'
    text = new_text(write(tmp_path, {"hugo.toml": "", "blog.toml": settings, **files}))
    assert "\nwhen: 2026-11-24\n" in text


@pytest.mark.parametrize(
    ("names", "path"),
    [
        (["a/index.md", "b/index.md", "c/index.md"], "new/index.md"),
        (["2024/a.md", "2025/b.md"], "2026/new.md"),
        (["2024/03/a.md", "2025/04/b.md"], "2026/11/new.md"),
        (["2024/a/index.md", "2024/b/index.md"], "2026/new/index.md"),
        (["2024-03-05-a/index.md", "2024-03-06-b/index.md"], "2026-11-24-new/index.md"),
        (["2024/2024-03-05-a.md", "2024/2024-03-06-b.md"], "2026/2026-11-24-new.md"),
        (["2024/03/05-a.md", "2024/03/06-b.md"], "2026/11/24-new.md"),
        (["2024/03-05-a.md", "2024/03-06-b.md"], "2026/11-24-new.md"),
        (["tech/a.md", "life/b.md"], "new.md"),
        (["a.md", "10-things.md", "20-things.md"], "new.md"),
        (["a.md", "b/index.md"], "new.md"),
        (["a.md", "b/index.md", "c/index.md"], "new/index.md"),
    ],
)
def test_file_and_folders(tmp_path, names, path):
    files = {f"content/posts/{name}": front("title: P", "date: 2024-03-05") for name in names}
    blog = open_at(write(tmp_path, {"hugo.toml": "", **files}))
    assert blog.new_path("new", DAY) == f"content/posts/{path}"


def test_a_generator_with_its_own_rule_for_names_keeps_it_in_folders_of_years(tmp_path):
    files = {f"_posts/2024/2024-03-0{at}-p.md": front("title: P") for at in (1, 2)}
    blog = open_at(write(tmp_path, {"_config.yml": "", **files}))
    assert blog.new_path("new", DAY) == "_posts/2026/2026-11-24-new.md"
    assert blog.new_path("new", DAY, draft=True) == "_drafts/new.md"


def test_a_pattern_of_the_settings_wins(tmp_path):
    files = {f"content/posts/{name}/index.md": front("title: P") for name in "ab"}
    settings = 'file = "{slug}.md"\n'
    blog = open_at(write(tmp_path, {"hugo.toml": "", "blog.toml": settings, **files}))
    assert blog.new_path("new", DAY) == "content/posts/new.md"
