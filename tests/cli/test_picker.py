"""The picker: choosing posts on a terminal where no POST was given."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pexpect
import pytest

FZF = shutil.which("fzf")


@pytest.fixture(autouse=True)
def posts(post):
    post("2026-01-01-one", "title: One", "tags: [go]", body="First text.\n")
    post("2026-02-01-two", "title: Two", body="Second text.\n")
    post("2026-03-01-three", "title: Three", "draft: true", body="Third text.\n")


def tagged(blog: Path, name: str, tag: str) -> bool:
    return tag in (blog / f"posts/{name}.md").read_text()


def test_a_number_chooses(call):
    result = call("show", "--raw", tty=True, stdin="2\n")
    assert result.code == 0
    assert "title: Two" in result.out
    assert " 1  2026-03-01  draft      Three" in result.err
    assert result.err.index("Three") < result.err.index("Two") < result.err.index("One")


@pytest.mark.parametrize("answer", ["1 3", "1,3", "3, 1"])
def test_several_numbers_choose(call, blog, answer):
    assert call("rm", "-y", tty=True, stdin=f"{answer}\n").code == 0
    assert [file.name for file in (blog / "posts").iterdir()] == ["2026-02-01-two.md"]


def test_words_narrow_by_the_query_language(call):
    result = call("show", "--raw", tty=True, stdin="is:published\ntag:go\n1\n")
    assert "title: One" in result.out
    assert "no post matches" not in result.err.lower()


@pytest.mark.parametrize("stdin", ["", "\n", "is:published\n\n"])
def test_nothing_typed_leaves(call, blog, stdin):
    result = call("rm", "-y", tty=True, stdin=stdin)
    assert (result.code, result.out) == (1, "")
    assert "No post chosen" in result.err
    assert len([*(blog / "posts").iterdir()]) == 3


def test_what_cannot_be_taken_is_asked_again(call):
    result = call("show", "--raw", tty=True, stdin="(\n9\nzzz\n1\n")
    assert "title: Three" in result.out
    assert "the parenthesis is never closed" in result.err
    assert result.err.count("No post matches") == 2


def test_publish_offers_what_is_not_published(call):
    result = call("publish", "--dry-run", tty=True, stdin="1\n")
    assert "Three" in result.err
    assert "Two" not in result.err


def test_unpublish_offers_no_drafts(call):
    result = call("unpublish", "--dry-run", tty=True, stdin="\n")
    assert "Three" not in result.err
    assert "Two" in result.err


def test_nothing_to_offer(call, blog):
    (blog / "posts/2026-03-01-three.md").unlink()
    result = call("publish", tty=True, stdin="1\n")
    assert (result.code, "no post to choose from" in result.err) == (3, True)


def test_the_twenty_newest_are_shown(call, post):
    for day in range(1, 29):
        post(f"2025-05-{day:02}-day-{day}", f"title: Day {day}")
    result = call("show", tty=True, stdin="21\n\n")
    assert "20  2025-05-12  published  Day 12" in result.err
    assert "Day 11" not in result.err
    assert "20 of 31 posts" in result.err


@pytest.mark.parametrize("words", [("-r", "go"), ("--set", "x"), ("--clear",)])
def test_tag_picks_with_options_alone(call, blog, words):
    assert call("tag", *words, tty=True, stdin="3\n").code == 0
    assert not tagged(blog, "2026-01-01-one", "go")


def test_set_picks_where_every_word_is_a_change(call, blog):
    assert call("set", "series=a", "weight:=3", tty=True, stdin="3\n").code == 0
    assert tagged(blog, "2026-01-01-one", "series: a")
    assert call("set", "series-", tty=True, stdin="3\n").code == 0
    assert not tagged(blog, "2026-01-01-one", "series")


def test_tag_alone_lists_the_tags(call):
    assert "go" in call("tag", tty=True).out


@pytest.mark.parametrize(
    "words",
    [
        ("show",),
        ("edit",),
        ("publish",),
        ("unpublish",),
        ("rm",),
        ("tag", "-r", "x"),
        ("set", "a=b"),
    ],
)
def test_a_pipe_is_never_asked(call, words):
    result = call(*words, stdin="1\n")
    assert result.code == 2
    assert result.out == ""
    assert "Number" not in result.err
    assert ("--where" in call("edit").err) is False


@pytest.mark.parametrize("words", [("rename",), ("schedule",), ("schedule", "friday")])
def test_rename_and_schedule_need_a_post(call, words):
    result = call(*words, tty=True, stdin="1\n")
    assert result.code == 2
    assert "Number" not in result.err


@pytest.mark.parametrize("width", [40, 60, 200])
def test_lines_are_no_wider_than_the_terminal(call, post, width):
    post("2026-03-02-wide", "title: " + "ニュース" * 60)
    post("2026-03-03-evil", 'title: "a\\e[31mb"')
    from rich.cells import cell_len

    err = call("show", tty=True, stdin="\n", width=width, environ={"NO_COLOR": "1"}).err
    lines = [line for line in err.splitlines() if "2026-03" in line]
    assert len(lines) == 3
    assert all(cell_len(line) <= width for line in lines)
    assert "\x1b" not in err


def spawn(blog: Path, home: Path, *words: str, path: str | None = None) -> pexpect.spawn:
    home.mkdir(exist_ok=True)
    environ = {
        "PATH": path or os.environ["PATH"], "HOME": str(home), "TERM": "xterm-256color",
        "PYTHONPATH": os.pathsep.join(sys.path), "BLOG_NOW": "2026-11-24T12:00:00+01:00",
        "LANG": "C.UTF-8", "PAGER": "cat",
    }  # fmt: skip
    return pexpect.spawn(
        sys.executable, ["-P", "-m", "blogcli", *words], cwd=str(blog), env=environ,
        encoding="utf-8", timeout=30, dimensions=(30, 120),
    )  # fmt: skip


@pytest.mark.thorough
@pytest.mark.skipif(FZF is None, reason="fzf is not installed")
def test_fzf_with_the_post_beside_the_list(blog, tmp_path):
    (blog / "blogcli").mkdir()  # which Python must not take for the program
    (blog / "blogcli/__init__.py").write_text("raise SystemExit('PWNED')\n")
    (blog / "blogcli/__main__.py").write_text("raise SystemExit('PWNED')\n")
    child = spawn(blog, tmp_path / "h", "tag", "-r", "go")
    child.expect_exact("Third text.")  # of the newest, in the preview
    child.send("One")
    child.expect_exact("First text.")
    child.send("\r")
    child.expect(pexpect.EOF)
    assert not tagged(blog, "2026-01-01-one", "go")


@pytest.mark.thorough
@pytest.mark.skipif(FZF is None, reason="fzf is not installed")
def test_several_marked_in_fzf(blog, tmp_path):
    child = spawn(blog, tmp_path / "h", "rm", "-y")
    child.expect_exact("Third text.")
    child.send("\t\t\r")
    child.expect(pexpect.EOF)
    assert [file.name for file in (blog / "posts").iterdir()] == ["2026-01-01-one.md"]


@pytest.mark.thorough
@pytest.mark.skipif(FZF is None, reason="fzf is not installed")
def test_escape_in_fzf_changes_nothing(blog, tmp_path):
    child = spawn(blog, tmp_path / "h", "rm", "-y")
    child.expect_exact("Third text.")
    child.send("\x1b")
    child.expect_exact("No post chosen")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 1
    assert len([*(blog / "posts").iterdir()]) == 3


def test_a_program_of_the_blog_is_never_run(blog, tmp_path):
    for folder in (blog, blog / "bin"):
        folder.mkdir(exist_ok=True)
        (folder / "fzf").write_text(f"#!/bin/sh\ntouch {blog}/PWNED\n")
        (folder / "fzf").chmod(0o755)
    child = spawn(blog, tmp_path / "h", "rm", path=f":.:bin:{blog}/bin:/nowhere")
    child.expect_exact("Number, or words")
    child.sendline("")
    child.expect(pexpect.EOF)
    assert not (blog / "PWNED").exists()


@pytest.mark.thorough
def test_a_broken_fzf_leaves_the_list(blog, tmp_path):
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "fzf").write_text("#!/bin/sh\nexit 2\n")
    (folder / "fzf").chmod(0o755)
    child = spawn(blog, tmp_path / "h", "show", path=f"{folder}:/usr/bin:/bin")
    child.expect_exact("Number, or words")
    child.sendline("2")
    child.expect_exact("Second text.")
    child.expect(pexpect.EOF)


@pytest.mark.parametrize("stream", ["stdin", "stdout"])
def test_with_a_pipe_at_one_end_nothing_is_asked(blog, stream):
    other = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE}
    ended = subprocess.run(
        [sys.executable, "-P", "-m", "blogcli", "show"],
        cwd=blog, env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        stderr=subprocess.PIPE, text=True, check=False, **other,
    )  # fmt: skip
    assert ended.returncode == 2
    assert "no post given" in ended.stderr
