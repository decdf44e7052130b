"""`blog list`: what a person and a script get."""

from __future__ import annotations

import csv
import io
import json

import pytest


@pytest.fixture(autouse=True)
def posts(post):
    post("2026-01-10-first", "title: First", "tags: [a, b]", body="One two three.\n")
    post("2026-03-05-second", "title: Second", "date: 2026-03-05T10:00:00+02:00", "tags: [b]")
    post("2026-04-01-idea", "title: An idea", "draft: true")
    post("2027-01-01-later", "title: Later", "tags: [c d]")


def test_in_a_pipe_it_is_tsv_newest_first_and_says_nothing_else(call):
    result = call("list")
    assert (result.code, result.err) == (0, "")
    assert result.out.splitlines() == [
        "2027-01-01\tscheduled\tlater\tLater\tposts/2027-01-01-later.md\tc d",
        "2026-04-01\tdraft\tidea\tAn idea\tposts/2026-04-01-idea.md\t",
        "2026-03-05T10:00:00+02:00\tpublished\tsecond\tSecond\tposts/2026-03-05-second.md\tb",
        "2026-01-10\tpublished\tfirst\tFirst\tposts/2026-01-10-first.md\ta,b",
    ]


@pytest.mark.parametrize(
    ("words", "slugs"),
    [
        (["is:draft"], ["idea"]),
        (["tag:b", "not", "tag:a"], ["second"]),
        (["tag:a or is:draft"], ["idea", "first"]),
        (["-t", "c d"], ["later"]),
        (["--tag", "a", "--tag", "b"], ["first"]),
        (["--draft", "--scheduled"], ["later", "idea"]),
        (["--published", "--since", "2026-02"], ["second"]),
        (["--until", "2026-01-10"], ["first"]),
        (["-s", "title"], ["idea", "first", "later", "second"]),
        (["-s", "-title", "-n", "2"], ["second", "later"]),
        (["-s", "status,-title"], ["idea", "second", "first", "later"]),
        (["-n", "0"], []),
        (["three"], ["first"]),
        (["words:3"], ["first"]),
    ],
)
def test_what_is_selected_and_in_which_order(call, words, slugs):
    assert call("list", *words, "--format", "slugs").out.split() == slugs


def test_flags_narrow_the_query_and_never_join_its_or(call):
    assert call("list", "tag:a or tag:c*", "--published", "--format", "slugs").out.split() == [
        "first"
    ]


def test_ls_is_list(call):
    assert call("ls").raw == call("list").raw


def test_json_has_every_field(call):
    first = json.loads(call("list", "tag:a", "--json").out)[0]
    assert first["title"] == "First"
    assert first["date"] == "2026-01-10"
    assert first["tags"] == ["a", "b"]
    assert first["path"] == "posts/2026-01-10-first.md"
    assert first["status"] == "published"
    assert first["words"] == 3
    assert first["meta"] == {"title": "First", "tags": ["a", "b"]}


def test_fields_keep_their_order_in_csv(call):
    rows = list(csv.reader(io.StringIO(call("list", "--format=csv", "--fields=title,slug").out)))
    assert rows[:2] == [["title", "slug"], ["Later", "later"]]


def test_template_and_nul(call):
    result = call("list", "tag:a", "--template", "{date:%d.%m.%Y} {slug} {tags}", "-0")
    assert result.out == "10.01.2026 first a, b\0"


@pytest.mark.parametrize(("form", "empty"), [("json", "[]\n"), ("tsv", ""), ("count", "0\n")])
def test_no_post_is_a_valid_answer(call, form, empty):
    result = call("list", "tag:none", "--format", form)
    assert (result.code, result.out) == (0, empty)


def test_exit_status_tells_of_no_post(call):
    assert call("list", "tag:none", "--exit-status").code == 3
    assert call("list", "tag:a", "--exit-status").code == 0


def test_a_bad_query_is_underlined(call):
    result = call("list", "title:x is:darft")
    assert result.code == 2
    assert result.out == ""
    assert "  title:x is:darft\n             ^^^^^" in result.err
    assert "draft" in result.err.splitlines()[-1]


@pytest.mark.parametrize("words", [["--fields", "titel"], ["-s", "titel"], ["--format", "xml"]])
def test_an_unknown_name_lists_the_known_ones(call, words):
    result = call("list", *words)
    assert result.code == 2
    assert len(result.err.splitlines()) == 2


def test_one_unreadable_post_is_a_warning_and_the_rest_is_listed(call, blog):
    (blog / "posts" / "bad.md").write_bytes(b"---\ntitle: \xff\n---\n")
    result = call("list", "--format", "count")
    assert (result.code, result.out) == (0, "4\n")
    assert result.err.count("\n") == 1
    assert result.err.startswith("warning: posts/bad.md:2: ")


def test_saved_queries(call, blog):
    (blog / "blog.toml").write_text('[queries]\nmine = "tag:a or tag:b"\n')
    assert call("list", "q:mine", "not", "tag:a", "--format", "slugs").out == "second\n"


def test_on_a_terminal_it_is_a_table_with_a_count_on_stderr(call):
    result = call("list", tty=True, environ={"NO_COLOR": "1"})
    assert "An idea" in result.out
    assert "\x1b" not in result.out
    assert result.err == "4 posts\n"


def test_without_a_blog(call, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    result = call("list", cwd=tmp_path / "elsewhere", environ={"HOME": str(tmp_path)})
    assert result.code == 3
    assert "blog init" in result.err


def test_urls_are_a_field_and_a_query(call, make_blog):
    root = make_blog("jekyll")
    known = "https://allotment.example/2026/01/20/fence.html"
    assert call("list", "url:*/fence.html", "--fields", "url", cwd=root).out == f"{known}\n"
    records = json.loads(call("list", "slug:fence", "--json", cwd=root).out)
    assert [one["url"] for one in records] == [known]
    assert json.loads(call("show", "fence", "--json", cwd=root).out)["url"] == known


def test_an_unknown_url_is_null_or_empty(call, post):
    post("2026-01-02-a", "title: A")
    assert json.loads(call("list", "slug:a", "--json").out)[0]["url"] is None
    assert call("list", "slug:a", "--fields", "slug,url").out == "a\t\n"
    assert call("list", "slug:a missing:url", "--format", "slugs").out == "a\n"
    assert call("list", "url:x", "--format", "slugs").out == ""
