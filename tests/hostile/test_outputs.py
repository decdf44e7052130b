"""Files that a call names, comments, and settings that are links: nothing leads out of the blog."""

from __future__ import annotations

import json
import os

import pytest

from tests.hostile.conftest import snapshot


def test_a_baseline_replaces_a_link_and_not_what_it_leads_to(blog, clone, outside):
    (clone / "known.json").symlink_to(outside / "mine.txt")
    blog("check", "--baseline", "known.json", "--write-baseline")
    assert not (clone / "known.json").is_symlink()


@pytest.mark.parametrize("data", [b"\xff", b"[" * 200_000, b'{"findings": 9'])
def test_what_is_no_baseline_is_a_sentence(data, blog, clone):
    (clone / "known.json").write_bytes(data)
    assert "known.json" in blog("check", "--baseline", "known.json", codes=(2,)).err


def test_a_pipe_is_no_baseline(blog, clone):
    os.mkfifo(clone / "known.json")
    blog("check", "--baseline", "known.json", codes=(1,))


@pytest.mark.parametrize(
    "words",
    [
        ("export", "--format", "json", "-o", "reports/e.json"),
        ("tag", "one", "x", "--plan", "reports/p.json"),
        ("check", "--baseline", "reports/b.json", "--write-baseline"),
    ],
)
def test_no_output_goes_through_a_linked_folder(words, blog, clone, outside):
    (clone / "reports").symlink_to(outside)
    (clone / "posts/one.md").write_text("---\ntitle: One\ndate: 2024-01-02\n---\n[x](no.md)\n")
    assert "points outside the blog" in blog(*words, codes=(2,)).err


def test_settings_that_are_a_link_out_are_not_read(blog, clone, outside):
    (clone / "blog.toml").symlink_to(outside / "s.toml")
    before = snapshot(outside)
    (outside / "s.toml").write_text('title = "SECRET-OF-THE-USER"\n')
    for words in (
        ("config", "list"),
        ("config", "get", "title"),
        ("export", "--format", "atom"),
        ("config", "set", "title", "x", "--dry-run"),
        ("list",),
    ):
        result = blog(*words)
        assert "SECRET" not in result.out + result.err
    (outside / "s.toml").unlink()
    assert snapshot(outside) == before


@pytest.mark.parametrize("path", ["Node_Modules/x.html", "_Plugins/x.html", "_SITE/x.html"])
def test_case_makes_no_other_folder(path, blog, clone):
    change = {"kind": "create", "path": path, "after": {"text": "x"}}
    plan = json.dumps({"schema": 1, "command": "x", "changes": [change]}).encode()
    blog("apply", "-", "-y", stdin=plan, codes=(2,))


def test_names_behind_a_linked_folder_of_templates_are_not_told(blog, clone, outside):
    (clone / "templates").symlink_to(outside)
    said = blog("new", "X", "--template", "secre", "--no-edit", codes=(2,)).err
    assert "secret.md" not in said


@pytest.mark.thorough
@pytest.mark.parametrize(
    "comments",
    [
        "[" + ",".join(["{}"] * 330_000) + "]",
        "[" + ",".join(["{}"] * 19_000) + "]",
        json.dumps([{"id": "a", "html": "<p>x" * 240_000}]),
        json.dumps([{"id": str(at), "parent": str(at - 1), "html": "x"} for at in range(12_000)]),
    ],
    ids=["too many", "many", "one of a megabyte", "a chain"],
)
def test_comments_are_shown_within_bounds(comments, blog, clone):
    (clone / "comments").mkdir()
    (clone / "comments/one.json").write_text(comments)
    for words in (("show", "one", "--comments"), ("export", "--format", "json")):
        blog(*words, codes=(0, 5))


@pytest.mark.parametrize("body", ["\r" * 900_000, "$" * 900_000, "@/" * 400_000, "a@" * 400_000])
def test_marks_that_cost_time_are_counted(body, blog, clone):
    (clone / "posts/two.md").write_text(f"---\ntitle: T\ndate: 2024-01-02\n---\n{body}")
    for words in (("show", "two", "--plain"), ("export", "--format", "atom")):
        blog(*words, codes=(0,))


def test_a_warning_is_not_as_long_as_what_it_is_about(blog, clone):
    (clone / "posts/one.md").rename(clone / "2024-01-02-one.md")
    (clone / "_posts").mkdir()
    (clone / "2024-01-02-one.md").rename(clone / "_posts/2024-01-02-one.md")
    (clone / "_config.yml").write_text("timezone: " + "a/" * 400_000)
    assert len(blog("list", codes=(0,)).err) < 1000
