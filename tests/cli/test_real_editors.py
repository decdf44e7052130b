"""`blog new` in the editors that people have, on a pseudo-terminal."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pexpect
import pytest

from tests.conftest import thorough

WRITTEN = "Words of a writer."
KEYS = {
    "nano": (f"{WRITTEN}\x0f\r\x18", "\x18"),
    "micro": (f"{WRITTEN}\x13\x11", "\x11"),
    "vim": (f"i{WRITTEN}\x1b:wq\r", ":q\r"),
    "vi": (f"i{WRITTEN}\x1b:wq\r", ":q\r"),
    "nvim": (f"i{WRITTEN}\x1b:wq\r", ":q\r"),
    "emacs -nw -q": (f"{WRITTEN}\x18\x13\x18\x03", "\x18\x03"),
    "joe": (f"{WRITTEN}\x0bx", "\x03"),
    "ne": (f"{WRITTEN}\x13\x11", "\x11"),
}
"""What types a line and saves, and what leaves at once."""

EDITORS = ["nano", *thorough("vim", "micro", "vi", "nvim", "emacs -nw -q", "joe", "ne")]

EXPECTED = (
    "---\ntitle: Hello\ndate: 2026-11-24T12:00:00+01:00\ndraft: true\n---\n\nWords of a writer.\n"
)


@pytest.fixture
def start(blog, no_real_home):
    """Start `blog new Hello` with an editor, and wait until the editor shows the file."""

    def start(editor: str, *words: str) -> pexpect.spawn:
        if not shutil.which(editor.split()[0]):
            pytest.skip(f"{editor} is not installed")
        environ = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": os.environ.get("PYTHONPATH", ""),
            "HOME": str(no_real_home),
            "TERM": "xterm-256color",
            "LANG": "C.UTF-8",
            "EDITOR": editor,
            "BLOG_NOW": "2026-11-24T12:00:00+01:00",
        }
        command = ["-m", "blogcli", "new", "Hello", *words]
        child = pexpect.spawn(
            sys.executable, command, cwd=str(blog), env=environ, dimensions=(24, 80), timeout=30
        )
        child.expect("draft")
        return child

    return start


def ended(child: pexpect.spawn) -> tuple[int, str]:
    child.expect(pexpect.EOF)
    child.close()
    return child.exitstatus, child.before.decode(errors="replace")


def written(blog: Path) -> list[str]:
    return [path.read_text() for path in (blog / "posts").iterdir() if path.suffix == ".md"]


@pytest.mark.parametrize("editor", EDITORS)
def test_what_is_typed_at_once_is_the_text_of_the_post(blog, start, editor):
    child = start(editor)
    child.send(KEYS[editor][0])
    code, screen = ended(child)
    assert (code, written(blog)) == (0, [EXPECTED])
    assert "posts/2026-11-24-hello.md" in screen


@pytest.mark.parametrize("editor", EDITORS)
def test_a_buffer_that_was_not_touched_leaves_no_file(blog, start, editor):
    child = start(editor)
    child.send(KEYS[editor][1])
    code, screen = ended(child)
    assert (code, written(blog)) == (1, [])
    assert "Canceled: nothing was written; removed posts/2026-11-24-hello.md" in screen
    assert "error" not in screen


@pytest.mark.parametrize("editor", thorough("vim", "vi", "nvim"))
def test_leaving_vim_with_an_error_removes_the_file_or_names_it(blog, start, editor):
    child = start(editor)
    child.send(":cq\r")
    code, screen = ended(child)
    assert (code, written(blog)) == (1, [])
    assert "exited with status 1; removed posts/2026-11-24-hello.md" in screen
    child = start(editor)
    child.send(f"i{WRITTEN}\x1b:w\r:cq\r")
    code, screen = ended(child)
    assert (code, written(blog)) == (1, [EXPECTED])
    assert "exited with status 1; kept posts/2026-11-24-hello.md" in screen


@pytest.mark.thorough
def test_a_text_given_with_the_command_is_kept(blog, start):
    child = start("nano", "--body", WRITTEN)
    child.send("\x18")
    assert (ended(child)[0], written(blog)) == (0, [EXPECTED])
    for path in (blog / "posts").iterdir():
        path.unlink()
    child = start("vim", "--body", WRITTEN)
    child.send(":cq\r")
    code, screen = ended(child)
    assert (code, written(blog)) == (1, [EXPECTED])
    assert "kept posts/2026-11-24-hello.md" in screen


def test_words_above_the_front_matter_are_named_with_a_way_back(blog, start):
    child = start("nano")
    child.send("\x1b\\Words above\r\x0f\r\x18")  # Alt-\ goes to the top
    child.expect(r"posts/2026-11-24-hello.md:2: front matter is not at the start of the file")
    child.expect(r"\[E/k/d\] ")
    child.send("d\r")
    code, screen = ended(child)
    assert (code, written(blog)) == (1, [])
    assert "Canceled: nothing was written" in screen


@pytest.mark.thorough
def test_the_end_of_input_keeps_the_edit(blog, start):
    child = start("nano")
    child.send("\x1b\\Words above\r\x0f\r\x18")
    child.expect(r"\[E/k/d\] ")
    child.send("\x04")
    code, screen = ended(child)
    assert code == 0
    assert "Kept posts/2026-11-24-hello.md as it is" in screen
    assert written(blog)[0].startswith("Words above\n---\n")


UNREAD = "Text on stdin was not read; `blog new TITLE -` takes it as the body"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("echo words | {new} Hello", True),
        ("echo words | {new} Hello -", False),
        ("echo words | {new} Hello 2>errors", False),
        *thorough(
            ("{new} Hello < words.txt", True),
            ("{new} Hello < /dev/null", False),
            (": | {new} Hello", False),
            ("echo words | {new} Hello --body x", False),
        ),
    ],
)
def test_text_that_waits_on_stdin_is_told_of_on_a_terminal(blog, no_real_home, line, told):
    (blog / "words.txt").write_text("words\n")
    new = f"{sys.executable} -m blogcli new"
    screen, code = pexpect.run(
        f"bash -c '{line.format(new=new)}'", cwd=str(blog), withexitstatus=True, timeout=30
    )
    assert code == 0
    assert (UNREAD in screen.decode()) == told
    (path,) = (blog / "posts").iterdir()
    assert (path.read_text().count("words") == 1) == line.endswith(" -")


@pytest.mark.thorough
def test_the_editor_has_the_keyboard_after_a_text_from_stdin(blog, no_real_home):
    if not shutil.which("nano"):
        pytest.skip("nano is not installed")
    command = f"echo First. | EDITOR=nano {sys.executable} -m blogcli new Hello - --edit"
    child = pexpect.spawn(
        "bash", ["-c", command], cwd=str(blog), dimensions=(24, 80), timeout=30,
        env={**os.environ, "TERM": "xterm-256color"},
    )  # fmt: skip
    child.expect("draft")
    child.send(f"{WRITTEN}\x0f\r\x18")
    assert ended(child)[0] == 0
    assert written(blog)[0].endswith(f"---\n\n{WRITTEN}First.\n")
