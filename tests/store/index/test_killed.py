"""Calls that end in the middle, several at once, and places where no index can be kept."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from blogcli.store.index import database
from tests.conftest import thorough
from tests.store.conftest import write
from tests.store.indexed import Result, bare, cache_of, call, index_of, titles

pytestmark = [
    pytest.mark.thorough,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork"),
]

KILLED = """
import os, signal, sqlite3, sys

step, moment = int(sys.argv[1]), sys.argv[2]
done = 0

def killing(real):
    def carry_out(*arguments):
        global done
        done += 1
        if done == step and moment == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        result = real(*arguments)
        if done == step and moment == "after":
            os.kill(os.getpid(), signal.SIGKILL)
        return result
    return carry_out

class Connection(sqlite3.Connection):
    execute = killing(sqlite3.Connection.execute)
    executemany = killing(sqlite3.Connection.executemany)
    backup = killing(sqlite3.Connection.backup)
    close = killing(sqlite3.Connection.close)

connect = sqlite3.connect
sqlite3.connect = lambda name, **options: connect(name, factory=Connection, **options)
os.unlink = killing(os.unlink)

from blogcli.store.index import stamps
stamps.RACY = -10**15
from blogcli.cli.app import this_app
from blogcli.cli.main import run
code = run(["list", "--json"], this_app())
sys.stdout.flush()
os._exit(code if done < step else 70)  # it was passed: "after" what failed
"""


def child(root: Path, *words: object, **options: object) -> subprocess.CompletedProcess[bytes]:
    # -B: Python would keep a compiled module that a full disk has cut short.
    program = [sys.executable, "-B", "-c", *map(str, words)]
    return subprocess.run(program, check=False, capture_output=True, **started_in(root), **options)


def started_in(root: Path) -> dict[str, object]:
    home = os.environ["HOME"]
    now = "2026-11-24T12:00:00+01:00"
    environ = {"PATH": os.environ["PATH"], "HOME": home, "BLOG_DIR": str(root), "TZ": "UTC"}
    return {"cwd": root, "env": {**environ, "BLOG_NOW": now}, "stdin": subprocess.DEVNULL}


def changed(root: Path, text: str) -> None:
    write(root, {"posts/four.md": f"---\ntitle: {text}\nslug: quattro\n---\n"})
    write(root, {f"posts/{text}.md": f"---\ntitle: {text}\nslug: quattro\n---\n"})


CHECKED = [("list", "--json"), ("show", "quattro"), ("list", "-s", "title"), ("tags",)]


def assert_right(root: Path) -> None:
    for words in (*CHECKED, *CHECKED):
        assert call(root, *words) == bare(root, *words), words


@pytest.mark.parametrize("step", [9, *thorough(1)], ids=["a few", "all"])
@pytest.mark.parametrize("kind", ["cold", "update"])
@pytest.mark.parametrize("moment", ["before", *thorough("after")])
@pytest.mark.usefixtures("settled")
def test_killed_at_every_statement(step, kind, moment, whole, reads):
    killed = 0
    for at in range(1, 60, step):
        if kind == "cold":
            shutil.rmtree(cache_of(whole))
        else:
            assert_right(whole)
            changed(whole, f"s{at}")
        ended = child(whole, KILLED, at, moment)
        if ended.returncode == 0:
            break
        if ended.returncode == 70:
            continue
        assert ended.returncode == -signal.SIGKILL, ended.stderr.decode()
        killed += 1
        if at % 2:
            assert call(whole, "show", "quattro") == bare(whole, "show", "quattro"), at
        assert_right(whole)
        reads.clear()
        call(whole, "list", "--json")
        assert reads.opened == []
    assert killed >= 12 // step


@pytest.mark.usefixtures("settled")
def test_a_writer_killed_in_the_middle(whole, reads):
    """Its pages are in the log, without the mark that ends a transaction."""
    titles(whole)
    titles(whole)
    program = """
