"""`blog list` says on stderr which folders hold the posts where that is not plain."""

from __future__ import annotations

import pytest

from tests.store.conftest import write

POST = "---\ntitle: A\ndate: 2024-01-02\n---\n"


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"eleventy.config.js": "", "_posts/a.md": POST}, "posts are those in _posts; "),
        ({"hugo.toml": "", "content/_index.md": POST}, "no posts in content; "),
        ({"eleventy.config.js": ""}, "no posts in the whole site; "),
        ({"hugo.toml": "", "content/posts/a.org": "", "content/posts/b.md": POST}, "left out: "),
        ({"hugo.toml": "", "content/posts/b.md": POST}, ""),
    ],
)
def test_what_was_chosen_is_one_line(call, blog, tmp_path, files, said):
    site = write(tmp_path / "site", files)
    result = call("--blog", str(site), "list")
    assert result.code == 0
    assert result.err.startswith(said)
    assert result.err.count("\n") == (1 if said else 0)


@pytest.fixture
def listed(tmp_path, call):
    def listed(*words, **files):
        return call("list", *words, cwd=write(tmp_path / "site", files))

    return listed


@pytest.mark.parametrize(
    ("files", "where"),
    [
        ({"hugo.toml": "", "content/_index.md": POST}, "in content"),
        ({"hugo.toml": "", "content/posts/a.txt": ""}, "in content/posts"),
        ({"_config.yml": "", "_posts/.keep": ""}, "in _posts"),
    ],
)
@pytest.mark.parametrize("words", [(), ("tag:x",), ("--json",)])
def test_an_empty_blog_says_where_it_looked(listed, files, where, words):
    told = listed(*words, **files)
    hint = "the setting `posts` in blog.toml names others"
    assert told.err == f"no posts {where}; {hint}\n"


def test_a_query_that_finds_nothing_among_posts_is_silent(listed):
    assert listed("tag:x", **{"hugo.toml": "", "content/posts/a.md": POST}).err == ""


@pytest.mark.parametrize("config", ["hugo.toml", "pelicanconf.py"])
def test_files_of_other_formats_are_counted(listed, config):
    files = {config: "", "content/posts/a.md": POST, "content/posts/b.rst": "x"}
    files |= {"content/posts/deep/c.rst": "x"}
    for _ in range(2):  # the second list comes from the index
        told = listed(**files)
        assert told.out.count("\n") == 1
        assert told.err == "left out: 2 files in other formats (.rst); blogcli reads Markdown\n"


def test_files_of_two_other_formats(listed):
    files = {"hugo.toml": "", "content/posts/a.org": "x", "content/posts/b.rst": "x"}
    told = listed(**files)
    assert "left out: 2 files in other formats (.org, .rst); " in told.err
    assert "no posts in content/posts; " in told.err
