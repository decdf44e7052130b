"""Which files are posts, in tidy folders and in hostile ones."""

from __future__ import annotations

import os

import pytest

from blogcli.errors import UsageError
from blogcli.store.layouts.table import BY_NAME
from blogcli.store.layouts.walk import find_folders, is_post_name, walk
from tests.store.conftest import open_at, write

posix = pytest.mark.skipif(os.name == "nt", reason="there are no such files on Windows")

PLAIN, HUGO, ASTRO, FOLDER = (BY_NAME[name] for name in ("plain", "hugo", "astro", "folder"))


def posts(root, problems, *folders, layout=PLAIN):
    return walk(root, folders or ("posts",), layout, problems.append)


def touch(root, *paths):
    return write(root, dict.fromkeys(paths, "---\ntitle: A\n---\n"))


@pytest.mark.parametrize(
    ("name", "is_post"),
    [
        *((f"a.{ending}", True) for ending in ("md", "markdown", "mkd", "mkdn", "mdown", "mdx")),
        ("a.MD", True),
        ("2018-10-12-dots...markdown", True),
        ("readme-driven.md", True),
        ("licensed-to-blog.md", True),
        ("index.md", True),
        ("my_index.md", True),
        ("a.html", False),
        ("a.txt", False),
        ("a.md~", False),
        ("md", False),
        (".md", False),
        (".hidden.md", False),
        (".a.md.blogcli-12345678", False),
        (".#a.md", False),
        ("_index.md", False),
        ("_index.fr.md", False),
        ("README.md", False),
        ("README.fr.md", False),
        ("Readme.md", False),
        ("readme.markdown", False),
        ("LICENSE.md", False),
        ("LICENCE-text.md", False),
        ("License.md", False),
    ],
)
def test_names_of_posts(name, is_post):
    assert is_post_name(name, PLAIN) is is_post


def test_names_that_a_generator_takes_or_leaves():
    assert is_post_name("a.html", HUGO)
    assert is_post_name("_a.md", HUGO)
    assert not is_post_name("_a.md", ASTRO)


def test_posts_are_sorted_by_path(tmp_path, problems):
    touch(tmp_path, "posts/b.md", "posts/a/z.md", "posts/a.md", "posts/B.md", "other/x.md")
    assert posts(tmp_path, problems) == ["posts/B.md", "posts/a.md", "posts/a/z.md", "posts/b.md"]


def test_the_page_of_the_folder_itself_is_no_post(tmp_path, problems):
    touch(tmp_path, "posts/index.md", "posts/index.fr.md", "posts/a/index.md")
    assert posts(tmp_path, problems) == ["posts/a/index.md"]


def test_beside_a_bundle_of_hugo_nothing_is_a_post(tmp_path, problems):
    touch(tmp_path, "posts/a/index.md", "posts/a/part.md", "posts/a/deep/x.md", "posts/b/c.md")
    touch(tmp_path, "posts/a/index.fr.md")
    assert posts(tmp_path, problems, layout=HUGO) == [
        "posts/a/index.fr.md",
        "posts/a/index.md",
        "posts/b/c.md",
    ]
    assert len(posts(tmp_path, problems, layout=PLAIN)) == 5


def test_hidden_and_built_folders_are_passed_over(tmp_path, problems):
    touch(
        tmp_path,
        "a.md",
        ".git/x.md",
        ".blog/trash/x.md",
        "node_modules/x/x.md",
        "notes/node_modules/x.md",
        "_site/x.md",
        "public/x.md",
        "dist/x.md",
        "themes/sand/x.md",
        "archetypes/x.md",
        "Templates/x.md",
        "notes/public/kept.md",
        "notes/themes/kept.md",
        "notes/sand/exampleSite/content/x.md",
    )
    assert posts(tmp_path, problems, ".", layout=FOLDER) == [
        "a.md",
        "notes/public/kept.md",
        "notes/themes/kept.md",
    ]


