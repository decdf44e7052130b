"""`blog rm`, `trash` and `restore`: never gone, and bundles whole."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

PNG = bytes(range(256))


@pytest.fixture
def bundle(post, blog):
    path = post("2026-01-01-bundle/index.md", "title: Bundle")
    (path.parent / "deep").mkdir()
    (path.parent / "deep/image.png").write_bytes(PNG)
    return path


def test_to_the_trash_and_back(call, post):
    path = post("a", "title: A")
    before = path.read_bytes()
    assert call("rm", "a").err == 'Moved "A" (a) to the trash\n'
    assert not path.exists()
    assert call("list", "--format", "count").out == "0\n"
    row = call("trash").out.removesuffix("\n").split("\t")
    assert row == ["posts/a.md", "2026-11-24T12:00:00+01:00", str(len(before)), "1"]
    assert call("restore", "a").err == "Restored posts/a.md\n"
    assert path.read_bytes() == before
    assert call("trash").out == ""


def test_a_bundle_goes_whole_and_comes_back_whole(call, bundle):
    assert call("rm", "bundle").err == 'Moved "Bundle" (bundle) to the trash\n'
    assert not bundle.parent.exists()
    (item,) = json.loads(call("trash", "--json").out)
    assert (item["path"], item["files"]) == ("posts/2026-01-01-bundle/index.md", 2)
    assert call("restore", "bundle").code == 0
    assert (bundle.parent / "deep/image.png").read_bytes() == PNG


def test_another_post_in_the_folder_keeps_it(call, bundle):
    other = bundle.with_name("other.md")
    other.write_text("---\ntitle: Other\n---\n")
    assert call("rm", "posts/2026-01-01-bundle/index.md").code == 0
    assert other.exists()
    assert (bundle.parent / "deep/image.png").exists()


def test_the_last_post_leaves_the_folder_of_posts(call, blog, post):
    post("a", "title: A")
    call("rm", "a")
    assert (blog / "posts").is_dir()
    assert call("new", "B", "--no-edit").code == 0


def test_many_by_query_and_by_stdin(call, post):
    for name in "abcd":
        post(name, f"title: {name}", f"tags: [{'x' if name in 'ab' else 'y'}]")
    assert call("rm", "--where", "tag:x").err == "Moved 2 posts to the trash\n"
    assert call("rm", "-", "-0", stdin="c\0d\0").err == "Moved 2 posts to the trash\n"
    names = "".join(line.split("\t")[0] + "\n" for line in call("trash").out.splitlines())
    assert call("restore", "-", stdin=names).code == 0
    assert call("list", "--format", "count").out == "4\n"


def test_a_dry_run_is_a_patch_that_git_takes(call, blog, bundle):
    patch = call("rm", "bundle", "--dry-run").raw
    assert bundle.exists()
    subprocess.run(["git", "apply", "-"], input=patch, cwd=blog, check=True)
    assert not bundle.parent.exists()


def test_a_dry_restore_is_a_patch_that_git_takes(call, blog, bundle):
    before = bundle.read_bytes()
    call("rm", "bundle")
    patch = call("restore", "bundle", "--dry-run").raw
    assert not bundle.exists()
    subprocess.run(["git", "apply", "-"], input=patch, cwd=blog, check=True)
    assert bundle.read_bytes() == before
    assert (bundle.parent / "deep/image.png").read_bytes() == PNG


def test_a_place_that_is_taken(call, post):
    path = post("a", "title: A")
    call("rm", "a")
    path.write_text("another")
    result = call("restore", "a")
    assert result.code == 4
    assert "posts/a.md: already exists" in result.err
    assert path.read_text() == "another"


def test_names(call, post):
    for name in ("one", "once", "other"):
        post(name, f"title: {name}")
    call("rm", "--where", "")
    result = call("restore", "on")
    assert result.code == 3
    assert "posts/one.md" in result.err
    assert "did you mean" in call("restore", "onee").err.lower()
    assert call("restore").code == 2
    assert call("restore", "oth").code == 0


def test_emptying_asks(call, blog, post):
    post("a", "title: A")
    assert call("trash", "--empty").err == "The trash is empty\n"
    call("rm", "a")
    assert call("trash", "--empty").code == 2
    refused = call("trash", "--empty", tty=True, stdin="n\n")
    assert refused.code == 1
    assert refused.err == (
        "Permanently delete 1 post in the trash (posts/a.md)? [y/N] Canceled; nothing changed.\n"
    )
    assert call("trash").out != ""
    assert call("trash", "--empty", "-y").err == "Permanently deleted 1 file\n"
    assert call("trash").out == ""
    assert not list(blog.rglob("*.md*"))
    assert call("undo").code == 4


def test_on_a_terminal(call, post):
    post("a\x1b[2J", "title: A")
    call("rm", "--where", "")
    shown = call("trash", tty=True, environ={"NO_COLOR": "1"}).out
    assert "just now" in shown
    assert "\x1b" not in shown


def test_more_than_twenty_are_asked_about(call, post, blog):
    for number in range(21):
        post(f"p{number}", "title: P")
    assert call("rm", "--where", "", tty=True, stdin="n\n").code == 1
    assert len(list((blog / "posts").iterdir())) == 21
    assert call("rm", "--where", "", tty=True, stdin="y\n").code == 0


def test_what_cannot_be_read_can_be_removed(call, blog, post):
    path = blog / "posts/bad.md"
    path.write_bytes(b"---\ntags: [\n---\n\xff")
    assert call("rm", "posts/bad.md").code == 0
    call("undo")
    assert path.read_bytes() == b"---\ntags: [\n---\n\xff"


def test_completion_knows_the_trash(call, blog, post):
    post("hello-world", "title: A")
    post("other", "title: B")
    call("rm", "--where", "")
    environ = {
        "PATH": os.environ["PATH"],
        "HOME": str(blog.parent / "home"),
        "_BLOG_COMPLETE": "zsh_complete",
        "COMP_WORDS": "blog restore hel",
        "COMP_CWORD": "2",
    }
    words = [sys.executable, "-m", "blogcli"]
    done = subprocess.run(words, cwd=blog, env=environ, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[:3] == ["plain", "hello-world", "posts/hello-world.md"]


def test_a_slash_at_the_end_of_the_state_folder_means_nothing(call, post, tmp_path):
    post("a", "title: A")
    result = call("rm", "a", environ={"XDG_STATE_HOME": f"{tmp_path}/state/"})
    assert (result.code, result.err) == (0, 'Moved "A" (a) to the trash\n')


@pytest.fixture
def sixteen(post):
    for number in range(16):
        post(f"p{number:02}", f"title: Post {number}", "tags: [old]")


ASKED = "Move 16 posts to the trash (p00, p01, p02 …)? [y/N/d=diff] "


def test_a_query_always_asks_on_a_terminal_and_names_the_posts(call, blog, sixteen):
    refused = call("rm", "--where", "tag:old", tty=True, stdin="n\n")
    assert (refused.code, refused.err) == (1, f"{ASKED}Canceled; nothing changed.\n")
    assert len(list((blog / "posts").iterdir())) == 16
    done = call("rm", "--where", "tag:old", tty=True, stdin="y\n")
    assert (done.code, done.err) == (0, f"{ASKED}Moved 16 posts to the trash\n")
    assert call("undo").code == 0
    assert call("rm", "--where", "slug:p03", "-y", tty=True).code == 0
    one = call("rm", "--where", "slug:p04", tty=True, stdin="n\n")
    assert one.err.startswith('Move "Post 4" (p04) to the trash? [y/N/d=diff] ')
    assert call("rm", "p05", tty=True).err == 'Moved "Post 5" (p05) to the trash\n'
    assert call("rm", "--where", "slug:p06").err == 'Moved "Post 6" (p06) to the trash\n'


def test_the_diff_is_shown_and_then_it_is_asked_again(call, blog, sixteen):
    environ = {"NO_COLOR": "1"}
    shown = call("rm", "--where", "tag:old", tty=True, stdin="d\nd\nn\n", environ=environ)
    assert shown.err.count(ASKED) == 3
    assert shown.out.count("-title: Post 15\n") == 2
    assert call("rm", "--where", "tag:old", tty=True, stdin="d\n").code == 1
    assert call("rm", "--where", "tag:old", tty=True, stdin="").code == 1
    assert len(list((blog / "posts").iterdir())) == 16


def test_other_commands_ask_what_they_do(call, post):
    for number in range(25):
        post(f"p{number:02}", "title: P", "draft: true", "tags: [a]")
    posts = "25 posts (p00, p01, p02 …)? [y/N/d=diff] "
    for words, asked in [
        (["tag", "x"], "Tag"),
        (["set", "x=1"], "Change"),
        (["publish"], "Publish"),
        (["schedule", "tomorrow"], "Schedule"),
    ]:
        refused = call(words[0], "--where", "", *words[1:], tty=True, stdin="n\n")
        assert (refused.code, refused.err) == (1, f"{asked} {posts}Canceled; nothing changed.\n")
    refused = call("tags", "rename", "a", "b", tty=True, stdin="n\n")
    assert refused.err.startswith(f"Change the tags of {posts}")
    call("rm", "--where", "")
    refused = call("trash", "--empty", tty=True, stdin="n\n")
    assert "Permanently delete all 25 posts in the trash (p" in refused.err
    every = [f"p{number:02}" for number in range(25)]
    refused = call("restore", *every, tty=True, stdin="d\nn\n")
    asked = "Restore 25 posts (p00, p01, p02 …)? [y/N/d=diff] "
    assert (refused.code, refused.err) == (1, asked * 2 + "Canceled; nothing changed.\n")
    assert call("restore", *every).code == 0


def test_an_empty_trash_says_so(call):
    assert (call("trash").out, call("trash").err) == ("", "The trash is empty\n")
    assert call("trash", "--json").out == "[]\n"
