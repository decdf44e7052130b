"""`blog check`: what it tells, in which form, and what it mends."""

from __future__ import annotations

import json
import re

import pytest

from tests.cli.trees import difference, tree

FAULTY = (
    "title: A",
    "date: 2026-01-01",
    "tags: [x, x]",
)


@pytest.fixture
def faulty(post, blog):
    (blog / "posts/pic.png").write_bytes(b"")
    return post("a", *FAULTY, body="[b](gone.md)\n![](pic.png)\n")


def test_a_blog_in_order(call, post):
    post("a", "title: A", "date: 2026-01-01")
    result = call("check")
    assert (result.code, result.out, result.err) == (0, "", "No problems in 1 post\n")
    assert call("check", "--json").out == "[]\n"


def test_in_a_pipe_a_line_a_finding(call, faulty):
    result = call("check")
    assert result.code == 6
    assert result.out == (
        "posts/a.md:4: warning: tag 'x' appears twice [repeated-tag]\n"
        "    --fix: keep one\n"
        "posts/a.md:7:5: error: file not found: 'gone.md' [broken-link]\n"
        "posts/a.md:8:5: note: image 'pic.png' has no alt text [missing-alt]\n"
        "    add alt text that says what it shows\n"
    )
    assert result.err == "1 error, 1 warning, 1 note in 1 of 1 post; --fix can fix 1\n"


LEVELS = ["error", "warning", "note"]


@pytest.mark.parametrize("width", [40, 80, 120])
def test_on_a_terminal_by_file_and_never_wider_than_it(call, faulty, post, width):
    post(
        "b", "title: B", "date: 2026-01-01", body="[b](gone-with-a-long-name-that-goes-on.md)\n" * 2
    )
    result = call("check", tty=True, width=width, environ={"NO_COLOR": "1"})
    lines = result.out.splitlines()
    severities = [word for line in lines for word in line.split()[:2] if word in LEVELS]
    assert severities == sorted(severities, key=LEVELS.index)
    assert lines.count("posts/b.md") == 1
    assert "3 broken-link" in result.err
    assert max(map(len, lines)) <= max(width, 19 + len("'gone-with-a-long-name-that-goes-on.md'"))
    assert re.search(r"(?m)^ +7:5  error    file not found:\s+'gone.md'", result.out)


def test_colour_on_a_terminal_alone(call, faulty):
    assert "\x1b[" in call("check", tty=True).out
    assert "\x1b[" not in call("check").out


def test_names_from_files_are_escaped(call, post):
    post("a", "title: A", "date: 2026-01-01", 'tags: ["x\\e[31m", "x\\e[31m"]')
    assert "\x1b[31m" not in call("check", tty=True, environ={"NO_COLOR": "1"}).out


def test_json_has_a_record_for_each(call, faulty):
    records = json.loads(call("check", "--json").out)
    assert [record["check"] for record in records] == ["repeated-tag", "broken-link", "missing-alt"]
    assert set(records[0]) == {
        *("check", "severity", "path", "line", "column", "message", "hint", "fix", "fingerprint"),
    }


def test_github_annotations(call, faulty):
    lines = call("check", "--format", "github").out.splitlines()
    place = "file=posts/a.md,line=7,col=5,title=broken-link"
    assert lines[1] == f"::error {place}::file not found: 'gone.md'"


def test_sarif_is_what_scanners_take(call, faulty):
    log = json.loads(call("check", "--format", "sarif").out)
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert log["version"] == "2.1.0"
    assert run["tool"]["driver"]["version"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in ("error", "warning", "note")
        assert result["message"]["text"]
        (place,) = result["locations"]
        region = place["physicalLocation"]["region"]
        assert region["startLine"] >= 1
        assert region.get("startColumn", 1) >= 1
        assert place["physicalLocation"]["artifactLocation"]["uri"] == "posts/a.md"


def test_only_some_checks(call, faulty):
    assert call("check", "--only", "missing-date").code == 0
    assert call("check", "--only", "missing-alt,broken-link").err.startswith("1 error, 1 note")
    assert "orphan" in call("check", "--only", "all").out
    wrong = call("check", "--only", "broken-lnk")
    assert (wrong.code, "did you mean 'broken-link'" in wrong.err) == (2, True)


def test_only_in_some_posts_though_all_are_compared(call, faulty, post):
    post("b", "title: A", "date: 2026-01-02")
    result = call("check", "slug:b")
    assert result.out == "posts/b.md:2: warning: same title as posts/a.md [duplicate-title]\n"
    assert result.err == "1 warning in 1 of 1 post\n"


def test_the_list_of_checks(call, blog):
    rows = [line.split("\t") for line in call("check", "--list").out.splitlines()]
    names = [row[0] for row in rows]
    assert ["broken-link", "error"] in [row[:2] for row in rows]
    assert len(names) == len(set(names)) > 15
    shown = call("check", "--list", tty=True, environ={"NO_COLOR": "1"}).out
    assert all(name in shown for name in names)


def test_an_unreadable_post_is_a_finding_and_no_warning(call, post, blog):
    post("a", "title: A: b", "date: 2026-01-01")
    (blog / "posts" / "b.md").write_text("---\ntitle: never closed\n")
    result = call("check")
    assert result.code == 6
    assert "posts/a.md:2: error:" in result.out
    assert "posts/b.md:1: error: the front matter opened with `---` is never closed" in result.out
    assert "warning:" not in result.err


def test_fix_mends_what_it_can_and_can_be_undone(call, faulty, blog):
    before = tree(blog)
    shown = call("check", "--fix", "--dry-run")
    assert (shown.code, "-tags: [x, x]\n+tags: [x]\n" in shown.out) == (0, True)
    assert tree(blog) == before
    result = call("check", "--fix")
    assert difference(before, tree(blog)) == ["- tags: [x, x]", "+ tags: [x]"]
    assert result.code == 6
    assert result.err == 'Fixed "A" (a)\n1 error, 1 note in 1 of 1 post\n'
    assert "repeated-tag" not in result.out
    call("undo")
    assert tree(blog) == before


def test_fix_mends_one_post_in_several_ways(call, post):
    path = post("a", "title: A: b", "date: 2026-01-01", "tags: [x, '', x]")
    post("b", "title: B", "date: 2026-01-01")
    assert call("check", "--fix").code == 0
    assert path.read_text().startswith('---\ntitle: "A: b"\ndate: 2026-01-01\ntags: [x]\n---\n')


def test_fix_without_anything_to_mend(call, post):
    post("a", "title: A", "date: 2026-01-01", body="[b](gone.md)\n")
    result = call("check", "--fix")
    assert result.code == 6
    assert result.err.startswith("Nothing can be fixed automatically\n1 error")


def test_a_baseline_hides_what_is_known(call, faulty, blog):
    written = call("check", "--baseline", "known.json", "--write-baseline")
    assert (written.code, written.out) == (0, "")
    assert call("check", "--baseline", "known.json").code == 0
    faulty.write_text(faulty.read_text() + "\n[c](other.md)\n")
    result = call("check", "--baseline", "known.json")
    assert result.code == 6
    assert "file not found: 'other.md'" in result.out
    assert "gone.md" not in result.out


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--write-baseline"], 2),
        (["--baseline", "missing.json"], 1),
        (["--format", "xml"], 2),
        (["is:nothing"], 2),
    ],
)
def test_usage(call, faulty, words, code):
    result = call("check", *words)
    assert result.code == code
    assert result.err.startswith("error: ")


