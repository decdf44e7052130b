"""`blog browse` on a real terminal, in tmux: what a person sees, and what is left behind."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

pytest.importorskip("textual", reason="the browse extra is not installed")

pytestmark = [
    pytest.mark.thorough,
    pytest.mark.skipif(not shutil.which("tmux"), reason="tmux is not installed"),
]

BLOG = f"{sys.executable} -m blogcli"


class Tmux:
    """A terminal in tmux, with a server of its own."""

    def __init__(self, folder: Path, home: Path) -> None:
        self._socket = str(folder / "tmux")
        self._environ = {
            "PATH": os.environ["PATH"],
            "HOME": str(home),
            "LANG": "C.UTF-8",
            "BLOG_NOW": "2026-11-24T12:00:00+01:00",
            "EDITOR": "true",
        }

    def _call(self, *words: str) -> str:
        words = ("tmux", "-S", self._socket, "-f", os.devnull, *words)
        done = subprocess.run(words, env=self._environ, capture_output=True, text=True, check=True)
        return done.stdout

    def start(self, command: str, cwd: Path, size: tuple[int, int] = (100, 30)) -> None:
        """Run a shell command, and keep what it leaves on the screen."""
        width, height = map(str, size)
        command = f"{command}; echo exit $?; exec sleep 100"
        self._call(
            *("new-session", "-d", "-x", width, "-y", height, "-c", str(cwd), "sh", "-c", command)
        )

    def keys(self, *keys: str) -> None:
        """Press keys, by tmux's names."""
        self._call("send-keys", *keys)

    def type(self, text: str) -> None:
        """Type text."""
        self._call("send-keys", "-l", text)

    def resize(self, width: int, height: int) -> None:
        """Give the terminal another size."""
        self._call("resize-window", "-x", str(width), "-y", str(height))

    @property
    def screen(self) -> str:
        """What is on the screen."""
        return self._call("capture-pane", "-p")

    def wait(self, wanted: str | Callable[[str], bool], seconds: float = 30) -> str:
        """Wait for a text on the screen, and return the screen."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            shown = self.screen
            if wanted in shown if isinstance(wanted, str) else wanted(shown):
                return shown
            time.sleep(0.02)
        raise AssertionError(f"{wanted!r} is not on the screen:\n{self.screen}")

    def close(self) -> None:
        """End the server and what runs in it."""
        self._call("kill-server")


@pytest.fixture
def tmux(tmp_path: Path, no_real_home: Path) -> Iterator[Tmux]:
    terminal = Tmux(tmp_path, no_real_home)
    yield terminal
    terminal.close()


@pytest.fixture(autouse=True)
def posts(post):
    post("2026-11-21-hello", "title: Hello there", "tags: [a, b c]", body="# Head\n\nSome text.\n")
    post("2026-11-20-apples", "title: Apples and pears", body="No green thing.\n")
    post("2026-11-19-green", "title: Green tea", body="Leaves in water.\n")


def files(blog: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(blog.rglob("*")) if path.is_file()}


def test_type_mark_tag_look_apply_and_undo(tmux, blog):
    before = files(blog)
    tmux.start(f"{BLOG} browse", blog)
    tmux.wait("Some text.")
    tmux.type("/gree")
    tmux.wait("2 of 3")
    tmux.keys("Enter", "Space", "Space", "t", "n", "e", "w", "Enter")
    tmux.wait("+tags: [new]")
    assert files(blog) == before
    tmux.keys("Enter")
    tmux.wait("Tagged 2 posts: added new · u takes it back")
    assert files(blog) != before
    tmux.keys("u")
    tmux.wait("blog undo")
    tmux.keys("Enter")
    tmux.wait("Undid 1")
    assert files(blog) == before
    tmux.keys("q")
    tmux.wait("exit 0")


def test_another_size_while_a_window_is_open(tmux, blog):
    tmux.start(f"{BLOG} browse", blog, (120, 40))
    tmux.wait("Some text.")
    tmux.keys("d")
    tmux.wait("Enter apply")
    for size in (60, 15), (20, 5), (40, 10), (200, 50), (80, 24):
        tmux.resize(*size)
        tmux.wait(lambda shown, size=size: size[0] < 40 or "blog rm hello" in shown)
    tmux.keys("Escape")
    tmux.wait("nothing changed")
    tmux.keys("q")
    tmux.wait("exit 0")


@pytest.mark.parametrize(("ended", "code"), [("C-c", "130"), (signal.SIGTERM, "130")])
def test_a_signal_leaves_the_terminal_as_it_was(tmux, blog, ended, code):
    tmux.start(f"stty -a >{blog.parent}/before; {BLOG} browse; stty -a >{blog.parent}/after", blog)
    tmux.wait("Some text.")
    if isinstance(ended, str):
        tmux.keys(ended)
    else:
        os.kill(running(blog), ended)
    shown = tmux.wait("exit 0")  # that of stty
    assert "Interrupted" in shown
    assert "Some text." not in shown
    assert (blog.parent / "after").read_bytes() == (blog.parent / "before").read_bytes()
    assert code


def running(blog: Path) -> int:
    """The process of `blog browse` in a folder."""
    for place in Path("/proc").glob("[0-9]*"):
        try:
            words = (place / "cmdline").read_bytes().split(b"\0")
            if b"browse" in words and (place / "cwd").resolve() == blog and b"sh" not in words[:1]:
                return int(place.name)
        except OSError:
            continue
    raise AssertionError("it does not run")


def test_pick_takes_names_from_a_pipe_and_gives_names_to_one(tmux, blog):
    command = f"{BLOG} list --format slugs | {BLOG} browse - --pick | sed 's/^/picked /'"
    tmux.start(command, blog)
    tmux.wait("Some text.")
    tmux.keys("Space", "Down", "Space", "Enter")
    shown = tmux.wait("exit 0")
    assert re.findall("picked .*", shown) == ["picked hello", "picked green"]


def test_edit_leaves_the_screen_and_comes_back(tmux, blog):
    editor = blog.parent / "editor.sh"
    editor.write_text("#!/bin/sh\necho 'More words.' >>\"$1\"\n")
    editor.chmod(0o755)
    tmux.start(f"EDITOR={editor} {BLOG} browse", blog)
    tmux.wait("Some text.")
    tmux.keys("e")
    tmux.wait("More words.")
    tmux.wait("Edited posts/2026-11-21-hello.md")
    tmux.keys("q")
    tmux.wait("exit 0")


@pytest.mark.parametrize("pause", [0.0, 0.02, 0.05, 0.1])
def test_killed_while_it_changes_many_posts(tmux, blog, post, pause):
    for number in range(400):
        post(f"2020-01-01-many-{number}", f"title: Many {number}")
    before = files(blog)
    tmux.start(f"{BLOG} browse Many", blog)
    tmux.wait("400 of")
    tmux.keys("*", "t")
    tmux.wait("tag 400 posts")
    tmux.type("x")
    tmux.keys("Enter")
    tmux.wait("400 files")
    pid = running(blog)
    tmux.keys("Enter")
    time.sleep(pause)
    os.kill(pid, signal.SIGKILL)
    done = subprocess.run(
        [sys.executable, "-m", "blogcli", "list", "--count"],
        cwd=blog,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "403\n"
    left = files(blog)
    changed = [name for name in before if left[name] != before[name]]
    assert len(changed) in (0, 400)
    assert left.keys() == before.keys()
