"""What posts say by themselves is kept until they change; with it, commands do the same."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from blogcli.store.index import processes, read_posts
from blogcli.store.index.contents import PostContents
from tests.conftest import thorough
from tests.store.index.test_same_answers import CORPORA, MORE_SITES
from tests.store.indexed import Reads, bare, call, index_of

CALLS = [
    ("check",),
    ("check", "--only", "all", "--json"),
    ("check", "tag:*", "--format", "github"),
    *(("rm", word, "--dry-run") for word in ("@latest", "@oldest")),
    *(("rename", word, "another-name", "--dry-run") for word in ("@latest", "@oldest")),
]


def assert_the_same(root: Path) -> None:
    """Each call is made without an index, without one yet, and with one."""
    for words in CALLS:
        expected = bare(root, *words)
        index_of(root).unlink(missing_ok=True)
        for _ in range(2):
            assert call(root, *words) == expected, words


@pytest.mark.parametrize("layout", ["hugo", "plain", *thorough("jekyll", *sorted(MORE_SITES))])
@pytest.mark.usefixtures("settled")
def test_sites(layout, make_blog):
    assert_the_same(make_blog(layout))


@pytest.mark.skipif(not CORPORA.exists(), reason="../shared/corpora is not there")
@pytest.mark.parametrize(
    "name", thorough(*(one.name for one in CORPORA.glob("*/") if CORPORA.exists()))
)
@pytest.mark.usefixtures("settled")
def test_real_blogs(name, tmp_path):
    assert_the_same(Path(shutil.copytree(CORPORA / name, tmp_path / name, symlinks=True)))


@pytest.fixture
def reads(monkeypatch) -> list[str]:
    """The paths of the posts that are read."""
    return Reads(monkeypatch).opened


@pytest.fixture
def linked(tmp_path) -> Path:
    """A blog of three posts, of which one links to another."""
    (tmp_path / "posts").mkdir()
    for name, text in (("a", "[b](b.md) [gone](gone.md)"), ("b", "# Part"), ("c", "Words.")):
        meta = f"---\ntitle: {name}\ndate: 2024-01-01\n---\n"
        (tmp_path / f"posts/{name}.md").write_text(f"{meta}{text}\n")
    return tmp_path


@pytest.mark.usefixtures("settled")
def test_a_second_check_reads_only_what_changed(linked, reads):
    first = call(linked, "check")
    assert b"gone.md" in first.out
    assert len(reads) == 3
    reads.clear()
    assert call(linked, "check") == first
    assert reads == []
    (linked / "posts/b.md").write_text("---\ntitle: b\ndate: 2024-01-01\n---\n[no](nowhere.md)\n")
    assert b"nowhere.md" in call(linked, "check").out
    assert reads == ["posts/b.md"]


@pytest.mark.usefixtures("settled")
def test_while_a_check_reads_posts_again_others_miss_none(linked, monkeypatch):
    first, read, seen = call(linked, "check"), read_posts.read_whole, []

    def read_beside_another(*words, **how):
        with closing(sqlite3.connect(index_of(linked))) as index:
            seen.extend(index.execute("SELECT count(*) FROM post").fetchone())
        return read(*words, **how)

    monkeypatch.setattr(read_posts, "read_whole", read_beside_another)
    for path in (linked / "posts").iterdir():
        path.write_text(path.read_text() + "\n")
    assert call(linked, "check") == first
    assert seen == [3, 3, 3]


@pytest.mark.usefixtures("settled")
def test_a_post_that_vanishes_meanwhile_is_a_finding_beside_the_others(linked, monkeypatch):
    """Whole-blog checks that read a post again must not give up."""
    (linked / "posts/b.md").write_text("---\ntitle: c\ndate: 2099-01-01\n---\n# Part\n")
    call(linked, "list")
    read = PostContents._row

    def read_after(self: PostContents, path: bytes):
        (linked / "posts/b.md").unlink(missing_ok=True)
        return read(self, path)

    monkeypatch.setattr(PostContents, "_row", read_after)
    found = call(linked, "check", "--only", "all")
    assert found.code == 6
    assert b"posts/b.md: error: cannot be read" in found.out
    assert b"gone.md" in found.out


@pytest.mark.usefixtures("settled")
def test_a_rename_reads_only_the_posts_that_link(linked, reads):
    call(linked, "check")
    reads.clear()
    found = call(linked, "rename", "b", "new", "--dry-run")
    assert b"+[b](new.md)" in found.out
    assert "posts/c.md" not in reads


@pytest.mark.parametrize("damage", ["[[", '[["inline", [], [1, 2]]]', '[["x"]]'])
@pytest.mark.usefixtures("settled")
def test_contents_that_are_damaged_are_read_again(linked, damage):
    first = call(linked, "check")
    with closing(sqlite3.connect(index_of(linked))) as index, index:
        index.execute("UPDATE content SET links = ?", (damage,))
    assert call(linked, "check") == first
    assert call(linked, "check") == first


@pytest.mark.usefixtures("settled")
def test_contents_of_posts_that_are_gone_are_dropped(linked):
    call(linked, "check")
    (linked / "posts/c.md").unlink()
    call(linked, "check")
    with closing(sqlite3.connect(index_of(linked))) as index:
        assert index.execute("SELECT count(*) FROM content").fetchone() == (2,)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
@pytest.mark.usefixtures("settled")
def test_several_processes_find_what_one_finds(tmp_path, monkeypatch):
    forks, fork = [], os.fork
    monkeypatch.setattr(processes.os, "fork", lambda: forks.append(1) or fork())
    folder = tmp_path / "posts"
    folder.mkdir()
    for number in range(700):
        near = f"alpha-{(number * 7) % 700:03}"
        links = f"[a]({near}.md) [b]({near}.md#part) [c]({near}.md#no-{number % 300}) ![](/x.png)"
        # Only the first few of such names are compared with those of posts.
        links += f"\n[d]({near[:-1]}x.md) [e]()" if number % 9 == 5 else ""
        meta = (
            f"title: {number}\ndate: 2024-01-01\ndraft: {'true' if number % 50 == 3 else 'false'}"
        )
        (folder / f"alpha-{number:03}.md").write_text(f"---\n{meta}\n---\n# Part\n{links}\n")
    found = []
    for count in 1, 3:
        monkeypatch.setattr(processes.os, "cpu_count", lambda count=count: count)
        found += [call(tmp_path, "check", "--only", "all", "--json") for _ in range(2)]
    assert len(forks) == 4  # two for each of the last two calls
    hints = found[0].out.count(b"did you mean")
    assert 0 < hints < found[0].out.count(b"x.md'")
    assert b"not public" in found[0].out
    assert b"#no-" in found[0].out
    assert [one == found[0] for one in found] == [True] * 4