@pytest.mark.parametrize(
    ("site", "expected"),
    [
        ("hugo", []),
        ("jekyll", []),
        ("zola", []),
        ("hexo", []),
        ("eleventy", []),
        ("astro", []),
        ("docusaurus", []),
        ("pelican", []),
        ("plain", []),
    ],
)
def test_the_small_sites_are_in_order(call, make_blog, site, expected):
    result = call("check", "--format", "json", cwd=make_blog(site))
    assert [record["check"] for record in json.loads(result.out)] == expected


def test_a_missing_file_is_told_in_a_blog_of_three_posts(call, post):
    post("a", "title: A", "date: 2026-01-01", body="![photo](gone.png) and ![b](here.png)\n")
    post("b", "title: B", "date: 2026-01-02", body="[the paper](../files/gone.pdf)\n")
    post("here.png", body="")
    post("c", "title: C", "date: 2026-01-03")
    result = call("check")
    assert result.code == 6
    assert "posts/a.md:6:10: error: file not found: 'gone.png' [broken-image]" in result.out
    assert "posts/b.md:6:13: error: file not found: '../files/gone.pdf'" in result.out
    assert "here.png" not in result.out


@pytest.mark.parametrize("layout", ["hugo", "jekyll", "zola", "hexo", "pelican"])
def test_so_it_is_with_a_generator(make_blog, call, layout):
    root = make_blog(layout)
    before = call("check", "--only", "broken-image", cwd=root)
    path = call(
        "list", "-n", "1", "--format", "paths", "is:published path:*.md", cwd=root
    ).out.strip()
    with (root / path).open("a") as file:
        file.write("\n![photo](gone-photo.png)\n")
    after = call("check", "--only", "broken-image", cwd=root)
    assert "gone-photo.png" not in before.out
    assert "file not found: 'gone-photo.png' [broken-image]" in after.out


def test_a_whole_folder_that_is_elsewhere_is_counted_not_told(call, post):
    links = "".join(f"![x](pictures/{number}.png)\n" for number in range(21))
    post("a", "title: A", "date: 2026-01-01", body=links)
    result = call("check")
    assert (result.code, result.out) == (0, "")
    assert result.err.startswith("21 links to files could not be judged")


def test_what_cannot_be_judged_is_counted(call, post):
    for name in "abc":
        post(name, f"title: {name}", "date: 2026-01-01", body=f"![x](/images/{name}.png)\n")
    result = call("check", "--only", "broken-image,broken-link")
    assert (result.code, result.out) == (0, "")
    assert result.err.splitlines()[0].startswith("3 links to files could not be judged: ")
    one = call("check", "--only", "broken-image", "slug:a")
    assert one.err.splitlines()[0].startswith("1 link to files could not be judged: ")
    assert "judged" not in call("check", "--only", "missing-alt").err
    assert call("check", "--json", "--only", "broken-image").out == "[]\n"


@pytest.mark.parametrize(("site", "count"), [("jekyll", 0), ("docusaurus", 0), ("hugo", 1)])
def test_a_title_is_missing_only_where_the_generator_makes_none(call, make_blog, site, count):
    root = make_blog(site)
    folder = {"jekyll": "_posts", "docusaurus": "blog", "hugo": "content/posts"}[site]
    (root / folder / "2026-01-01-plain.md").write_text("---\ndate: 2026-01-01\n---\n\nText\n")
    result = call("check", "--only", "missing-title", "--json", cwd=root)
    assert len(json.loads(result.out)) == count


def test_a_query_that_matches_no_post_is_no_clean_bill(call, post):
    post("a", "title: A", "date: 2026-01-01")
    result = call("check", "zzz")
    assert (result.code, result.out, result.err) == (0, "", "No post matches\n")
    assert call("check", "zzz", "--json").out == "[]\n"