import os, sqlite3, sys
database = sqlite3.connect(sys.argv[1], isolation_level=None)
database.execute("PRAGMA cache_size = 1")
database.execute("BEGIN IMMEDIATE")
database.execute("UPDATE post SET title = zeroblob(100000)")
os.kill(os.getpid(), 9)
"""
    child(whole, program, index_of(whole))
    assert Path(f"{index_of(whole)}-wal").stat().st_size
    assert_right(whole)
    reads.clear()
    call(whole, "list", "--json")
    assert reads.opened == []


FILLED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), int(sys.argv[1])))
import signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
from blogcli.cli.app import this_app
from blogcli.cli.main import run
code = run(["list", "--json"], this_app())
"""


@pytest.mark.parametrize("most", [0, 20000, *thorough(1, 100, 512, 5000, 16384, 40000, 65536)])
@pytest.mark.parametrize("kind", ["cold", "update"])
@pytest.mark.usefixtures("settled")
def test_a_full_disk(kind, most, whole):
    """No file may grow beyond so many bytes; to SQLite that is what a full disk is."""
    if kind == "update":
        titles(whole)
        write(whole, {f"posts/n{n}.md": f"---\ntitle: {'N' * 3000}\n---\n" for n in range(20)})
    ended = child(whole, FILLED, most)
    streamed = Result(ended.returncode, ended.stdout, ended.stderr.decode())
    assert streamed == bare(whole, "list", "--json")
    assert_right(whole)


@pytest.mark.usefixtures("settled")
def test_a_small_file_system(tmp_path, monkeypatch):
    place = tmp_path / "small"
    place.mkdir()
    mount = shutil.which("mount")
    options = ["-t", "tmpfs", "-o", "size=260k", "none", str(place)]
    if not mount or subprocess.run([mount, *options], check=False, capture_output=True).returncode:
        pytest.skip("mounting is not allowed here")
    try:
        posts = {f"posts/p{n}.md": f"---\ntitle: P{n}\n---\n" for n in range(12)}
        monkeypatch.setenv("HOME", str(place / "home"))
        monkeypatch.setenv("XDG_CACHE_HOME", str(place / "home/.cache"))
        root = write(place / "blog", {"blog.toml": "", **posts})
        assert_right(root)
        (place / "ballast").write_bytes(bytes(20_000))
        assert_right(root)
        with pytest.raises(OSError, match="No space left"):
            (place / "more").write_bytes(bytes(200_000))
        changed_title = (root / "posts/p1.md").read_text().replace("P1", "Q1")
        (root / "posts/p1.md").write_text(changed_title)
        assert_right(root)
        (place / "more").unlink()
        (place / "ballast").unlink()
        assert_right(root)
    finally:
        subprocess.run(["umount", str(place)], check=True)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everything")
def test_a_folder_that_may_not_be_written(whole):
    for folder in (whole / "posts", whole):
        folder.chmod(0o555)
    try:
        assert_right(whole)
    finally:
        whole.chmod(0o755)


def test_a_cache_where_the_user_says(whole, tmp_path):
    home = Path(os.environ["HOME"])
    for caches, place in (str(tmp_path / "c"), tmp_path / "c"), ("c", home / ".cache"):
        words = ("list", "--json")
        assert call(whole, *words, XDG_CACHE_HOME=caches) == bare(whole, *words)
        assert len(list((place / "blogcli").glob("*/index.db"))) == 1
    assert not (whole / "c").exists()


@pytest.mark.usefixtures("settled")
def test_nowhere_to_keep_it(whole, reads):
    for _ in range(2):
        reads.clear()
        assert call(whole, "list", "--json", HOME="") == bare(whole, "list", "--json")
        assert len(reads.opened) == 8
    assert list(whole.parent.rglob("index.db")) == []


@pytest.mark.parametrize("filled", [True, False], ids=["with contents", "without"])
def test_contents_in_an_index_that_may_only_be_read(filled, whole, monkeypatch):
    changed(whole, "before")
    call(whole, "check" if filled else "list")
    only_read(monkeypatch)
    assert call(whole, *ALL_LINKS) == bare(whole, *ALL_LINKS)
    changed(whole, "after")
    for _ in range(2):
        assert call(whole, *ALL_LINKS) == bare(whole, *ALL_LINKS)
        assert call(whole, "list", "links:one") == bare(whole, "list", "links:one")


