"""`blog edit`: a real editor, started as a person would have it."""

from __future__ import annotations

import sys

import pytest


@pytest.fixture
def editor(tmp_path):
    """An editor that does what it is told to the file: Python statements over `path` and `text`."""

    def make(*statements: str) -> dict[str, str]:
        script = tmp_path / "my editor.py"
        script.write_text(
            "import sys, pathlib\npath = pathlib.Path(sys.argv[-1])\ntext = path.read_text()\n"
            + "\n".join(statements)
        )
        return {"EDITOR": f"{sys.executable} '{script}' --wait"}

    return make


def test_the_editor_works_on_the_real_file(call, post, editor):
    path = post("a", "title: A")
    result = call("edit", "a", environ=editor("path.write_text(text.replace('A', 'B'))"))
    assert (result.code, result.err) == (0, "Edited posts/a.md\n")
    assert "title: B" in path.read_text()


def test_no_change_is_said(call, post, editor):
    post("a", "title: A")
    assert call("edit", "a", environ=editor("")).err == "Unchanged: posts/a.md\n"


def test_visual_goes_before_editor(call, post, editor):
    post("a", "title: A")
    environ = {"VISUAL": "false", **editor("")}
    assert call("edit", "a", environ=environ).code == 1


def test_no_shell_reads_the_name_of_the_file(call, blog, post, editor):
    path = post("$(touch owned) `touch owned`;'x", "title: A")
    call("edit", "posts/" + path.name, environ=editor("path.write_text(text + 'more')"))
    assert path.read_text().endswith("more")
    assert not list(blog.rglob("owned"))


def test_front_matter_that_broke_is_reported_with_its_line(call, post, editor):
    path = post("a", "title: A", "tags: [x]")
    result = call("edit", "a", environ=editor("path.write_text(text.replace('[x]', '[x'))"))
    assert result.code == 5
    assert "posts/a.md:3: " in result.err
    assert "tags: [x\n" in path.read_text()


def test_on_a_terminal_there_is_a_way_back(call, post, editor):
    path = post("a", "title: A", "tags: [x]")
    before = path.read_bytes()
    environ = editor("path.write_text(text.replace('[x]', '[x'))")
    result = call("edit", "a", environ=environ, tty=True, stdin="e\nd\n")
    assert result.code == 0
    assert result.err.count("[E/k/d]") == 2
    assert path.read_bytes() == before


@pytest.mark.parametrize("command", ["no-such-editor", "false"])
def test_an_editor_that_fails_is_named(call, post, command):
    post("a", "title: A")
    result = call("edit", "a", environ={"EDITOR": command})
    assert result.code == 1
    assert command in result.err


def test_without_any_editor(call, post, tmp_path):
    post("a", "title: A")
    result = call("edit", "a", environ={"PATH": str(tmp_path)})
    assert result.code == 1
    assert "$EDITOR" in result.err


def test_new_opens_the_editor_on_a_terminal(call, blog, editor):
    environ = editor("path.write_text(text + 'Written.')")
    result = call("new", "Hello", tty=True, environ=environ)
    assert result.out == "posts/2026-11-24-hello.md\n"
    assert (blog / "posts/2026-11-24-hello.md").read_text().endswith("Written.")
    assert call("new", "Other", tty=True, environ=environ, stdin="").code == 0
    path = call("new", "Third", "--no-edit", tty=True, environ=environ).out.strip()
    assert "Written" not in (blog / path).read_text()
