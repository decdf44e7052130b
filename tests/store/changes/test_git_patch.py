"""Patches are git's: `git apply` makes of the old files the new ones, byte for byte."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from blogcli.errors import BlogError
from blogcli.store.changes.change import ChangeKind, FileChange
from blogcli.store.changes.git_patch import diff, with_contents
from blogcli.store.history.history import write_files
from tests.store.conftest import write

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


def apply_with_git(folder, changes, held=None):
    """Have git make the changes of files that hold what they did before, or `held`."""
    for change in changes:
        if change.before is not None:
            write(folder, {change.path: change.before})
    write(folder, held or {})
    command = ["git", "apply", "--whitespace=nowarn", "-"]
    done = subprocess.run(
        command, cwd=folder, input=diff(changes), capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    for change in changes:
        if change.kind in (ChangeKind.MOVE, ChangeKind.TRASH):
            assert not (folder / change.path).exists()
        if change.after is not None:
            assert (folder / (change.to or change.path)).read_bytes() == change.after


LINES = b"".join(b"line %d\n" % number for number in range(40))


@needs_git
@pytest.mark.parametrize(
    ("before", "after"),
    [
        (None, b"new\n"),
        (None, b"new, without an end"),
        (None, b""),
        (b"", b"filled\n"),
        (b"emptied\n", b""),
        (b"a\n", b"a"),
        (b"a", b"a\n"),
        (b"a", b"b"),
        (b"a\nb", b"A\nb"),
        (b"a\r\nb\r\n", b"a\r\nB\r\n"),
        (b"a\rb\n", b"a\rB\n"),
        (b"caf\xe9\nx\n", b"caf\xe9\ny\n"),
        (b"\xef\xbb\xbf---\n", b"\xef\xbb\xbf---\na\n"),
        (b"form\x0cfeed\nx\n", b"form\x0cfeed\ny\n"),
        (LINES, LINES.replace(b"line 3\n", b"").replace(b"line 30\n", b"x\ny\n")),
        (LINES, LINES + b"end"),
        (LINES, b"start\n" + LINES),
        (LINES, LINES.replace(b"line 10\n", b"x\n").replace(b"line 17\n", b"y\n")),
        (LINES + LINES, LINES + b"-- between\n" + LINES),
        (b"--- a\n+++ b\n", b"--- a\n+++ c\n"),
    ],
)
def test_git_applies_it(tmp_path, before, after):
    apply_with_git(tmp_path, [FileChange("posts/a.md", before, after)])


@needs_git
@pytest.mark.parametrize(
    "path",
    [
        "two words.md",
        " leading.md",
        "tab\there.md",
        "new\nline.md",
        'quote".md',
        "back\\slash.md",
        "日本語.md",
        "a b/ü c.md",
        "bell\x07.md",
        "del\x7f.md",
        "-rf.md",
        "x -> y.md",
    ],
)
@pytest.mark.parametrize("before", [None, b"old\n"])
def test_names(tmp_path, path, before):
    apply_with_git(tmp_path, [FileChange(path, before, b"new\n")])


@needs_git
def test_several_files_in_one_patch(tmp_path):
    changes = [
        FileChange("b.md", b"x\ny\n", b"x\nz\n"),
        FileChange("a.md", None, b"a"),
        FileChange("same.md", b"same\n", b"same\n"),
        FileChange("c/d.md", b"1\n", b"2"),
    ]
    assert b"same.md" not in diff(changes)
    apply_with_git(tmp_path, changes)


pieces = st.lists(st.sampled_from([b"a\n", b"b\n", b"c", b"\n", b"\r\n", b"\xff\n", b"-\n"]))
contents = pieces.map(b"".join)


@needs_git
@given(contents, contents)
def test_git_applies_whatever_was_changed(tmp_path_factory, before, after):
    assume(before != after)
    apply_with_git(tmp_path_factory.mktemp("patch"), [FileChange("a.md", before, after)])


def test_one_small_hunk_for_a_small_change():
    after = LINES.replace(b"line 20\n", b"line XX\n")
    assert diff([FileChange("posts/a.md", LINES, after)]).decode() == (
        "diff --git a/posts/a.md b/posts/a.md\n"
        "--- a/posts/a.md\n"
        "+++ b/posts/a.md\n"
        "@@ -18,7 +18,7 @@\n"
        " line 17\n line 18\n line 19\n-line 20\n+line XX\n line 21\n line 22\n line 23\n"
    )


@needs_git
@pytest.mark.parametrize(
    ("path", "before", "after"),
    [
        ("a b.md", b"old\n", b"new\n"),
        ("a b.md", None, b"new\n"),
        ("a.md", None, b"new, without an end"),
        ("a.md", b"a\nb", b"A\nb"),
        ("a.md", b"a\n", b""),
        ("tab\t.md", b"a\n", b"b\n"),
        ("a.md", LINES, LINES.replace(b"line 5\n", b"") + b"end\n"),
    ],
)
def test_it_is_what_git_prints(tmp_path, path, before, after):
    git = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org"]
    subprocess.run([*git, "init", "-q"], cwd=tmp_path, check=True)
    if before is not None:
        write(tmp_path, {path: before})
        subprocess.run([*git, "add", "."], cwd=tmp_path, check=True)
    write(tmp_path, {path: after})
    subprocess.run([*git, "add", "--intent-to-add", "."], cwd=tmp_path, check=True)
    printed = subprocess.run([*git, "diff"], cwd=tmp_path, capture_output=True, check=True).stdout
    # Two things of git's are left out: object ids, and lengths of one and function names in ranges.
    wanted = re.sub(rb"^index .*\n", b"", printed, flags=re.M)
    wanted = re.sub(rb"(?<=[-+]\d)(?= )", b",1", re.sub(rb"(@@ .* @@).*", rb"\1", wanted))
    assert diff([FileChange(path, before, after)]) == wanted


def test_a_large_file_is_compared_in_no_time():
    many = b"".join(b"%d\n" % number for number in range(200_000))
    patch = diff([FileChange("a.md", many, many.replace(b"\n77777\n", b"\n7\n"))])
    assert patch.count(b"\n") == 12


def test_no_change_no_patch():
    assert diff([]) == diff([FileChange("a.md", b"a", b"a")]) == b""


def test_what_the_patch_shows_is_what_is_done(tmp_path):
    write(tmp_path, {"a.md": "a\nb\n"})
    changes = [FileChange("a.md", b"a\nb\n", b"a\nc\n"), FileChange("n/b.md", None, b"b")]
    write_files(tmp_path, changes)
    assert (tmp_path / "a.md").read_bytes() == b"a\nc\n"
    assert (tmp_path / "n/b.md").read_bytes() == b"b"


def test_the_same_file_twice_is_a_conflict(tmp_path):
    write(tmp_path, {"a.md": "a"})
    with pytest.raises(BlogError) as raised:
        write_files(tmp_path, [FileChange("a.md", b"a", b"b"), FileChange("a.md", b"a", b"c")])
    assert raised.value.path == "a.md"
    assert (tmp_path / "a.md").read_bytes() == b"a"
    assert [path.name for path in tmp_path.iterdir()] == ["a.md"]


IMAGE = bytes(range(256)) * 30


@needs_git
@pytest.mark.parametrize(
    "change",
    [
        FileChange("a.md", LINES, LINES, "b.md"),
        FileChange("posts/a b.md", LINES, LINES + b"more\n", "posts/é/ü c.md"),
        FileChange("tab\t.md", b"a", b"b", 'q"uote.md'),
        FileChange("a.md", b"", b"", "b.md"),
        FileChange.trash("a.md", LINES),
        FileChange.trash("two words.md", b"no end"),
        FileChange.trash("empty.md", b""),
        FileChange.trash("a/image.png", IMAGE),
        FileChange.trash("a/tiny.png", b"\0"),
        FileChange("a/image.png", None, IMAGE),
    ],
    ids=lambda change: f"{change.kind} {change.path}",
)
def test_git_applies_what_moves_and_goes_and_takes_it_back(tmp_path, change):
    apply_with_git(tmp_path, [change])
    command = ["git", "apply", "--whitespace=nowarn", "-R", "-"]
    subprocess.run(command, cwd=tmp_path, input=diff([change]), check=True)
    if change.before is not None:
        assert (tmp_path / change.path).read_bytes() == change.before
    assert not change.to or not (tmp_path / change.to).exists()


@needs_git
def test_git_carries_what_was_not_read(tmp_path):
    write(tmp_path, {"old/image.png": IMAGE, "old/gone.png": IMAGE[::-1]})
    changes = [FileChange.carry("old/image.png", "new/image.png"), FileChange.trash("old/gone.png")]
    apply_with_git(tmp_path, with_contents(changes, tmp_path))
    assert (tmp_path / "new/image.png").read_bytes() == IMAGE
    assert not (tmp_path / "old").exists()


def test_a_move_is_shown_as_git_does():
    change = FileChange("a.md", LINES, LINES.replace(b"line 20\n", b"line XX\n"), "b/a.md")
    assert diff([change], "blog/").decode() == (
        "diff --git a/blog/a.md b/blog/b/a.md\n"
        "similarity index 97%\n"
        "rename from blog/a.md\n"
        "rename to blog/b/a.md\n"
        "--- a/blog/a.md\n"
        "+++ b/blog/b/a.md\n"
        "@@ -18,7 +18,7 @@\n"
        " line 17\n line 18\n line 19\n-line 20\n+line XX\n line 21\n line 22\n line 23\n"
    )


def test_what_is_too_large_to_show_is_named(tmp_path):
    (shown,) = with_contents([FileChange.trash("gone.png")], tmp_path)
    assert diff([shown]).decode() == (
        "diff --git a/gone.png b/gone.png\n"
        "deleted file mode 100644\n"
        "Binary files a/gone.png and /dev/null differ\n"
    )
