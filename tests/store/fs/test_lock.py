"""One writer at a time, and no lock outlives its process."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap

import pytest

from blogcli.errors import BlogError, Conflict
from blogcli.store.fs import lock
from blogcli.store.fs.lock import locked, locked_if_free

HOLDER = """
    import sys, time
    from pathlib import Path
    from blogcli.store.fs import lock
    if sys.argv[2] == "a file":
        def refuse(root): raise OSError("no locks here")
        lock._lock_folder = refuse
    with lock.locked(Path(sys.argv[1], "blog"), Path(sys.argv[1], "state")):
        print("held", flush=True)
        sys.stdin.readline()
"""


@pytest.fixture(params=["the folder", "a file"])
def way(request, monkeypatch):
    """With the lock on the blog's folder, and as where a file system locks none."""

    def refuse(root):
        raise OSError("no locks here")

    if request.param == "a file":
        monkeypatch.setattr(lock, "_lock_folder", refuse)
    return request.param


@pytest.fixture
def folders(tmp_path):
    """A blog and its state folder."""
    both = tmp_path / "blog", tmp_path / "state"
    for folder in both:
        folder.mkdir()
    return both


def holder(folder, way):
    words = [sys.executable, "-c", textwrap.dedent(HOLDER), str(folder), way]
    process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdout.readline() == b"held\n"
    return process


def end(process):
    process.stdin.close()
    process.stdout.close()
    process.wait()


def test_a_second_writer_waits_a_little_and_then_gives_up(folders, way):
    first = holder(folders[0].parent, way)
    pauses = []
    try:
        named = pytest.raises(Conflict, match="another process is changing this blog")
        with named, locked(*folders, pauses.append):
            pass
    finally:
        end(first)
    assert 1.9 <= sum(pauses) <= 2.1
    assert len(pauses) < 100


def test_a_second_writer_goes_on_once_the_first_has_ended(folders, way):
    first = holder(folders[0].parent, way)
    with locked(*folders, lambda seconds: end(first)), locked_if_free(*folders) as is_free:
        assert not is_free


def test_the_lock_of_a_killed_process_is_free(folders, way):
    first = holder(folders[0].parent, way)
    first.send_signal(signal.SIGKILL if os.name != "nt" else signal.SIGTERM)
    end(first)
    with locked_if_free(*folders) as is_free:
        assert is_free


def test_one_after_the_other(folders, way):
    for _ in range(3):
        with locked(*folders, pytest.fail):
            pass


def test_the_lock_on_the_folder_makes_no_file(folders):
    with locked(*folders, pytest.fail):
        assert [*folders[0].iterdir(), *folders[1].iterdir()] == []


def test_where_nothing_can_be_locked(tmp_path, way):
    with (
        pytest.raises(BlogError, match="cannot be locked"),
        locked(tmp_path / "none", tmp_path / "none", pytest.fail),
    ):
        pass
