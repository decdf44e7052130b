"""`blog undo`, `redo` and `history`: any command taken back, as a person would see it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CORPUS = Path(__file__).parents[2].parent / "shared" / "corpora" / "golang-blog"


def held(blog):
    """Bytes, mode and time of every file of a blog."""
    found = {}
    for path in sorted(blog.rglob("*")):
        if path.is_file() and ".blog" not in path.relative_to(blog).parts:
            status = path.stat()
            found[path.relative_to(blog).as_posix()] = (
                path.read_bytes(), status.st_mode, status.st_mtime_ns,
            )  # fmt: skip
    return found


@pytest.fixture
def posts(post):
    for number in range(3):
        path = post(f"2026-01-0{number + 1}-p{number}", f"title: P{number}", "tags: [x]")
        os.utime(path, ns=(10**18, 10**18 + number))
    post("2026-02-01-bundle/index.md", "title: Bundle")


EDITOR = f"{sys.executable} -c \"import sys; open(sys.argv[1], 'a').write('more')\""

COMMANDS = [
    ("tag", "--where", "", "new"),
    ("set", "p0", "title=Else"),
    ("new", "Hello", "--no-edit"),
    ("new", "Hello", "--edit"),
    ("edit", "p0", "p1"),
    ("rm", "p0", "bundle"),
    ("config", "set", "title", "My blog"),
]


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_every_command_is_taken_back_and_done_again(call, blog, posts, words):
    before = held(blog)
    assert call(*words, environ={"EDITOR": EDITOR}).code == 0
    after = held(blog)
    assert after != before
    assert call("history").out.count("\n") == 1
    assert call("undo").code == 0
    assert held(blog) == before
    assert call("redo").code == 0
    assert held(blog) == after


def test_it_says_what_it_takes_back(call, posts):
    call("tag", "p0", "new")
    line = "1: blog --traceback tag p0 new (1 file)\n"
    assert call("undo").err == f"Undid {line}"
    assert call("redo").err == f"Redid {line}"


def test_an_editor_that_breaks_the_post_can_be_undone(call, blog, post):
    post("a", "title: A")
    before = held(blog)
    breaks = (
        f"{sys.executable} -c \"import sys; open(sys.argv[1], 'w').write('---\\na: [\\n---\\n')\""
    )
    assert call("edit", "a", environ={"EDITOR": breaks}).code == 5
    assert call("undo").code == 0
    assert held(blog) == before


def test_an_editor_that_takes_the_file_away_can_be_undone(call, blog, post):
    post("a", "title: A")
    before = held(blog)
    assert call("edit", "a", environ={"EDITOR": "rm"}).code == 3
    assert call("undo").code == 0
    assert held(blog) == before


def test_a_file_changed_since(call, blog, posts):
    before = held(blog)
    call("tag", "p0", "p1", "--where", "title:P0,P1")
    path = blog / "posts/2026-01-01-p0.md"
    path.write_text("mine")
    result = call("undo")
    assert result.code == 4
    assert "posts/2026-01-01-p0.md: changed since" in result.err
    assert path.read_text() == "mine"
    result = call("undo", "--force")
    assert result.code == 0
    assert "posts/2026-01-01-p0.md" in result.err
    assert held(blog) == before
    assert call("trash").out.startswith("posts/2026-01-01-p0.md\t")


def test_nothing_to_undo(call):
    for words in (["undo"], ["redo"], ["undo", "7"], ["history", "7"]):
        result = call(*words)
        assert (result.code, result.out) == (3, "")
        assert "blog history" in result.err


def test_a_dry_undo_is_a_patch_that_git_takes(call, blog, posts):
    image = blog / "posts/2026-02-01-bundle/image.png"
    image.write_bytes(bytes(range(256)))
    (blog / "blog.toml").write_text("")
    before = {path: data[0] for path, data in held(blog).items()}
    call("rm", "--where", "")
    call("new", "Hello", "--no-edit")
    for number in ("2", "1"):
        patch = call("undo", number, "--dry-run").raw
        subprocess.run(["git", "apply", "-"], input=patch, cwd=blog, check=True)
    assert {path: data[0] for path, data in held(blog).items()} == before


def test_on_a_terminal_many_files_are_asked_about(call, blog, post):
    for number in range(25):
        post(f"p{number:02}", "title: P")
    before = held(blog)
    assert call("tag", "--where", "", "x", "--yes", tty=True).code == 0
    after = held(blog)
    result = call("undo", tty=True, stdin="n\n")
    assert "Change 25 files" in result.err
    assert result.err.endswith("[y/N] Canceled; nothing changed.\n")
    assert (result.code, held(blog)) == (1, after)
    assert call("undo", tty=True, stdin="y\n").code == 0
    assert held(blog) == before
    assert call("redo", "-y", tty=True).code == 0


def test_the_history(call, blog, posts):
    assert (call("history").out, call("history", "--json").out) == ("", "[]\n")
    call("tag", "p0", "new")
    call("rm", "p1")
    call("undo")
    result = call("history")
    rows = [line.split("\t") for line in result.out.splitlines()]
    assert rows == [
        ["2", "2026-11-24T12:00:00+01:00", "undone", "1", "blog --traceback rm p1"],
        ["1", "2026-11-24T12:00:00+01:00", "done", "1", "blog --traceback tag p0 new"],
    ]
    assert result.err.startswith("2 commands; history: ")
    assert call("history", "-n", "1").out.count("\n") == 1
    assert call("history", "2").out == "trash\tposts/2026-01-02-p1.md\t\n"
    assert json.loads(call("history", "--json").out)[1]["command"].endswith("tag p0 new")
    assert json.loads(call("history", "1", "--json").out) == [
        {"kind": "write", "path": "posts/2026-01-01-p0.md", "to": None}
    ]


def test_the_history_on_a_terminal(call, posts):
    call("tag", "p0", "new\x1b[2J", "-y")
    call("set", "p0", "title=A\x1b[2J")
    out = call("history", tty=True, environ={"NO_COLOR": "1"}).out
    assert "just now" in out
    assert "\x1b" not in out
    assert "write" in call("history", "1", tty=True).out


def test_what_is_kept(call, blog, posts):
    (blog / "blog.toml").write_text('[history]\nkeep = "2"\n')
    for tag in ("one", "two", "three"):
        call("tag", "p0", tag)
    assert call("history").out.count("\n") == 2
    result = call("history", "--prune", "--keep", "1")
    assert result.err.startswith("Removed 1 command from the history; history: ")
    assert call("history").out.count("\n") == 1
    assert call("history", "--keep", "1").code == 2
    assert call("history", "--prune", "--keep", "some").code == 2
    (blog / "blog.toml").write_text('[history]\nkeep = "a while"\n')
    assert "blog.toml:2" in call("list").err


def test_a_bar_while_many_files_are_written(call, blog, post, monkeypatch):
    for number in range(30):
        post(f"p{number:02}", "title: P")
    ticks = iter(range(10_000))
    monkeypatch.setattr("time.monotonic", lambda: next(ticks))
    assert "writing" in call("tag", "--where", "", "x", "-y", tty=True).err


def test_where_nothing_can_be_kept_a_warning_says_so(call, post):
    path = post("a", "title: A")
    result = call("tag", "a", "x", environ={"HOME": ""})
    assert result.code == 0
    assert "cannot be undone" in result.err
    assert "tags: [x]" in path.read_text()


def test_a_command_that_was_cut_off_is_taken_back_by_any_other(call, blog, posts, monkeypatch):
    before = held(blog)
    monkeypatch.setattr("blogcli.store.history.transaction.roll_back", lambda *_: 1 / 0)
    monkeypatch.setattr("blogcli.store.history.carry_out.sync_folders", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        call("tag", "--where", "title:P0,P1", "new")
    monkeypatch.undo()
    assert held(blog) != before
    (blog / "posts/2026-01-02-p1.md").write_text("mine")
    result = call("list", "--format", "count")
    assert (result.code, result.out) == (0, "4\n")
    assert result.err == (
        "`blog --traceback tag --where title:P0,P1 new` was interrupted: restored 1 file;"
        " kept later changes to posts/2026-01-02-p1.md (the old contents are in the trash)\n"
    )
    (blog / "posts/2026-01-02-p1.md").unlink()
    kept = before.pop("posts/2026-01-02-p1.md")
    assert held(blog) == before
    assert call("history").out == ""
    assert call("restore", "p1").code == 0
    assert (blog / "posts/2026-01-02-p1.md").read_bytes() == kept[0]
    assert call("list", "--format", "count").err == ""


@pytest.mark.thorough
@pytest.mark.skipif(not CORPUS.is_dir(), reason="the real blogs are not here")
def test_a_real_blog_is_clean_for_git_after_each_undo(call, tmp_path):
    real = tmp_path / "real"
    shutil.copytree(CORPUS, real, ignore=shutil.ignore_patterns(".git"))
    git = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org"]
    for words in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "before"]):
        subprocess.run([*git, *words], cwd=real, check=True)
    for words in (
        ["tag", "--where", "", "new-tag"],
        ["tag", "--where", "tag:community", "-r", "community", "people"],
        ["set", "--where", "date:2013", "draft:=true"],
        ["rm", "--where", "since:2020"],
        ["new", "Hello", "--no-edit"],
    ):
        assert call(*words, cwd=real).code == 0
        status = ["git", "status", "--porcelain"]
        assert subprocess.run(status, cwd=real, capture_output=True, check=True).stdout
        assert call("undo", cwd=real).code == 0
        assert not subprocess.run(status, cwd=real, capture_output=True, check=True).stdout