def test_folders_within_folders_are_taken_once(tmp_path, problems):
    touch(tmp_path, "posts/a.md", "posts/posts/b.md")
    assert posts(tmp_path, problems, "posts", "posts/posts", "posts") == [
        "posts/a.md",
        "posts/posts/b.md",
    ]


def test_a_folder_with_the_name_of_a_post(tmp_path, problems):
    touch(tmp_path, "posts/x.md/inner.md")
    assert posts(tmp_path, problems) == ["posts/x.md/inner.md"]
    assert problems == []


@posix
def test_a_pipe_is_named_and_never_read(tmp_path, problems):
    touch(tmp_path, "posts/a.md")
    os.mkfifo(tmp_path / "posts/pipe.md")
    blog = open_at(tmp_path)
    assert [post.path for post in blog.index().summaries(problems.append)] == ["posts/a.md"]
    assert [str(problem) for problem in problems] == ["posts/pipe.md: not a regular file"]


def test_hostile_files_do_not_stop_the_rest(tmp_path, problems):
    touch(tmp_path, "posts/a.md", "posts/z.md")
    write(tmp_path, {"posts/binary.md": b"\x89PNG\0\0", "posts/utf16.md": "a".encode("utf-16")})
    write(tmp_path, {"posts/latin.md": b"---\ntitle: caf\xe9\n---\n", "posts/empty.md": b""})
    with (tmp_path / "posts/huge.md").open("wb") as stream:
        stream.truncate(100 * 1024 * 1024)
    found = open_at(tmp_path).index().summaries(problems.append)
    assert [post.path for post in found] == ["posts/a.md", "posts/empty.md", "posts/z.md"]
    told = ["posts/binary.md", "posts/huge.md", "posts/latin.md", "posts/utf16.md"]
    assert [problem.path for problem in problems] == told


@posix
def test_links_in_circles_end(tmp_path, problems):
    touch(tmp_path, "posts/a.md", "posts/deep/b.md")
    (tmp_path / "posts/self").symlink_to(".")
    (tmp_path / "posts/deep/up").symlink_to("../..")
    (tmp_path / "posts/x.md").symlink_to("x.md")
    assert posts(tmp_path, problems) == ["posts/a.md", "posts/deep/b.md", "posts/x.md"]
    assert open_at(tmp_path).index().summaries(problems.append)[-1].path == "posts/deep/b.md"
    assert [problem.path for problem in problems] == ["posts/x.md"]


@posix
def test_links_within_the_blog_are_followed(tmp_path, problems):
    touch(tmp_path, "posts/a.md", "shared/b.md", "shared/deep/c.md")
    (tmp_path / "posts/more").symlink_to("../shared")
    (tmp_path / "posts/again.md").symlink_to("a.md")
    (tmp_path / "posts/other.md").symlink_to("../shared/b.md")
    assert posts(tmp_path, problems) == [
        "posts/a.md",
        "posts/more/b.md",
        "posts/more/deep/c.md",
        "posts/other.md",
    ]


@posix
def test_links_out_of_the_blog_are_told_and_not_followed(tmp_path, problems):
    touch(tmp_path, "blog/posts/a.md", "outside/b.md", "outside/logo.png")
    blog = tmp_path / "blog"
    (blog / "posts/out").symlink_to(tmp_path / "outside")
    (blog / "posts/out.md").symlink_to(tmp_path / "outside/b.md")
    (blog / "posts/logo.png").symlink_to(tmp_path / "outside/logo.png")
    assert posts(blog, problems) == ["posts/a.md"]
    assert sorted(problem.path for problem in problems) == ["posts/out", "posts/out.md"]


@posix
def test_a_folder_of_posts_that_leads_out_is_told(tmp_path, problems):
    touch(tmp_path, "outside/b.md")
    (tmp_path / "blog").mkdir()
    (tmp_path / "blog/posts").symlink_to(tmp_path / "outside")
    assert posts(tmp_path / "blog", problems) == []
    assert [problem.path for problem in problems] == ["posts"]


