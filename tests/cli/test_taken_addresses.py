"""What new, rename, set, publish and schedule say when an address is another post's."""

from __future__ import annotations

import pytest

from tests.store.conftest import write

DATED = "---\ntitle: {0}\ndate: 2024-01-05\n---\n"
HUGO = {
    "hugo.toml": 'baseURL = "https://example.org/sub/"\n',
    "content/posts/b/index.md": DATED.format("B"),
    "content/posts/a.md": "---\ntitle: A\naliases: [/posts/old/, /sub/x/]\n---\n",
    "content/posts/c.md": "---\ntitle: C\nurl: /posts/own\n---\n",
    "content/posts/d.md": DATED.format("D"),
    "content/posts/é.md": DATED.format("E"),
    "content/posts/f.md": "---\ntitle: F\nurl: /posts/file.html\n---\n",
}
JEKYLL = {
    "_config.yml": "permalink: /:year/:title/\n",
    "_posts/2024-01-05-b.md": DATED.format("B"),
    "_posts/2023-01-05-b.md": "---\ntitle: Older\n---\n",
    "_drafts/b.md": "---\ntitle: Draft\n---\n",
}
ZOLA = {
    "config.toml": 'base_url = "https://example.org"\n',
    "content/blog/a.md": "+++\ntitle = 'A'\n+++\n",
    "content/blog/b.md": "+++\ntitle = 'B'\npath = 'blog/kite'\n+++\n",
}
PELICAN = {
    "pelicanconf.py": 'PATH = "content"\n',
    "content/x.md": "Title: Big news\nDate: 2024-01-01\n\nText\n",
}
ALSO, OLD = "also the address of", "an old address that redirects to"
CASES = [
    (HUGO, ("new", "B", "--no-edit"), f"/posts/b/ is {ALSO} content/posts/b/index.md"),
    (HUGO, ("new", "Old", "--no-edit"), f"/posts/old/ is {OLD} content/posts/a.md"),
    (HUGO, ("new", "Own", "--no-edit", "--dry-run"), f"/posts/own/ is {ALSO} content/posts/c.md"),
    (HUGO, ("new", "Z", "--set", "slug=z", "--no-edit"), ""),
    (HUGO, ("rename", "d", "old"), f"/posts/old/ is {OLD} content/posts/a.md"),
    (HUGO, ("rename", "d", "own"), f"/posts/own/ is {ALSO} content/posts/c.md"),
    (HUGO, ("rename", "d", "É"), f"/posts/é/ is {ALSO} content/posts/é.md"),
    (HUGO, ("rename", "d", "file"), f"/posts/file/ is {ALSO} content/posts/f.md"),
    (HUGO, ("rename", "d", "free"), ""),
    (HUGO, ("rename", "a", "old"), ""),
    (HUGO, ("set", "d", "title=B"), ""),
    (
        ZOLA,
        ("new", "X", "--set", "slug=kite", "--no-edit"),
        f"/blog/kite/ is {ALSO} content/blog/b.md",
    ),
    (ZOLA, ("set", "a", "slug=kite"), f"/blog/kite/ is {ALSO} content/blog/b.md"),
    (
        PELICAN,
        ("new", "Big News", "--no-edit", "--publish"),
        f"/big-news.html is {ALSO} content/x.md",
    ),
    (PELICAN, ("new", "Big News", "--slug", "y", "--no-edit"), ""),
    (
        JEKYLL,
        ("publish", "_drafts/b.md", "--date", "2024-03-01"),
        f"/2024/b/ is {ALSO} _posts/2024-01-05-b.md",
    ),
    (JEKYLL, ("publish", "_drafts/b.md", "--date", "2025-03-01"), ""),
    (
        JEKYLL,
        ("publish", "_posts/2023-01-05-b.md", "--date", "2024-03-01"),
        f"/2024/b/ is {ALSO} _posts/2024-01-05-b.md",
    ),
    (
        JEKYLL,
        ("new", "B", "--date", "2024-02-01", "--publish", "--no-edit"),
        f"/2024/b/ is {ALSO} _posts/2024-01-05-b.md",
    ),
]


@pytest.mark.parametrize(("files", "words", "told"), CASES)
def test_an_address_of_another_post_is_told(call, tmp_path, files, words, told):
    write(tmp_path / "site", files)
    result = call(*words, cwd=tmp_path / "site")
    assert result.code == 0, result.err
    if told:
        assert f"warning: {told}" in result.err
    else:
        assert "address" not in result.err


def test_posts_of_one_command_that_get_one_address_are_told(call, tmp_path):
    drafts = {"_drafts/a/x.md": "---\ntitle: X\n---\n", "_drafts/b/x.md": "---\ntitle: Y\n---\n"}
    write(tmp_path / "site", {"_config.yml": "permalink: /:title/\n", **drafts})
    result = call("publish", "--where", "slug:x", cwd=tmp_path / "site")
    assert result.code == 0, result.err
    assert f"/x/ is {ALSO}" in result.err


@pytest.mark.parametrize("words", [("new", "New", "--no-edit"), ("set", "d", "slug=e")])
def test_posts_that_could_not_be_asked_for_their_address_are_told(call, tmp_path, words):
    write(tmp_path / "site", {**HUGO, "content/posts/bad.md": '---\ntitle: "Bad\n---\n'})
    result = call(*words, cwd=tmp_path / "site")
    assert "warning: content/posts/bad.md:2: the front matter is not YAML" in result.err
