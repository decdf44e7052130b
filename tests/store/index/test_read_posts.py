"""Many posts are read by several processes; whatever befalls one costs time alone."""

from __future__ import annotations

import marshal
import os
import signal

import pytest

from blogcli.errors import Unreadable
from blogcli.posts.model.conventions import Conventions
from blogcli.posts.model.summary import Summary
from blogcli.store.index import read_posts
from blogcli.store.index.read_posts import SentRow, read_ahead, read_all, read_whole
from blogcli.store.index.rows import IndexedPost, PostRow
from blogcli.store.index.source import IndexSource
from blogcli.store.layouts.table import LAYOUTS
from tests.store.conftest import write
from tests.store.indexed import bare, call

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")

PATHS = [b"p%03d" % number for number in range(1000)]
PARENT = os.getpid()
NO_SOURCE = IndexSource("", (), LAYOUTS[0], Conventions())


def entry(source: IndexSource, path: bytes) -> IndexedPost:
    if path.endswith(b"7"):
        raise Unreadable("not read", path=path.decode())
    name = path.decode()
    problem = Unreadable("read in part", path=name) if name.endswith("5") else None
    summary = Summary(name, name.replace("p", "s"), "Title", at=float(name[1:]))
    return IndexedPost(summary, not name.endswith("3"), problem)


def read(path: bytes) -> SentRow:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(read_posts, "read_entry", entry)
        return read_whole(NO_SOURCE, path)


EXPECTED = read_all(read, PATHS[:100], lambda done, total: None)


@pytest.fixture(autouse=True)
def processors(monkeypatch):
    monkeypatch.setattr(read_posts.os, "cpu_count", lambda: 4)


def all_read(found) -> bool:
    """Whether what was found is what one process alone finds, in the order of the paths."""
    here = read_posts._read_here(read, PATHS, lambda done: None)
    return found == here


def nothing(done: int, total: int) -> None:
    pass


def test_what_is_kept_of_each():
    posts = [PostRow(*post) for post, *_ in EXPECTED[:10]]
    assert [at for at, post in enumerate(posts) if post.listed] == [0, 1, 2, 4, 5, 6, 8, 9]
    assert [at for at, post in enumerate(posts) if post.problem] == [5, 7]
    assert [at for at, (_, record, _) in enumerate(EXPECTED[:10]) if record is None] == [7]
    assert (posts[1].at, posts[1].slug, posts[2].path) == (1.0, "s001", b"p002")


def test_the_order_is_kept():
    assert all_read(read_all(read, PATHS, nothing))


@pytest.mark.parametrize("count", [0, 1, 2, 499, 500, 501, 502, 751, 999])
def test_any_number_of_posts(count):
    found = read_all(read, PATHS[:count], nothing)
    assert found == read_posts._read_here(read, PATHS[:count], lambda done: None)


def test_the_work_is_shared():
    done_here = []

    def noting(path: bytes) -> SentRow:
        done_here.append(path)
        return read(path)

    read_all(noting, PATHS, nothing)
    assert len(done_here) < 500


def die(path: bytes) -> SentRow:
    if os.getpid() != PARENT:
        os.kill(os.getpid(), signal.SIGKILL)
    return read(path)


def fail(path: bytes) -> SentRow:
    if os.getpid() != PARENT:
        raise ZeroDivisionError
    return read(path)


@pytest.mark.parametrize("reader", [die, fail])
def test_a_child_that_dies(reader, capfd):
    assert all_read(read_all(reader, PATHS, nothing))
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("reader", [read, die, fail])
def test_parts_are_read_ahead(reader, capfd):
    told = []
    parts = iter([PATHS[:300], PATHS[300:900], PATHS[900:]])
    found = [*read_ahead(reader, parts, len(PATHS), lambda *one: told.append(one))]
    assert [*map(len, found)] == [300, 600, 100]
    assert all_read([row for part in found for row in part])
    assert told == sorted(told)
    assert told[-1] == (1000, 1000)
    assert capfd.readouterr() == ("", "")


def test_a_child_that_reads_ahead_is_waited_for(monkeypatch):
    made, children = read_posts._child, []
    monkeypatch.setattr(
        read_posts, "_child", lambda *words: children.append(made(*words)) or children[-1]
    )
    ahead = read_ahead(read, iter([PATHS[:500], PATHS[500:]]), len(PATHS), nothing)
    assert len(next(ahead)) == 500
    ahead.close()
    with pytest.raises(ChildProcessError):
        os.waitpid(children[0]._pid, os.WNOHANG)


@pytest.mark.parametrize(
    "sent",
    [b"", b"rubbish", b"\xff" * 100, *map(marshal.dumps, (7, [], [(1, 2)], [7], None))],
)
def test_a_child_that_sends_rubbish(sent, monkeypatch):
    monkeypatch.setattr(marshal, "dump", lambda done, stream: stream.write(sent))
    assert all_read(read_all(read, PATHS, nothing))


def test_half_of_what_a_child_sends(monkeypatch):
    def half(done, stream):
        data = marshal.dumps(done)
        stream.write(data[: len(data) // 2])

    monkeypatch.setattr(marshal, "dump", half)
    assert all_read(read_all(read, PATHS, nothing))


def test_no_more_processes_are_allowed(monkeypatch):
    def refused():
        raise BlockingIOError("no more processes")

    monkeypatch.setattr(read_posts.os, "fork", refused)
    assert all_read(read_all(read, PATHS, nothing))


def test_nobody_waits_for_children():
    before = signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    try:
        assert all_read(read_all(read, PATHS, nothing))
    finally:
        signal.signal(signal.SIGCHLD, before)


@pytest.mark.parametrize("count", [100, 1000])
def test_progress_is_told(count):
    told: list[tuple[int, int]] = []
    read_all(read, PATHS[:count], lambda done, total: told.append((done, total)))
    assert {total for _, total in told} == {count}
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert len(told) > 20
    assert 0 < told[-1][0] <= count


def test_the_posts_of_a_large_blog(tmp_path):
    posts = {f"posts/p{n:03}.md": f"---\ntitle: T{n}\ndate: 2026-01-01\n---\n" for n in range(600)}
    posts["posts/p050.md"] = posts["posts/p599.md"] = "---\ntitle: 'T\ndate: 2026-02-01\n---\n"
    root = write(tmp_path / "blog", {"blog.toml": "", **posts})
    for _ in range(2):
        assert call(root, "list", "--json") == bare(root, "list", "--json")
    assert len(bare(root, "list").err.splitlines()) == 2
