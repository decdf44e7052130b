"""Errors: one sentence and one hint on stderr, nothing on stdout, never a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from blogcli.errors import ExitCode


def blog_process(*words: str, cwd: Path, **environ: str) -> subprocess.CompletedProcess[str]:
    """`blog` as a process of its own, in a nearly empty environment."""
    return subprocess.run(
        [sys.executable, "-m", "blogcli", *words],
        cwd=cwd,
        env={"PATH": os.environ["PATH"], "HOME": str(cwd / "home"), **environ},
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--version"], ExitCode.DONE),
        (["list"], ExitCode.DONE),
        (["list", "("], ExitCode.USAGE),
        (["list", "--nope"], ExitCode.USAGE),
        (["lst"], ExitCode.USAGE),
        (["show", "nope"], ExitCode.NOT_FOUND),
        (["list", "tag:none", "--exit-status"], ExitCode.NOT_FOUND),
        (["new", "a", "--slug", "a", "--date", "2026-01-01"], ExitCode.CONFLICT),
        (["show", "posts/binary.md"], ExitCode.UNREADABLE),
        (["tag", "posts/anchor.md", "x"], ExitCode.UNREADABLE),
        (["--blog", "nowhere", "list"], ExitCode.NOT_FOUND),
    ],
)
def test_codes(blog, post, words, code):
    post("2026-01-01-a", "title: A")
    post("anchor", "title: A", "tags: &x [a]", "b: *x")
    (blog / "posts" / "binary.md").write_bytes(b"\x00\x01\x02" * 100)
    ended = blog_process(*words, cwd=blog)
    assert ended.returncode == code
    assert "Traceback" not in ended.stderr
    if code not in (ExitCode.DONE, ExitCode.NOT_FOUND) or "show" in words:
        assert ended.stdout == ""
        assert ended.stderr.startswith(("error: ", "warning: "))


def test_a_bug_is_one_line_and_a_hint(call, monkeypatch):
    monkeypatch.setattr("blogcli.store.blog.blog.Blog.index", lambda *_: 1 / 0)
    result = call("list", traceback=False)
    assert result.code == ExitCode.BUG
    assert result.err.startswith("error: this is a bug in blogcli: ZeroDivisionError")
    assert "--traceback" in result.err
    assert "Traceback" not in result.err


def test_a_closed_pipe_is_silent(blog, post):
    for number in range(300):
        post(f"post-{number}", f"title: {'long ' * 50}{number}")
    ended = subprocess.run(
        ["bash", "-c", f"set -o pipefail; '{sys.executable}' -m blogcli list | head -n 1"],
        cwd=blog,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0
    assert ended.stderr == ""
    assert ended.stdout.count("\n") == 1


def test_interrupted(call, monkeypatch):
    def interrupt(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("blogcli.store.blog.blog.Blog.index", interrupt)
    result = call("list")
    assert result.code == 130
    assert "Traceback" not in result.err
