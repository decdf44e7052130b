"""Words that stand for a post: @latest, @oldest, @last, and the lines of the last list."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pexpect
import pytest


@pytest.fixture(autouse=True)
def posts(post):
    post("2024-01-01-old", "title: Old")
    post("2025-01-01-new", "title: New")
    post("2036-01-01-far", "title: Far")
    post("2026-11-01-idea", "title: Idea", "draft: true")


def test_latest_is_the_newest_published_post(call):
    assert "title: New" in call("show", "@latest").out
    assert "title: Old" in call("show", "@oldest").out


def test_a_post_of_the_future_is_not_published_by_its_word(call, blog):
    before = (blog / "posts/2036-01-01-far.md").read_bytes()
    call("publish", "@latest")
    call("unpublish", "@latest")
    assert (blog / "posts/2036-01-01-far.md").read_bytes() == before
    assert "draft: true" in (blog / "posts/2025-01-01-new.md").read_text()


def test_without_a_published_post_there_is_no_latest(call, blog):
    for name in ("2024-01-01-old", "2025-01-01-new"):
        (blog / f"posts/{name}.md").unlink()
    result = call("show", "@latest")
    assert (result.code, result.out) == (3, "")
    assert "none is published" in result.err


def test_last_is_the_post_whose_file_changed_last(call, blog):
    os.utime(blog / "posts/2024-01-01-old.md", (4_000_000_000, 4_000_000_000))
    assert "title: Old" in call("show", "@last").out
    os.utime(blog / "posts/2026-11-01-idea.md", (4_100_000_000, 4_100_000_000))
    assert "title: Idea" in call("show", "@last").out


def test_words_take_part_in_every_command_that_takes_a_post(call, blog):
    assert call("rename", "@latest", "newer").code == 0
    assert (blog / "posts/2025-01-01-newer.md").exists()
    made = call("new", "Copy", "--from", "@oldest", "--no-edit")
    assert made.code == 0


@pytest.mark.parametrize(
    ("word", "hint"), [("@lates", "did you mean '@latest'"), ("@12", "@1 to @9"), ("@x", "@last")]
)
def test_an_unknown_word(call, word, hint):
    result = call("show", word)
    assert result.code == 3
    assert hint in result.err


def test_no_list_yet(call):
    result = call("show", "@1")
    assert (result.code, result.out) == (3, "")
    assert "no list was printed on this terminal yet" in result.err


@pytest.fixture
def shell(blog: Path, tmp_path: Path):
    """Run commands in the session of one terminal; each answers with what it printed."""
    home = tmp_path / "shell-home"
    home.mkdir()
    environ = {
        "PATH": os.environ["PATH"], "HOME": str(home), "TERM": "xterm", "PAGER": "cat",
        "PYTHONPATH": os.pathsep.join(sys.path), "BLOG_NOW": "2026-11-24T12:00:00+01:00",
    }  # fmt: skip
    opened = []

    def start():
        child = pexpect.spawn(
            "bash", ["--norc", "--noprofile", "--noediting"], cwd=str(blog), env=environ,
            encoding="utf-8", timeout=30, dimensions=(40, 100), echo=False,
        )  # fmt: skip
        opened.append(child)
        child.sendline(f'PS1=; blog() {{ "{sys.executable}" -m blogcli "$@"; }}; echo rea""dy')
        child.expect_exact("ready\r\n")

        def run(line):
            child.sendline(f"{line}; echo end:$?")
            child.expect(r"end:(\d+)\r\n")
            return int(child.match[1]), child.before

        return run

    yield start
    for child in opened:
        child.close(force=True)


@pytest.mark.thorough
def test_lines_of_the_last_list(shell, blog):
    run = shell()
    assert run("blog list is:published | cat")[0] == 0  # a pipe writes nothing
    assert run("blog show @1 --raw")[0] == 3
    run("blog list is:published")
    assert "title: New" in run("blog show @1 | cat")[1]
    assert "title: Old" in run("blog show --raw @2")[1]
    code, said = run("blog show @3 --raw")
    assert (code, "the last list here has 2 posts" in said) == (3, True)
    run("blog list -n 1 | cat")
    assert "title: Old" in run("blog show --raw @2")[1]
    run("blog search idea")
    assert "title: Idea" in run("blog show --raw @1")[1]
    assert shell()("blog show --raw @1")[0] == 3  # another terminal
    (blog / "posts/2026-11-01-idea.md").unlink()
    code, said = run("blog show @1 --raw")
    assert (code, "is gone since the last list" in said) == (3, True)


def test_without_a_home_no_list_is_kept_nor_found(tmp_path, monkeypatch):
    from blogcli.store.fs.last_list import keep_list, kept_list

    monkeypatch.chdir(tmp_path)
    (tmp_path / "None/lists").mkdir(parents=True)
    (tmp_path / "None/lists/x").write_text("posts/a.md")
    keep_list(str(tmp_path), {}, "x", ["posts/b.md"])
    assert kept_list(str(tmp_path), {}, "x") is None


@pytest.mark.thorough
def test_lines_are_counted_as_they_stand_under_headings(shell, post):
    post("2024-05-05-apple", "title: Apple")
    run = shell()
    run("blog list is:published -s title --group year")  # 2024: Apple, Old; 2025: New
    shown = [run(f"blog show --raw @{number}")[1] for number in (1, 2, 3)]
    assert ["Apple" in shown[0], "Old" in shown[1], "New" in shown[2]] == [True] * 3


def test_lists_of_many_terminals_are_not_kept_for_ever(tmp_path):
    from blogcli.store.fs.last_list import keep_list, kept_list

    environ = {"HOME": str(tmp_path)}
    for number in range(60):
        keep_list(str(tmp_path), environ, f"/dev/pts/{number}", ["posts/a.md"])
    kept = [kept_list(str(tmp_path), environ, f"/dev/pts/{number}") for number in range(60)]
    assert sum(one is not None for one in kept) == 20