@pytest.mark.skipif("os.name == 'nt' or os.geteuid() == 0", reason="root may read everything")
def test_a_folder_that_may_not_be_read(tmp_path, problems):
    touch(tmp_path, "posts/a.md", "posts/shut/b.md")
    (tmp_path / "posts/shut").chmod(0)
    try:
        assert posts(tmp_path, problems) == ["posts/a.md"]
    finally:
        (tmp_path / "posts/shut").chmod(0o755)
    assert [problem.path for problem in problems] == ["posts/shut"]


def test_a_folder_that_vanished(tmp_path, problems):
    (tmp_path / "posts").mkdir()
    assert posts(tmp_path, problems, "posts", "gone") == []


def test_very_deep_folders(tmp_path, problems):
    touch(tmp_path, "posts/" + "d/" * 600 + "a.md")
    assert len(posts(tmp_path, problems)) == 1
    assert len(find_folders(tmp_path, "**/d")) == 600


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("posts", ["posts"]),
        ("./posts/", ["posts"]),
        (".", ["."]),
        ("content/*", ["content/cn", "content/en", "content/page.md"]),
        ("content/?n", ["content/cn", "content/en"]),
        ("content/[de]n", ["content/en"]),
        ("{news,posts,blog}", ["news", "posts"]),
        ("**/posts", ["posts", "content/en/posts"]),
        ("*/*.md", ["content/page.md", "news/a.md"]),
        ("nothing", []),
        ("*", ["content", "news", "posts"]),
        ("_site/posts", ["_site/posts"]),
        ("posts/**", ["posts", "posts/deep"]),
    ],
)
def test_globs(tmp_path, pattern, found):
    touch(tmp_path, "posts/deep/a.md", "news/a.md", "_site/posts/a.md", ".git/posts/a.md")
    touch(tmp_path, "content/en/posts/a.md", "content/cn/a.md", "content/page.md")
    assert find_folders(tmp_path, pattern) == found


@pytest.mark.parametrize("pattern", ["/etc", "../x", "posts/../../x"])
def test_globs_do_not_lead_out(tmp_path, pattern):
    with pytest.raises(UsageError):
        find_folders(tmp_path, pattern)


def test_a_glob_may_name_files(tmp_path, problems):
    touch(tmp_path, "posts/a.md", "posts/b.md", "posts/c.txt")
    found = find_folders(tmp_path, "posts/[ac].*")
    assert posts(tmp_path, problems, *found) == ["posts/a.md"]


def test_folders_that_the_generator_leaves_out(tmp_path, problems):
    touch(tmp_path, "content/a.md", "content/pages/about.md", "content/walks/pages/b.md")
    layout = BY_NAME["pelican"]._replace(skip=("content/pages",))
    found = posts(tmp_path, problems, "content", layout=layout)
    assert found == ["content/a.md", "content/walks/pages/b.md"]


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("**/**/**/x", ["x", "a/x", "a/b/x"]),
        ("**/" * 300 + "x", ["x", "a/x", "a/b/x"]),
        ("**/a/**/x", ["a/x", "a/b/x"]),
        ("**/**", [".", "a", "a/b", "a/b/x", "a/x", "x"]),
        ("{b,a,a}/x", ["a/x"]),
    ],
)
def test_a_glob_of_globs_names_each_folder_once(tmp_path, pattern, found):
    for folder in ("a/b/x", "a/x", "x"):
        (tmp_path / folder).mkdir(parents=True)
    assert find_folders(tmp_path, pattern) == found


@pytest.mark.parametrize("pattern", ["{..,a}/x", "..", "/a", "a/{b,..}", "x" * 1001])
def test_a_glob_that_leads_out_or_has_no_end_is_an_error(tmp_path, pattern):
    with pytest.raises(UsageError):
        find_folders(tmp_path, pattern)
