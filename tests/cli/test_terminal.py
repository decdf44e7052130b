"""What a person sees: `blog` in a real pseudo-terminal."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import pexpect
import pytest

from tests.conftest import thorough

SGR = re.compile(r"\x1b\[[0-9;]*m")
LINK = re.compile(r"\x1b\]8;[^\x1b\x07]*(?:\x1b\\|\x07)")


def screen(
    blog: Path, *words: str, width: int = 80, height: int = 200, **environ: str | None
) -> str:
    """All that `blog` writes to a terminal of that size, stdout and stderr together."""
    child = start(blog, *words, width=width, height=height, **environ)
    child.expect(pexpect.EOF)
    child.close()
    return child.before.replace("\r\n", "\n")


def start(
    blog: Path, *words: str, width: int = 80, height: int = 200, **environ: str | None
) -> pexpect.spawn:
    given = {
        "PATH": os.environ["PATH"],
        "HOME": str(blog.parent / "home"),
        "TERM": "xterm-256color",
        "LANG": "C.UTF-8",
        "PAGER": "cat",
        "BLOG_NOW": "2026-11-24T12:00:00+01:00",
        **environ,
    }
    return pexpect.spawn(
        sys.executable,
        ["-m", "blogcli", *words],
        cwd=str(blog),
        env={name: value for name, value in given.items() if value is not None},
        dimensions=(height, width),
        encoding="utf-8",
        timeout=20,
    )


@pytest.fixture(autouse=True)
def posts(post):
    post("2026-11-21-hello", "title: Hello there", "tags: [a, b c]", body="# Head\n\nText.\n")
    long = "日本語のとても長い題名です、どこかで切れるはず" * 3
    post("2026-10-01-draft", f"title: {long}", "draft: true")
    post("2025-01-01-long", "title: " + "word " * 40, body="line\n\n" * 400)


@pytest.mark.parametrize("width", [40, 80, *thorough(60, 140)])
def test_the_list_is_a_table_that_fits(blog, width):
    from rich.cells import cell_len

    shown = SGR.sub("", screen(blog, "list", width=width))
    lines = shown.splitlines()
    assert "Hello there" in shown
    assert "hello" in shown
    assert ("21 Nov 2026" in shown) is (width >= 60)
    assert lines[-1] == "3 posts"
    assert len(lines) <= 6
    assert max(cell_len(line) for line in lines) <= width


def test_colour_on_a_terminal_and_none_with_no_color(blog):
    assert SGR.search(screen(blog, "list"))
    assert "\x1b" not in screen(blog, "list", NO_COLOR="1")
    assert "\x1b" not in screen(blog, "show", "hello", NO_COLOR="1")


def test_a_draft_is_told_apart_without_colour(blog):
    line = next(line for line in screen(blog, "list", NO_COLOR="1").splitlines() if "日本" in line)
    assert "draft" in line


@pytest.mark.parametrize("width", [40, 80, *thorough(60, 140)])
def test_a_page_fits(blog, width):
    from rich.cells import cell_len

    shown = LINK.sub("", SGR.sub("", screen(blog, "show", "hello", width=width)))
    assert "Hello there" in shown
    assert "Head" in shown
    assert max(cell_len(line) for line in shown.splitlines()) <= width


@pytest.mark.thorough
def test_what_is_longer_than_the_screen_goes_through_the_pager(blog, tmp_path):
    pager = f"{sys.executable} -c 'import sys; print(len(sys.stdin.read().splitlines()) > 400)'"
    assert screen(blog, "show", "long", height=24, PAGER=pager).strip() == "True"
    assert "Head" in screen(blog, "show", "hello", height=60, PAGER=pager)
    assert "line" in screen(blog, "show", "long", height=24, PAGER=pager, BLOG_PAGER="cat")
    warned = screen(blog, "show", "long", height=24, PAGER="no-such-pager")
    assert "no-such-pager" in warned
    assert "line" in warned


@pytest.mark.thorough
def test_the_pager_may_be_a_setting_of_the_user(blog, tmp_path):
    """A variable wins, and one in the blog's own file is not started."""
    program = "import sys; sys.stdin.read(); print('paged')"
    (tmp_path / "own" / "blogcli").mkdir(parents=True)
    own = {"XDG_CONFIG_HOME": str(tmp_path / "own")}
    line = f'pager = """{sys.executable} -c "{program}" """\n'
    (blog / "blog.toml").write_text(line)
    assert "paged" not in screen(blog, "show", "long", height=24, PAGER=None, LESS="FRX", PATH="")
    (tmp_path / "own" / "blogcli" / "config.toml").write_text(line)
    shown = screen(blog, "show", "long", height=24, PAGER=None, **own)
    assert "paged" in shown
    assert "ignored" in shown
    assert "paged" not in screen(blog, "show", "long", height=24, PAGER="cat", **own)


@pytest.mark.thorough
def test_more_than_twenty_files_are_asked_about(blog, post):
    for number in range(21):
        post(f"p{number}", "title: T")
    child = start(blog, "tag", "--where", "title:T", "new")
    child.expect_exact("? [y/N/d=diff] ")
    child.sendline("n")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 1
    assert "new" not in (blog / "posts/p0.md").read_text()
    child = start(blog, "tag", "--where", "title:T", "new")
    child.expect_exact("? [y/N/d=diff] ")
    child.sendline("y")
    child.expect("Tagged 2[0-9] posts")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    assert "new" in (blog / "posts/p0.md").read_text()


def test_new_opens_the_editor_with_the_terminal_as_its_own(blog):
    editor = f'{sys.executable} -c \'import sys; open(sys.argv[1], "a").write(input("text: "))\''
    child = start(blog, "new", "Fresh", EDITOR=editor)
    child.expect_exact("text: ")
    child.sendline("typed")
    child.expect_exact("posts/2026-11-24-fresh.md")
    child.expect(pexpect.EOF)
    assert (blog / "posts/2026-11-24-fresh.md").read_text().endswith("typed")


def test_interrupting_a_question_changes_nothing(blog, post):
    for number in range(21):
        post(f"p{number}", "title: T")
    child = start(blog, "tag", "--where", "title:T", "new")
    child.expect_exact("? [y/N/d=diff] ")
    # A signal in the moment between the question and the wait for an answer ends no wait.
    for _ in range(20):
        child.sendintr()
        if child.expect([pexpect.EOF, pexpect.TIMEOUT], timeout=1) == 0:
            break
    child.close()
    assert child.exitstatus == 130
    assert "Traceback" not in child.before
    assert "new" not in (blog / "posts/p0.md").read_text()
