"""Where a command reads and writes: never outside, never hidden, never through a linked folder."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from blogcli.store.settings.write_rules import WRITE_RULES
from tests.hostile.conftest import snapshot

POST = "---\ntitle: T\ndate: 2024-01-02\ntags: [a]\n---\n\nText.\n"

WRITES = (
    ("tag", "{}", "x"),
    ("set", "{}", "title=X"),
    ("publish", "{}"),
    ("unpublish", "{}"),
    ("schedule", "{}", "2030-01-01"),
    ("rename", "{}", "other"),
    ("rm", "{}"),
    ("edit", "{}"),
    ("check", "--fix"),
    ("tags", "rename", "a", "b"),
    ("tag", "--where", "", "x"),
)
EDITOR = {"EDITOR": "touch"}


def plan(*changes: dict) -> bytes:
    return json.dumps({"schema": 1, "command": "x", "changes": list(changes)}).encode()


def create(path: str) -> dict:
    return {"kind": "create", "path": path, "after": {"text": "#!/bin/sh\ntouch $PWNED\n"}}


@pytest.fixture
def git(clone):
    """A repository whose default branch is called `main.md`."""
    folder = clone / ".git"
    for name in ("hooks/pre-commit.sample", "refs/heads/main.md", "config"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(POST)
    (folder / "hooks/pre-commit.sample").chmod(0o755)
    return folder


@pytest.mark.parametrize("target", [".hidden", ".git/hooks", ".git/refs/heads", ".git"])
@pytest.mark.parametrize("setting", ['posts = ["posts"]', 'posts = ["p"]', 'posts = ["posts/g"]'])
@pytest.mark.parametrize("name", ["posts/g/main.md", "main", "p/main.md", "posts/conf.md"])
def test_posts_that_lead_to_hidden_folders_are_not_the_blogs(
    name, target, setting, blog, clone, git
):
    (clone / ".hidden").mkdir()
    (clone / ".hidden/main.md").write_text(POST)
    (clone / "posts/g").symlink_to(f"../{target}")
    (clone / "p").symlink_to(target)
    (clone / "posts/conf.md").symlink_to("../.git/config")
    (clone / "blog.toml").write_text(setting + "\n")
    before = snapshot(git), snapshot(clone / ".hidden")
    slugs = blog("list", "--format", "slugs", codes=(0,)).out.split()
    assert set(slugs) <= {"one"}
    for words in WRITES:
        blog(*[word.format(name) for word in words], environ=EDITOR)
    blog("new", "Fresh", "--publish", "--no-edit")
    assert (snapshot(git), snapshot(clone / ".hidden")) == before


@pytest.mark.parametrize("inside", [True, False])
def test_nothing_is_written_through_a_linked_folder(inside, blog, clone, outside):
    real = clone / "shared" if inside else outside
    real.mkdir(exist_ok=True)
    (real / "linked.md").write_text(POST) if inside else None
    (clone / "posts/more").symlink_to(real)
    before = snapshot(real)
    name = "linked" if inside else "secret"
    assert ("linked" in blog("list", codes=(0,)).out) == inside
    for words in WRITES[:8]:
        refused = blog(*[word.format(f"posts/more/{name}.md") for word in words], environ=EDITOR)
        assert refused.code in (2, 3) or refused.err == "Nothing to change\n"
    for path in (f"posts/more/{name}.md", "posts/more/new.md"):
        blog("apply", "-", stdin=plan(create(path)), codes=(2,))
    assert snapshot(real) == before


def test_a_linked_home_of_new_posts_is_not_written(blog, clone, outside):
    (clone / "posts/one.md").unlink()
    (clone / "posts").rmdir()
    (clone / "posts").symlink_to(outside)
    (clone / "blog.toml").write_text("")
    blog("new", "Fresh", "--publish", "--no-edit", codes=(2,))
    blog("import", "-", "--as", "json", stdin=b"[]")


NEVER = [
    *(".envrc", ".bashrc", "posts/.envrc", ".git/hooks/pre-commit", ".GIT/config", "../x.md"),
    *(".git./config", "git~1/config", "posts/../.git/config", "/etc/x.md", ".github/x.yml"),
    *(".g\u200cit/config", "\u200c.git/config", ".gi\ufefft/hooks/x.md", "posts/.a/x.md"),
    *("node_modules/x.md", "posts/node_modules/x.md", "_plugins/x.md", "_plugins/x.rb"),
    *("_site/x.html", "package.json", "Makefile", "netlify.toml", "requirements.txt", "hugo.toml"),
    *("config/_default/hugo.toml", "_config.yml", "pelicanconf.py", "posts/run.sh", "x.py"),
    *(
        "posts/new\nline.md",
        "posts/\x1b]0;x\x07.md",
        "posts/\u202ex.md",
        "",
        ".",
        "posts/",
        "a//b.md",
    ),
    *(".blog/trash/1/x.md", ".blog/history.db", "posts/\ud800.md", "a\\..\\b\0.md"),
]


@pytest.mark.parametrize("path", NEVER, ids=ascii)
def test_no_plan_makes_such_a_file(path, blog, clone, git, outside):
    before = snapshot(clone)
    digest = "0" * 40
    held = create("posts/ok.md")
    for change in (
        create(path),
        {"kind": "move", "path": "posts/one.md", "to": path, "before": digest, "read": False},
        {"kind": "trash", "path": path, "before": digest, "read": False},
        {"kind": "write", "path": path, "before": digest, "after": {"text": "x"}},
    ):
        assert blog("apply", "-", "-y", stdin=plan(held, change)).code in (2, 4)
    assert snapshot(clone) == before


def test_a_sample_hook_is_not_made_a_hook(blog, clone, git):
    (clone / "posts/g").symlink_to("../.git/hooks")
    from blogcli.store.history.records import digest

    data = (git / "hooks/pre-commit.sample").read_bytes()
    for folder in ("posts/g", ".git/hooks"):
        change = {
            "kind": "move",
            "path": f"{folder}/pre-commit.sample",
            "to": f"{folder}/pre-commit",
            "before": digest(data).hex(),
            "read": False,
        }
        blog("apply", "-", "-y", stdin=plan(change), codes=(2,))
    assert not (git / "hooks/pre-commit").exists()


def test_executable_files_that_are_no_posts_keep_their_contents(blog, clone):
    from blogcli.store.history.records import digest

    page = clone / "page.html"
    page.write_text("#!/bin/sh\n")
    page.chmod(0o755)
    page = clone / "layouts/x.liquid"
    page.parent.mkdir()
    page.write_text("#!/bin/sh\n")
    page.chmod(0o755)
    change = {
        "kind": "write",
        "path": "layouts/x.liquid",
        "before": digest(page.read_bytes()).hex(),
        "after": {"text": "#!/bin/sh\ntouch $PWNED\n"},
    }
    assert "executable" in blog("apply", "-", "-y", stdin=plan(change), codes=(5,)).err
    assert page.read_text() == "#!/bin/sh\n"


ALLOWED = {
    "settings": "blog.toml",
    "text": "about/page.md",
    "picture": "static/images/a.png",
    "data": "comments/one.json",
    "attachment": "posts/bundle/talk.pdf",
}


@pytest.mark.parametrize("rule", WRITE_RULES, ids=lambda rule: rule.name)
def test_each_rule_allows_what_it_says_and_undo_takes_it_back(rule, blog, clone):
    path = ALLOWED[rule.name]
    made = blog("apply", "-", "-y", stdin=plan(create(path)))
    assert made.code == (0 if rule.made else 2)
    assert (clone / path).exists() == rule.made
    if rule.made and rule.name != "settings":  # such settings are not TOML
        assert (clone / path).stat().st_mode & 0o111 == 0
        blog("undo", codes=(0,))
        assert not (clone / path).exists()


# Reading.


@pytest.mark.parametrize("name", ["templates", "pages", "comments"])
def test_linked_folders_show_nothing_from_outside(name, blog, clone, outside):
    (clone / name).symlink_to(outside)
    for words in (
        ("new", "X", "--template", "secret", "--no-edit"),
        ("export", "--format", "json"),
        ("show", "one", "--comments"),
        ("list", "--json"),
        ("search", "SECRET-OF-THE-USER"),
    ):
        result = blog(*words)
        assert "SECRET-OF-THE-USER" not in result.out + result.err
    assert all("SECRET" not in file.read_text() for file in clone.rglob("*.md"))


@pytest.mark.parametrize("name", ["templates", "pages"])
def test_linked_files_show_nothing_from_outside(name, blog, clone, outside):
    (clone / name).mkdir()
    (clone / name / "secret.md").symlink_to(outside / "secret.md")
    (clone / "posts/secret.md").symlink_to(outside / "secret.md")
    for words in (
        ("new", "X", "--template", "secret", "--no-edit"),
        ("export", "--format", "json"),
        ("show", "posts/secret.md"),
        ("show", "secret"),
        ("list", "--json"),
    ):
        result = blog(*words)
        assert "SECRET-OF-THE-USER" not in result.out + result.err


@pytest.mark.parametrize("kind", ["pipe", "device", "loop", "huge", "folder", "socket"])
@pytest.mark.parametrize("place", ["posts/odd.md", "templates/odd.md", "pages/odd.md"])
def test_what_is_no_file_is_never_waited_for(kind, place, blog, clone):
    file = clone / place
    file.parent.mkdir(exist_ok=True)
    if kind == "pipe":
        os.mkfifo(file)
    elif kind == "device":
        file.symlink_to("/dev/zero")
    elif kind == "loop":
        file.symlink_to("odd.md")
    elif kind == "huge":
        with file.open("wb") as stream:
            stream.truncate(1024**3)
    elif kind == "folder":
        file.mkdir()
    else:
        import socket

        previous = Path.cwd()
        os.chdir(file.parent)
        try:
            with socket.socket(socket.AF_UNIX) as bound:
                bound.bind("odd.md")
        finally:
            os.chdir(previous)
    for words in (
        ("list", "--json"),
        ("show", place),
        ("search", "text"),
        ("check",),
        ("tag", "--where", "", "x"),
        ("new", "X", "--template", "odd", "--no-edit"),
        ("export", "--format", "json"),
    ):
        blog(*words)


ODD_NAMES = [
    "-rf.md",
    "--help.md",
    "new\nline.md",
    "\x1b]0;pwned\x07.md",
    "\u202egnp.md",
    "a b'\"`$(touch PWNED).md",
    "%s%n{0}.md",
]


@pytest.mark.parametrize("name", ODD_NAMES, ids=ascii)
def test_odd_names_stay_names(name, blog, clone, outside):
    (clone / "posts" / name).write_text(POST)
    blog("list", codes=(0,))
    for words in (("show", "--", f"posts/{name}"), ("tag", "--where", "", "x"), ("check",)):
        said = blog(*words, environ={"FORCE_COLOR": "1"})
        assert "\x1b]0;" not in said.err
    assert "tags: [a, x]" in (clone / "posts" / name).read_text()
    blog("rm", "--where", "tag:x", codes=(0,))
    blog("undo", codes=(0,))
    assert "tags: [a, x]" in (clone / "posts" / name).read_text()
    assert not (clone / "PWNED").exists()
