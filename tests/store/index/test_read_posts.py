"""Many posts are read by several processes; whatever befalls one costs time alone."""

from __future__ import annotations

import marshal
import os
import signal
import threading
from collections import deque

import pytest

from blogcli.errors import Unreadable
from blogcli.posts.model.conventions import Conventions
from blogcli.posts.model.summary import Summary
from blogcli.store.index import processes, read_posts
from blogcli.store.index.pack_rows import IndexedPost, PostRow
from blogcli.store.index.processes import map_in_processes
from blogcli.store.index.read_posts import read_whole
from blogcli.store.index.source import IndexSource
from blogcli.store.index.write_rows import SentRow
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


EXPECTED = [*map(read, PATHS)]


@pytest.fixture(autouse=True)
def processors(monkeypatch):
    monkeypatch.setattr(processes.os, "cpu_count", lambda: 4)


def all_read(found) -> bool:
    """Whether what was found is what one process alone finds, in the order of the paths."""
    return [*found] == EXPECTED


def nothing(done: int, total: int) -> None:
    pass


def test_what_is_kept_of_each():
    posts = [PostRow(*post) for post, *_ in EXPECTED[:10]]
    assert [at for at, post in enumerate(posts) if post.listed] == [0, 1, 2, 4, 5, 6, 8, 9]
    assert [at for at, post in enumerate(posts) if post.problem] == [5, 7]
    assert [at for at, (_, record, _) in enumerate(EXPECTED[:10]) if record is None] == [7]
    assert (posts[1].at, posts[1].slug, posts[2].path) == (1.0, "s001", b"p002")


def test_the_order_is_kept():
    assert all_read(map_in_processes(read, PATHS, nothing))


@pytest.mark.parametrize("count", [0, 1, 2, 499, 500, 501, 502, 751, 999])
def test_any_number_of_posts(count):
    assert [*map_in_processes(read, PATHS[:count], nothing)] == EXPECTED[:count]


def test_the_work_is_shared():
    done_here = []

    def noting(path: bytes) -> SentRow:
        done_here.append(path)
        return read(path)

    assert all_read(map_in_processes(noting, PATHS, nothing))
    assert done_here == PATHS[:1]


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
    assert all_read(map_in_processes(reader, PATHS, nothing))
    assert capfd.readouterr() == ("", "")


def test_a_child_that_dies_later_loses_nothing(capfd):
    def die_later(path: bytes) -> SentRow:
        return die(path) if path > PATHS[600] else read(path)

    assert all_read(map_in_processes(die_later, PATHS, nothing))
    assert capfd.readouterr() == ("", "")


@pytest.fixture
def children(monkeypatch):
    made, seen = processes._child, []
    monkeypatch.setattr(processes, "_child", lambda *words: seen.append(made(*words)) or seen[-1])
    return seen


def test_children_end_with_whoever_wants_no_more(children):
    found = map_in_processes(read, PATHS, nothing)
    assert [next(found) for _ in range(100)] == EXPECTED[:100]
    found.close()
    assert len(children) == 4
    for child in children:
        with pytest.raises(ChildProcessError):
            os.waitpid(child._pid, os.WNOHANG)


@pytest.mark.parametrize("processors_there", [1, None])
def test_one_processor_reads_alone(processors_there, monkeypatch, children):
    monkeypatch.setattr(processes.os, "cpu_count", lambda: processors_there)
    assert all_read(map_in_processes(read, PATHS, nothing))
    assert children == []


def test_a_process_with_threads_reads_alone(children):
    wait = threading.Event()
    other = threading.Thread(target=wait.wait)
    other.start()
    try:
        assert all_read(map_in_processes(read, PATHS, nothing))
    finally:
        wait.set()
        other.join()
    assert children == []


@pytest.mark.parametrize(
    "sent",
    [b"", b"rubbish", b"\xff" * 100, *map(marshal.dumps, (7, [], [(1, 2)], [7], None))],
)
def test_a_child_that_sends_rubbish(sent, monkeypatch):
    monkeypatch.setattr(marshal, "dumps", lambda done: sent)
    assert all_read(map_in_processes(read, PATHS, nothing))


def test_half_of_what_a_child_sends(monkeypatch):
    dumps = marshal.dumps
    monkeypatch.setattr(marshal, "dumps", lambda done: dumps(done)[:-100])
    assert all_read(map_in_processes(read, PATHS, nothing))


def test_no_more_processes_are_allowed(monkeypatch):
    def refused():
        raise BlockingIOError("no more processes")

    monkeypatch.setattr(processes.os, "fork", refused)
    assert all_read(map_in_processes(read, PATHS, nothing))


def test_nobody_waits_for_children():
    before = signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    try:
        assert all_read(map_in_processes(read, PATHS, nothing))
    finally:
        signal.signal(signal.SIGCHLD, before)


@pytest.mark.parametrize("count", [100, 1000])
def test_progress_is_told(count):
    told: list[tuple[int, int]] = []
    deque(map_in_processes(read, PATHS[:count], lambda *one: told.append(one)), maxlen=0)
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
