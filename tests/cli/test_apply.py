"""`--plan` and `blog apply`: what was looked at is what is made."""

from __future__ import annotations

import json


def test_a_plan_changes_nothing_until_it_is_applied(call, blog, post):
    path = post("a", "title: A")
    before = path.read_bytes()
    result = call("tag", "a", "new", "--plan", "p.json")
    assert (result.code, result.out) == (0, "")
    assert result.err == "Saved 1 change to p.json. Next: `blog apply p.json`\n"
    assert path.read_bytes() == before
    patch = call("tag", "a", "new", "--dry-run").out
    assert call("apply", "p.json", "--dry-run").out == patch
    assert call("apply", "p.json").err == 'Changed "A" (a)\n'
    assert "tags: [new]" in path.read_text()
    assert call("undo").code == 0
    assert path.read_bytes() == before


def test_by_way_of_a_pipe(call, post):
    path = post("a", "title: A")
    plan = call("rm", "a", "--plan", "-").raw
    assert json.loads(plan)["command"] == "blog --traceback rm a --plan -"
    assert call("apply", "-", stdin=plan).code == 0
    assert not path.exists()
    assert call("restore", "a").code == 0


def test_a_new_post_by_plan(call, blog):
    call("new", "Hello", "--plan", "p.json")
    assert list((blog / "posts").iterdir()) == []
    call("apply", "p.json")
    assert "title: Hello" in (blog / "posts/2026-11-24-hello.md").read_text()


def test_files_that_changed_since(call, post):
    path = post("a", "title: A")
    call("tag", "a", "new", "--plan", "p.json")
    path.write_text("edited")
    result = call("apply", "p.json")
    assert result.code == 4
    assert "posts/a.md" in result.err
    assert path.read_text() == "edited"


def test_what_is_no_plan(call, blog):
    (blog / "p.json").write_text('{"schema": 1,\n oops')
    result = call("apply", "p.json")
    assert result.code == 2
    assert "p.json:2: not JSON" in result.err
    assert call("apply", "none.json").code == 1


def test_a_plan_is_not_written_over_a_file(call, blog, post):
    post("a", "title: A")
    assert call("tag", "a", "new", "--plan", "posts/a.md").code == 4
    assert "title: A" in (blog / "posts/a.md").read_text()


def test_many_are_asked_about_when_they_are_made(call, post):
    for number in range(21):
        post(f"p{number:02}", "title: P")
    assert call("tag", "--where", "", "x", "--plan", "p.json", tty=True).code == 0
    assert call("apply", "p.json", tty=True, stdin="n\n").code == 1
    assert call("apply", "p.json", tty=True, stdin="y\n").code == 0
