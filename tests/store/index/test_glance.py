"""A glance at a post, where it tells anything, tells what reading the post whole does."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from blogcli.store.fs.files import BEGINNING
from blogcli.store.index.pack_rows import PostRow
from blogcli.store.index.read_posts import read_place, read_whole
from blogcli.store.index.source import IndexSource
from tests.conftest import SITES, thorough
from tests.store.conftest import open_at, write
from tests.store.indexed import call

CORPORA = Path(__file__).parents[4] / "shared" / "corpora"
WEIRD = Path(__file__).parents[2] / "posts" / "weird"


def source_of(root: Path) -> IndexSource:
    blog = open_at(root, BLOG_INDEX="off")
    return IndexSource(blog.place, blog.folders, blog.layout, blog.conventions)


def glances(source: IndexSource, path: str) -> bool:
    """Whether a glance is enough for the post; then date, slug and marks are as read whole."""
    name = os.fsencode(path)
    found, whole = read_place(source, name), read_whole(source, name)
    place, post = PostRow(*found[0]), PostRow(*whole[0])
    if place.whole:
        assert found == whole
        return False
    assert (post.listed, post.problem, found[1]) == (1, None, None)
    same = {name: getattr(post, name) for name in ("slug", "date", "at", "floating")}
    assert place == PostRow(name, listed=1, **same)
    return True


@pytest.fixture(scope="module")
def paper(tmp_path_factory) -> Path:
    return write(tmp_path_factory.mktemp("paper"), {"blog.toml": "", "posts/x.md": ""})


def glances_at(root: Path, data: str | bytes, path: str = "posts/x.md") -> bool:
    write(root, {path: data})
    return glances(source_of(root), path)


@pytest.mark.parametrize("layout", sorted(site.name for site in SITES.iterdir() if site.is_dir()))
def test_sites(layout, make_blog):
    root = make_blog(layout)
    paths = open_at(root).paths(lambda problem: None)
    enough = [glances(source_of(root), path) for path in paths]
    assert any(enough) or layout == "pelican"


@pytest.mark.parametrize("config", ["hugo.toml", "pelicanconf.py", "_config.yml", "blog.toml"])
def test_weird_posts(config, tmp_path):
    paths = [file.name for file in WEIRD.iterdir()]
    root = write(tmp_path, {config: "PATH = 'x'" if config == "pelicanconf.py" else ""})
    write(root, {f"posts/{name}": (WEIRD / name).read_bytes() for name in paths})
    assert 5 < sum(glances(source_of(root), f"posts/{name}") for name in paths) < len(paths)


@pytest.mark.skipif(not CORPORA.exists(), reason="../shared/corpora is not there")
@pytest.mark.parametrize(
    ("name", "share"),
    [
        *(("golang-blog", 0.95), ("zola-docs", 0.25), ("jekyll-fixtures", 0)),
        *thorough(("nodejs-blog", 0.95), ("rust-blog", 0.8), ("babel-blog", 0)),
        *thorough(("11ty-blog", 0), ("jekyll-docs", 0)),
    ],
)
def test_real_posts(name, share):
    source = source_of(CORPORA / name)
    paths = open_at(CORPORA / name, BLOG_INDEX="off").paths(lambda problem: None)
    enough = sum(glances(source, path) for path in paths)
    assert enough >= share * len(paths)


LINES = st.sampled_from(
    [
        *("title: A", "date: 2026-01-02", "date: 2026-01-02T10:00:00+02:00", "Date: 3 May 2024"),
        *("date:", "slug: b", "slug: /c/", "Slug: 7", "slug: [a]", "draft: true", "path: y"),
        *("url: /2019/10/15/x/", "tags: [a, b]", "tags:\n- a", "# no", "x: 'y", "x: {a: b}"),
        *("date: 2026-13-45", "pubDate: 2025", "date: !!str 1", "\x00", "---", "...", "+++"),
        *("slug = 'x'", "date = 2026-01-02", "x"),
    ]
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    fence=st.sampled_from(["---", "+++", "", ";;;", "\ufeff---", "\n---"]),
    lines=st.lists(LINES | st.text(max_size=20), max_size=8),
    size=st.sampled_from([0, 10, BEGINNING, 2 * BEGINNING]),
    name=st.sampled_from(["x.md", "2024-02-03-y.md", "2024-02-30-z.md", "2020/01/02/w/index.md"]),
)
@example(fence="---", lines=["date: 2026-01-02", "slug: b"], size=0, name="x.md")
def test_anything_near_to_front_matter(fence, lines, size, name, paper):
    data = "\n".join([fence, *lines, fence.strip("\ufeff\n"), "y" * size])
    glances_at(paper, data.encode(errors="surrogatepass"), f"posts/{name}")


@pytest.mark.parametrize("more", range(-6, 8))
def test_a_fence_where_the_beginning_ends(more, paper):
    """The row of hyphens goes on beyond the bytes that are looked at, and so is no fence."""
    front = f"---\ntitle: A\nx: {'y' * (BEGINNING - 20 + more - 5)}\n"
    for fence in "---", "----", "--- no", "--- \n", "---\n\n\n":
        glances_at(paper, f"{front}{fence}\nz: 1\n---\n")


def test_what_is_not_a_plain_file(paper):
    write(paper, {"posts/target.md": "---\ntitle: A\n---\n", "posts/dir.md/x.txt": ""})
    (paper / "posts/link.md").symlink_to("target.md")
    (paper / "posts/out.md").symlink_to("/etc/passwd")
    os.mkfifo(paper / "posts/pipe.md")
    for name in "link", "out", "pipe", "dir", "missing":
        assert not glances(source_of(paper), f"posts/{name}.md")
    (paper / "posts/pipe.md").unlink()


def test_a_file_too_large_for_a_post(paper, monkeypatch):
    monkeypatch.setattr("blogcli.store.fs.files.MAX_SIZE", 100)
    assert not glances_at(paper, "---\ntitle: A\n---\n" + "x" * 100)
    assert glances_at(paper, "---\ntitle: A\n---\n" + "x" * 80)


@pytest.mark.usefixtures("settled")
def test_a_short_list_reads_no_more_than_it_shows(whole, reads):
    call(whole, "list", "-n", "2")
    assert len(reads.glanced) == 4
    assert sorted(reads.opened) == ["posts/2026-01-02-two.md", "posts/deep/three.md"]
    reads.clear()
    call(whole, "list", "-n", "2")
    assert (reads.glanced, reads.opened) == ([], [])
    call(whole, "tags")
    assert sorted(reads.opened) == [
        "posts/2026-01-01-one.md",
        "posts/four.md",
    ]
    reads.clear()
    for words in ("list", "--json"), ("tags",), ("list", "-n", "2"):
        call(whole, *words)
    assert (reads.glanced, reads.opened) == ([], [])


@pytest.mark.usefixtures("settled")
def test_what_changed_is_glanced_at(whole, reads):
    call(whole, "list", "--json")
    write(whole, {"posts/four.md": "---\ntitle: Fourth\ndate: 2020-01-01\n---\n"})
    reads.clear()
    call(whole, "list", "-n", "1")
    assert (reads.glanced, reads.opened) == (["posts/four.md"], [])
    reads.clear()
    assert b"Fourth" in call(whole, "list", "--json").out
    assert reads.opened == ["posts/four.md"]