ALL_LINKS = ("check", "--only", "all", "--json")


def test_an_index_that_may_only_be_read(whole, monkeypatch):
    titles(whole)
    only_read(monkeypatch)
    changed(whole, "x")
    assert_right(whole)


def only_read(monkeypatch) -> None:
    """The file of the index may be read, not written."""
    connect = sqlite3.connect
    monkeypatch.setattr(
        database.sqlite3,
        "connect",
        lambda name, **options: connect(
            name if name == ":memory:" else f"file:{name}?mode=ro", uri=True, **options
        ),
    )


def started(root: Path, *words: str) -> subprocess.Popen[bytes]:
    program = [sys.executable, "-m", "blogcli", *words]
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen(program, **started_in(root), **streams)


def test_several_at_once(tmp_path):
    posts = {f"posts/p{n:03}.md": f"---\ntitle: Post {n}\n---\nText.\n" for n in range(300)}
    root = write(tmp_path / "blog", {"blog.toml": "", **posts})
    words = ("list", "--json")
    for _ in range(2):
        expected = bare(root, *words)
        calls = [started(root, *words) for _ in range(4)]
        for one in calls:
            out, err = one.communicate()
            assert Result(one.returncode, out, err.decode()) == expected
        changed(root, "between")
    assert_right(root)


def test_several_fill_the_contents_at_once(tmp_path):
    posts = {
        f"posts/p{n:03}.md": f"---\ntitle: Post {n}\n---\n# Part\n[next](p{n + 1:03}.md#part)\n"
        for n in range(300)
    }
    root = write(tmp_path / "blog", {"blog.toml": "", **posts})
    for step in range(2):
        expected = bare(root, *ALL_LINKS)
        calls = [started(root, *ALL_LINKS) for _ in range(4)]
        for one in calls:
            out, err = one.communicate()
            assert Result(one.returncode, out, err.decode()) == expected, step
        with closing(sqlite3.connect(index_of(root))) as index:
            kept = index.execute("SELECT count(*) FROM content JOIN post USING (id)").fetchone()
            assert kept in [(300,), (302,)]  # of those that one wrote, the others read
        changed(root, "between")
    assert call(root, *ALL_LINKS) == bare(root, *ALL_LINKS)


@pytest.mark.parametrize("edits", [2, *thorough(6)])
def test_edits_while_others_read(edits, whole):
    """What is shown of each post is what it was at some moment of the call."""
    shown = []
    for step in range(edits):
        calls = [started(whole, "list", "--format", "slugs"), started(whole, "list", "--json")]
        changed(whole, f"step{step}")
        shown += [one.communicate() for one in calls]
        assert [one.returncode for one in calls] == [0, 0]
    assert {err for _, err in shown} == {b""}
    assert_right(whole)


@pytest.mark.usefixtures("settled")
@pytest.mark.parametrize("lock", ["IMMEDIATE", "EXCLUSIVE"])
def test_another_one_writes_for_long(lock, whole, reads, monkeypatch):
    monkeypatch.setattr(database, "_WAIT", 0.0)
    titles(whole)
    other = sqlite3.connect(index_of(whole), isolation_level=None)
    inode = index_of(whole).stat().st_ino
    other.execute(f"BEGIN {lock}")
    changed(whole, "x")
    assert_right(whole)
    other.execute("ROLLBACK")
    other.close()
    assert index_of(whole).stat().st_ino == inode
    assert_right(whole)
    reads.clear()
    call(whole, "list", "--json")
    assert reads.opened == []


def test_there_is_one_wait(whole, monkeypatch):
    """A locked index is waited for once a call, not once a question."""
    titles(whole)
    other = sqlite3.connect(index_of(whole), isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    tried = []
    connect = sqlite3.connect

    def counted(name, **options):
        if name != ":memory:":
            tried.append(options.pop("timeout"))
        return connect(name, **{**options, "timeout": 0.0})

    monkeypatch.setattr(database.sqlite3, "connect", counted)
    call(whole, "list", "-s", "title")
    assert len(tried) == 1
    assert tried[0] <= 1
    other.close()
