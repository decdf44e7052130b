"""Which blog a command is about, from words, variables, folders and settings."""

from __future__ import annotations

from pathlib import Path

import pytest

from blogcli.errors import NotFound
from blogcli.store.blog.discover import find_blog
from tests.store.conftest import write


@pytest.fixture
def tree(tmp_path):
    """A home with several blogs; the tests name their folders."""
    files = [
        "home/hugo/hugo.toml",
        "home/hugo/content/posts/a/index.md",
        "home/hugo/content/posts/posts/b.md",
        "home/hugo/static/x.css",
        "home/hugo/own/posts/a.md",
        "home/jekyll/_config.yml",
        "home/jekyll/news/_posts/a.md",
        "home/jekyll-only-folders/_posts/deep/a.md",
        "home/plain/posts/2026/a.md",
        "home/plain/drafts/x.md",
        "home/settings/blog.toml",
        "home/settings/site/posts/a.md",
        "home/settings/_posts/a.md",
        "home/empty/x.txt",
        "home/default/posts/a.md",
        "posts/a.md",
        "shared/posts/a.md",
        "shared/x/y.txt",
    ]
    return write(tmp_path.resolve(), dict.fromkeys(files, ""))


def find(tree, cwd, named=None, default="", **environ):
    environ = {"HOME": str(tree / "home"), **environ}
    found = find_blog(named, environ, tree / cwd, default)
    return Path(found.root).relative_to(tree).as_posix(), found.how


@pytest.mark.parametrize(
    ("cwd", "root", "how"),
    [
        ("home/hugo", "home/hugo", "hugo.toml"),
        ("home/hugo/static", "home/hugo", "hugo.toml"),
        ("home/hugo/content", "home/hugo", "hugo.toml"),
        ("home/hugo/content/posts", "home/hugo", "hugo.toml"),
        ("home/hugo/content/posts/a", "home/hugo", "hugo.toml"),
        ("home/hugo/own", "home/hugo/own", "posts/"),
        ("home/jekyll/news", "home/jekyll", "_config.yml"),
        ("home/jekyll/news/_posts", "home/jekyll", "_config.yml"),
        ("home/jekyll-only-folders/_posts/deep", "home/jekyll-only-folders", "_posts/"),
        ("home/plain", "home/plain", "posts/"),
        ("home/plain/posts/2026", "home/plain", "posts/"),
        ("home/plain/drafts", "home/plain", "posts/"),
        ("home/settings", "home/settings", "blog.toml"),
        ("home/settings/site", "home/settings", "blog.toml"),
        ("shared/x", "shared", "posts/"),
    ],
)
def test_the_folders_above(tree, cwd, root, how):
    assert find(tree, cwd) == (root, how)


def test_nothing_is_looked_for_above_the_home(tree):
    with pytest.raises(NotFound) as raised:
        find(tree, "home/empty")
    assert "blog init" in raised.value.hint
    assert find(tree, "home/empty", HOME="") == (".", "posts/")


def test_the_home_itself_may_be_a_blog(tree):
    home = str(tree / "home/plain")
    assert find(tree, "home/plain/drafts", HOME=home) == ("home/plain", "posts/")


def test_a_folder_in_the_root_of_all_files_is_no_blog(monkeypatch, tmp_path):
    seen = []

    def recognise(folder):
        from blogcli.store.layouts.detect import DetectedLayout
        from blogcli.store.layouts.table import BY_NAME

        seen.append(folder)
        return DetectedLayout(
            folder, BY_NAME["plain"], "posts", weak=Path(folder).parent == Path(folder)
        )

    monkeypatch.setattr("blogcli.store.blog.discover.detect_layout", recognise)
    start = tmp_path.anchor
    with pytest.raises(NotFound):
        find_blog(None, {}, type(tmp_path)(start), "")
    assert len(seen) == 1


def test_the_words_of_the_call_win_over_all(tree):
    where = {"BLOG_DIR": str(tree / "home/jekyll")}
    assert find(tree, "home/hugo", "../plain", **where) == ("home/plain", "--blog")
    assert find(tree, "home/hugo", **where) == ("home/jekyll", "$BLOG_DIR")
    assert find(tree, "home/empty", "~/plain") == ("home/plain", "--blog")
    assert find(tree, "home/empty", ".") == ("home/empty", "--blog")


def test_the_default_comes_last(tree):
    default = str(tree / "home/default")
    assert find(tree, "home/plain", default=default) == ("home/plain", "posts/")
    assert find(tree, "home/empty", default=default) == ("home/default", "the setting 'blog'")
    assert find(tree, "home/empty", default="~/default")[0] == "home/default"


@pytest.mark.parametrize(
    ("named", "message"),
    [
        ("gone", "gone: the blog given by --blog does not exist"),
        ("x.txt", "x.txt: the blog given by --blog is not a folder"),
    ],
)
def test_a_name_of_nothing(tree, named, message):
    with pytest.raises(NotFound) as raised:
        find(tree, "home/empty", named)
    assert str(raised.value) == message
    assert raised.value.hint


def test_links_are_followed_to_the_blog(tree):
    (tree / "home/link").symlink_to("plain")
    assert find(tree, "home/empty", "../link") == ("home/plain", "--blog")
    assert find(tree, "home/link/posts") == ("home/plain", "posts/")


def test_the_hint_names_a_site_in_a_subfolder(tmp_path):
    root = write(tmp_path, {"packages/site/hugo.toml": "", "src/main.py": ""})
    with pytest.raises(NotFound) as error:
        find_blog(None, {"HOME": "/nowhere"}, root)
    assert "packages/site" in error.value.hint
