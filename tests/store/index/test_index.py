"""The index reads what changed and no more, and shows each change at once."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from pathlib import Path
from stat import S_ISDIR

import pytest

from blogcli.store.index import stamps
from blogcli.store.index.database import Database
from tests.conftest import thorough
from tests.store.conftest import write
from tests.store.indexed import bare, cache_of, call, index_of, titles

pytestmark = pytest.mark.usefixtures("settled")

ONE, TWO = "posts/2026-01-01-one.md", "posts/2026-01-02-two.md"
THREE, FOUR = "posts/deep/three.md", "posts/four.md"
ALL = [ONE, TWO, THREE, FOUR]


def post(title: str, **more: str) -> str:
    keys = "".join(f"{key}: {value}\n" for key, value in {"title": title, **more}.items())
    return f"---\n{keys}---\nSome text.\n"


def test_posts_are_opened_once(whole, reads):
    call(whole, "list")
    assert sorted(reads.opened) == ALL
    reads.clear()
    for words in ("list",), ("list", "--json"), ("list", "-s", "title", "is:draft"), ("tags",):
        call(whole, *words)
    assert reads.opened == []
    assert reads.scanned == []


def test_what_cannot_be_read_is_tried_each_time(blog, reads):
    first = call(blog, "list")
    reads.clear()
    assert call(blog, "list") == first
    assert set(reads.opened) == {"posts/unclosed.md", "posts/utf16.md"}


def change(root: Path) -> None:
    write(root, {ONE: post("Changed")})


def add(root: Path) -> None:
    write(root, {"posts/new.md": post("New")})


def add_folder(root: Path) -> None:
    write(root, {"posts/deep/er/new.md": post("New")})


def remove(root: Path) -> None:
    (root / ONE).unlink()


def rename(root: Path) -> None:
    (root / ONE).rename(root / "posts/renamed.md")


def swap(root: Path) -> None:
    (root / ONE).rename(root / "posts/x")
    (root / FOUR).rename(root / ONE)
    (root / "posts/x").rename(root / FOUR)


def replace_folder(root: Path) -> None:
    shutil.copytree(root / "posts/deep", root / "posts/other")
    shutil.rmtree(root / "posts/deep")
    (root / "posts/other").rename(root / "posts/deep")


def replace_unseen(root: Path) -> None:
    """Another file of the same size, with the times of the old one."""
    status = (root / ONE).stat()
    text = (root / ONE).read_bytes().replace(b"One", b"Eno")
    write(root, {"posts/.new": text})
    os.utime(root / "posts/.new", ns=(status.st_atime_ns, status.st_mtime_ns))
    (root / "posts/.new").replace(root / ONE)


def change_unseen(root: Path) -> None:
    """The same file with other text of the same size, and its old time set again."""
    status = (root / ONE).stat()
    write(root, {ONE: (root / ONE).read_bytes().replace(b"One", b"Eno")})
    os.utime(root / ONE, ns=(status.st_atime_ns, status.st_mtime_ns))


def touch(root: Path) -> None:
    os.utime(root / ONE, (0, 0))


def link(root: Path) -> None:
    (root / "posts/link.md").symlink_to("four.md")


def link_folder(root: Path) -> None:
    (root / "posts/deep").rename(root / "elsewhere")
    (root / "posts/deep").symlink_to("../elsewhere")


def make_folder_of_it(root: Path) -> None:
    (root / ONE).unlink()
    write(root, {f"{ONE}/inner.md": post("Inner")})


CHANGES = {
    change: [ONE],
    add: ["posts/new.md"],
    add_folder: ["posts/deep/er/new.md"],
    remove: [],
    rename: ["posts/renamed.md"],
    swap: [ONE, FOUR],
    replace_folder: [THREE],
    replace_unseen: [ONE],
    change_unseen: [ONE],
    touch: [ONE],
    link: [],
    link_folder: [],
    make_folder_of_it: [f"{ONE}/inner.md"],
}


@pytest.mark.parametrize("together", [2, *thorough(1, 5000)])
@pytest.mark.parametrize("make", CHANGES, ids=lambda make: make.__name__)
def test_only_what_changed_is_read(make, together, whole, reads, monkeypatch):
    monkeypatch.setattr("blogcli.store.index.refresh._TOGETHER", together)
    titles(whole)
    make(whole)
    reads.clear()
    changed = call(whole, "list", "--json")
    assert sorted(reads.opened) == CHANGES[make]
    assert changed == bare(whole, "list", "--json")
    reads.clear()
    assert call(whole, "list", "--json") == changed
    assert reads.opened == []


@pytest.mark.parametrize("together", [1, 2, 3, 5000])
def test_many_changes_at_once(together, whole, reads, monkeypatch):
    monkeypatch.setattr("blogcli.store.index.refresh._TOGETHER", together)
    titles(whole)
    for make in (change, add, remove, add_folder, replace_folder):
        make(whole)
    assert sorted(titles(whole)) == ["Four", "New", "New", "Three", "Two"]


def test_the_last_post_goes(whole):
    titles(whole)
    shutil.rmtree(whole / "posts")
    (whole / "posts").mkdir()
    for _ in range(2):
        result = call(whole, "list", "--json")
        assert (result.code, json.loads(result.out)) == (0, [])
        assert "no post" in result.err.lower()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_post_that_may_not_be_read_any_more(whole):
    titles(whole)
    (whole / ONE).chmod(0)
    for _ in range(2):
        result = call(whole, "list")
        assert result == bare(whole, "list")
        assert "permission denied" in result.err
    (whole / ONE).chmod(0o644)
    assert "One" in titles(whole)


@pytest.mark.parametrize(
    "text",
    [
        'posts = ["posts/deep"]\n',
        'timezone = "Asia/Tokyo"\n',
        '[fields]\ntitle = ["slug"]\n',
        'split = "space"\n',
        'draft = "published: false"\n',
    ],
)
def test_other_settings_are_another_index(text, whole, reads):
    write(whole, {FOUR: "---\nname: N\ntitle: T\nslug: s\ntags: a b, c\n---\n"})
    before = call(whole, "list", "--json")
    write(whole, {"blog.toml": text})
    expected = bare(whole, "list", "--json")
    if expected.code == 2:
        pytest.fail(expected.err)
    reads.clear()
    assert call(whole, "list", "--json") == expected
    assert reads.opened != []
    assert call(whole, "list", "--json") == expected
    write(whole, {"blog.toml": ""})
    assert call(whole, "list", "--json") == before


def test_the_generators_own_zone(make_blog, reads):
    root = make_blog("hugo")
    call(root, "list", "--json")
    config = root / "hugo.toml"
    config.write_text(config.read_text().replace("Europe/Oslo", "Asia/Tokyo"))
    reads.clear()
    after = call(root, "list", "--json", "since:2026-05-01")
    assert reads.opened != []
    assert after == bare(root, "list", "--json", "since:2026-05-01")


def test_no_look_at_the_posts_for_a_slug(whole, reads):
    expected = bare(whole, "show", "quattro")
    titles(whole)
    reads.clear()
    assert call(whole, "show", "quattro") == expected
    assert reads.opened == [FOUR]
    assert reads.scanned == []
    assert sorted(reads.stamped) == ["posts", "posts/deep"]


@pytest.mark.parametrize(
    "ref", ["one", "quattr", "four", "Quattro", "@latest", "@oldest", FOUR, "none", "o", ""]
)
def test_names_are_found_as_without_the_index(ref, whole):
    titles(whole)
    for view in (), ("--json",):
        assert call(whole, "show", ref, *view) == bare(whole, "show", ref, *view)


def test_a_second_post_of_the_slug(whole):
    titles(whole)
    write(whole, {"posts/deep/another.md": post("Another", slug="quattro")})
    for _ in range(2):
        result = call(whole, "show", "quattro")
        assert result == bare(whole, "show", "quattro")
        assert result.code == 3
        assert "posts/deep/another.md" in result.err
    titles(whole)
    assert call(whole, "show", "quattro") == result
    (whole / "posts/deep/another.md").unlink()
    assert call(whole, "show", "quattro").code == 0


@pytest.mark.parametrize("places", [("0a", "0b"), ("zy", "zz"), ("0a", "zz")])
def test_neighbours_of_the_same_slug(places, whole):
    """Side by side in the order of the paths, at the beginning and at the end."""
    write(whole, {f"posts/{name}.md": post(name, slug="same") for name in places})
    titles(whole)
    assert call(whole, "show", "same") == bare(whole, "show", "same")
    assert call(whole, "show", "same").code == 3


def test_a_slug_that_moved_to_another_post(whole):
    titles(whole)
    write(whole, {FOUR: post("Four"), ONE: post("One", slug="quattro")})
    assert call(whole, "show", "quattro") == bare(whole, "show", "quattro")
    titles(whole)
    assert call(whole, "show", "quattro") == bare(whole, "show", "quattro")
    assert call(whole, "show", "four") == bare(whole, "show", "four")


def test_slugs_of_odd_characters(whole, reads):
    odd = {"posts/a.md": '---\nslug: "a\\0b"\n---\n', "posts/b.md": '---\nslug: "ab"\n---\n',
           "posts/c.md": "---\nslug: é\n---\n", "posts/d.md": '---\nslug: "x\\x1fy"\n---\n',
           "posts/e.md": '---\nslug: ""\n---\n'}  # fmt: skip
    write(whole, odd)
    titles(whole)
    for ref in ("ab", "é", "x\x1fy", "e", "a", ""):
        assert call(whole, "show", ref) == bare(whole, "show", ref), ref


class CoarseClock:
    """A file system that keeps times in steps of two seconds; the clock stands where it is put.

    The clock itself is finer, as it may be where the index is kept on another file system.
    """

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.now = 1_790_000_001
        patch.setattr(Database, "clock", lambda file: self.now * 10**9)
        patch.setattr(stamps.os, "stat", self._stat)
        self._inodes: dict[bytes, int] = {}
        self._times: dict[bytes, int] = {}

    def write(self, root: Path, path: str, text: str) -> None:
        """In place: the inode stays, as does the size if the text is as long."""
        is_new = not (root / path).exists()
        write(root, {path: text})
        for place in (root / path, *([(root / path).parent] if is_new else [])):
            self._times[os.fsencode(place)] = self.now

    def _stat(self, name, *, real=os.stat, **options):
        found = real(name, **options)
        if not isinstance(name, bytes):
            return found
        at = self._times.get(name, 0) // 2 * 2 * 10**9
        size = 0 if S_ISDIR(found.st_mode) else found.st_size
        return Stat(at, at, size, found.st_ino)


class Stat:
    def __init__(self, mtime: int, ctime: int, size: int, inode: int) -> None:
        self.st_mtime_ns, self.st_ctime_ns = mtime, ctime
        self.st_size, self.st_ino = size, inode


def changed_within_a_tick(root: Path, disk: CoarseClock) -> list[list[str]]:
    """What lists show after each of two changes that leave times, size and inode as they are."""
    disk.write(root, FOUR, post("AAAA", slug="quattro"))
    shown = []
    for seconds, title in (0, "BBBB"), (0, "CCCC"), (1, "DDDD"), (1, "EEEE"):
        call(root, "list", "--json")
        disk.now += seconds
        disk.write(root, FOUR, post(title, slug="quattro"))
        listed = call(root, "list", "--fields", "title")
        records = call(root, "list", "--json")
        shown.append([title in listed.out.decode(), title in records.out.decode()])
    return shown


def test_a_post_that_changes_twice_within_a_tick(whole, monkeypatch):
    monkeypatch.setattr("blogcli.store.index.stamps.RACY", 2 * 10**9)
    disk = CoarseClock(monkeypatch)
    assert changed_within_a_tick(whole, disk) == [[True, True]] * 4


def test_without_the_rule_it_would_be_missed(whole, monkeypatch):
    monkeypatch.setattr("blogcli.store.index.stamps.RACY", 0)
    shown = changed_within_a_tick(whole, CoarseClock(monkeypatch))
    assert shown[:2] == [[False, False]] * 2


def test_a_folder_that_changes_twice_within_a_tick(whole, monkeypatch):
    monkeypatch.setattr("blogcli.store.index.stamps.RACY", 2 * 10**9)
    disk = CoarseClock(monkeypatch)
    for name in ("Alpha", "Beta"):
        disk.write(whole, f"posts/{name}.md", post(name))
        assert name in titles(whole)
        assert call(whole, "show", name) == bare(whole, "show", name)


def test_a_change_within_a_tick_while_another_writes(whole, monkeypatch):
    monkeypatch.setattr("blogcli.store.index.stamps.RACY", 2 * 10**9)
    monkeypatch.setattr("blogcli.store.index.database._WAIT", 0.01)
    disk = CoarseClock(monkeypatch)
    disk.write(whole, FOUR, post("AAAA"))
    titles(whole)
    disk.write(whole, FOUR, post("BBBB"))
    other = sqlite3.connect(index_of(whole), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert "BBBB" in titles(whole)
    other.close()


def test_in_time_a_young_post_is_believed(whole, reads, monkeypatch):
    monkeypatch.setattr("blogcli.store.index.stamps.RACY", 2 * 10**9)
    disk = CoarseClock(monkeypatch)
    disk.write(whole, FOUR, post("Young"))
    for seconds, opened in (0, ALL), (1, [FOUR]), (0, [FOUR]), (4, [FOUR]), (0, []):
        disk.now += seconds
        reads.clear()
        call(whole, "list")
        assert sorted(reads.opened) == opened


def test_a_file_system_that_does_not_tell_its_time(whole, reads, monkeypatch):
    monkeypatch.setattr("blogcli.store.index.stamps.RACY", 2 * 10**9)
    monkeypatch.setattr(Database, "clock", lambda file: 0)
    for _ in range(2):
        reads.clear()
        call(whole, "list")
        assert sorted(reads.opened) == ALL


def test_times_that_no_stamp_can_hold(whole, reads):
    try:
        os.utime(whole / ONE, ns=(0, 10**19))
    except (OSError, OverflowError):
        pytest.skip("no file can have such a time here")
    if (whole / ONE).stat().st_mtime_ns < 2**63:
        pytest.skip("no file can have such a time here")
    titles(whole)
    reads.clear()
    assert call(whole, "list") == bare(whole, "list")


def test_git_does_not_see_the_index(whole):
    git = shutil.which("git")
    if not git:
        pytest.skip("git is not installed")
    import subprocess

    subprocess.run([git, "init", "-q", str(whole)], check=True)
    call(whole, "list")
    status = [git, "-C", str(whole), "status", "--porcelain", "-uall"]
    seen = subprocess.run(status, check=True, capture_output=True, text=True).stdout
    assert "posts/four.md" in seen
    assert ".blog" not in seen


def test_the_folder_may_be_deleted(whole):
    call(whole, "list")
    shutil.rmtree(cache_of(whole))
    titles(whole)
    assert index_of(whole).exists()


def test_reading_writes_nothing_into_the_blog(whole):
    before = {(path, path.lstat().st_mtime_ns) for path in (whole, *whole.rglob("*"))}
    for words in (("list",), ("show", "quattro"), ("search", "text"), ("tags",), ("check",)):
        call(whole, *words)
    assert {(path, path.lstat().st_mtime_ns) for path in (whole, *whole.rglob("*"))} == before
    modes = {file.name: file.stat().st_mode & 0o777 for file in cache_of(whole).iterdir()}
    assert set(modes.values()) == {0o600}
    assert cache_of(whole).stat().st_mode & 0o777 == 0o700
    assert "index.db" in modes


def test_the_cache_of_a_blog_that_is_gone_is_dropped(whole, tmp_path):
    gone = write(tmp_path / "gone", {"posts/a.md": "---\ntitle: A\n---\n"})
    titles(gone)
    kept = cache_of(gone)
    shutil.rmtree(gone)
    titles(whole)
    assert not kept.exists()


def test_off_means_no_trace(whole):
    bare(whole, "list")
    assert not index_of(whole).exists()
