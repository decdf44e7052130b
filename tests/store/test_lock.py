"""One writer at a time, and no lock outlives its process."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap

import pytest

from blogcli.errors import BlogError, Conflict
from blogcli.store import lock
from blogcli.store.lock import locked, locked_if_free
from blogcli.store.own_folder import is_pending, own_folder

HOLDER = """
    import sys, time
    from pathlib import Path
    from blogcli.store import lock
    if sys.argv[2] == "by name":
        sys.modules["fcntl"] = None
    with lock.locked(Path(sys.argv[1])):
        print("held", flush=True)
        sys.stdin.readline()
"""


@pytest.fixture(params=["by the system", "by name"])
def way(request, monkeypatch):
    """With the system's lock, and as where there is none."""
    if request.param == "by name":
        monkeypatch.setitem(sys.modules, "fcntl", None)
    return request.param


def holder(folder, way):
    words = [sys.executable, "-c", textwrap.dedent(HOLDER), str(folder), way]
    process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdout.readline() == b"held\n"
    return process


def end(process):
    process.stdin.close()
    process.stdout.close()
    process.wait()


def test_a_second_writer_waits_a_little_and_then_names_the_first(tmp_path, way):
    first = holder(tmp_path, way)
    pauses = []
    try:
        named = pytest.raises(Conflict, match=f"process {first.pid} is")
        with named, locked(tmp_path, pauses.append):
            pass
    finally:
        end(first)
    assert 1.9 <= sum(pauses) <= 2.1
    assert len(pauses) < 100


def test_a_second_writer_goes_on_once_the_first_has_ended(tmp_path, way):
    first = holder(tmp_path, way)
    with locked(tmp_path, lambda seconds: end(first)), locked_if_free(tmp_path) as is_free:
        assert not is_free


def test_the_lock_of_a_killed_process_is_free(tmp_path, way):
    first = holder(tmp_path, way)
    first.send_signal(signal.SIGKILL if os.name != "nt" else signal.SIGTERM)
    end(first)
    with locked_if_free(tmp_path) as is_free:
        assert is_free


def test_one_after_the_other(tmp_path, way):
    for _ in range(3):
        with locked(tmp_path, pytest.fail):
            pass


def test_what_is_no_pid_in_it(tmp_path, way):
    (tmp_path / lock.NAME).write_bytes(b"\xff no number")
    with locked(tmp_path, pytest.fail):
        pass


def test_where_no_lock_can_be_written(tmp_path, way):
    with (
        pytest.raises(BlogError, match="cannot be written"),
        locked(tmp_path / "none", pytest.fail),
    ):
        pass


def test_the_own_folder_keeps_itself_out_of_git(tmp_path):
    folder = tmp_path / ".blog"
    assert own_folder(tmp_path) == str(folder)
    assert (folder / ".gitignore").read_text() == "*\n"
    (folder / ".gitignore").write_text("theirs")
    assert own_folder(tmp_path) == str(folder)
    assert (folder / ".gitignore").read_text() == "theirs"
    assert not is_pending(tmp_path)


def test_no_own_folder_where_a_file_is(tmp_path):
    (tmp_path / ".blog").write_text("a file")
    assert own_folder(tmp_path) is None
