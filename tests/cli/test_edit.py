"""`blog edit`: a real editor, started as a person would have it."""

from __future__ import annotations

import sys

import pytest

from blogcli.cli.editor import editor_command


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
    assert "close the bracket" in result.err
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


@pytest.mark.parametrize("place", ["above\n{}", "above{}", "above: it\n\n{}"])
@pytest.mark.parametrize("layout", ["plain", "zola", "pelican"])
def test_text_above_the_front_matter_is_reported(call, make_blog, editor, layout, place):
    root = make_blog(layout)
    path = call("new", "Hello", cwd=root).out.strip()
    environ = editor(f"path.write_text({place!r}.replace('{{}}', text))")
    result = call("edit", path, environ=environ, cwd=root)
    if layout == "pelican" and place == "above{}":
        assert (result.code, result.err) == (0, f"Edited {path}\n")  # one more word in its name
        return
    assert result.code == 5
    assert "front matter is not at the start of the file" in result.err


@pytest.mark.parametrize(
    ("editor", "words"),
    [
        ("nano", ["nano", "+7", "x.md"]),
        ("/usr/local/bin/nvim", ["/usr/local/bin/nvim", "+7", "x.md"]),
        ("emacsclient -t", ["emacsclient", "-t", "+7", "x.md"]),
        ("vim.tiny", ["vim.tiny", "+7", "x.md"]),
        ("code", ["code", "--wait", "--goto", "x.md:7"]),
        ("code-insiders -w", ["code-insiders", "-w", "--goto", "x.md:7"]),
        ("subl -n -w", ["subl", "-n", "-w", "x.md:7"]),
        ("gvim", ["gvim", "-f", "+7", "x.md"]),
        ("hx", ["hx", "x.md:7"]),
        ("env A=b nano", ["env", "A=b", "nano", "x.md"]),
        ("my-editor", ["my-editor", "x.md"]),
    ],
)
def test_each_editor_gets_the_line_in_its_own_way(editor, words):
    assert editor_command(editor.split(), "x.md", 7, {"PATH": "/nowhere"}) == words


def test_an_editor_behind_a_link_is_known(tmp_path):
    for name in ("nano", "busybox"):
        (tmp_path / name).write_text("#!/bin/sh\n")
        (tmp_path / name).chmod(0o755)
    (tmp_path / "editor").symlink_to("nano")
    (tmp_path / "vi").symlink_to("busybox")
    environ = {"PATH": str(tmp_path)}
    assert editor_command(["editor"], "x.md", 7, environ) == ["editor", "+7", "x.md"]
    assert editor_command(["vi"], "x.md", 7, environ) == ["vi", "x.md"]


@pytest.mark.parametrize(
    ("command", "says"),
    [
        ("no-such-editor", "cannot run editor 'no-such-editor': command not found; removed"),
        ("false", "false exited with status 1; removed"),
        ("true", "Canceled: nothing was written; removed"),
    ],
)
def test_a_new_post_without_a_word_is_removed(call, blog, command, says):
    result = call("new", "Hello", tty=True, environ={"EDITOR": command})
    assert (result.code, result.out) == (1, "")
    assert says in result.err
    assert ("if true does not wait, add its option" in result.err) == (command == "true")
    assert list((blog / "posts").iterdir()) == []
    assert ("or use --no-edit" in result.err) == (command == "no-such-editor")
    assert call("new", "Hello", tty=True, environ={"EDITOR": command}).code == 1
    kept = call("new", "Hello", "--body", "Words", tty=True, environ={"EDITOR": command})
    assert (blog / "posts/2026-11-24-hello.md").read_text().endswith("\n\nWords\n")
    assert kept.code == (0 if command == "true" else 1)
    assert "posts/2026-11-24-hello.md" in kept.out + kept.err


def test_without_state_an_empty_new_post_is_kept_and_named(call, blog):
    environ = {"EDITOR": "true", "XDG_STATE_HOME": "/proc/nowhere"}
    result = call("new", "Hello", tty=True, environ=environ)
    assert "posts/2026-11-24-hello.md" in result.err


def test_without_a_post_the_hint_names_each_way(call):
    result = call("edit")
    assert (result.code, result.err) == (
        2,
        "error: no post given\nhint: give a POST, or - for names from stdin\n",
    )
