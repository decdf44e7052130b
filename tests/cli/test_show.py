"""`blog show`: bytes for pipes, pages for people."""

from __future__ import annotations

import json

import pytest


def test_in_a_pipe_it_is_the_bytes_of_the_file(call, blog):
    data = b"\xef\xbb\xbf---\r\ntitle: X\r\n---\r\nbody \xff\r\n"
    (blog / "posts" / "x.md").write_bytes(data)
    assert call("show", "x").raw == data
    assert call("show", "posts/x.md").raw == data


def test_parts(call, post):
    post("hello", "title: Hello", body="The body.\n")
    assert call("show", "hello", "--meta").out == "title: Hello\n"
    assert call("show", "hello", "--body").out == "\nThe body.\n"


def test_json_of_one_is_an_object_of_many_an_array(call, post):
    post("one", "title: One")
    post("two", "title: Two")
    record = json.loads(call("show", "one", "--json").out)
    assert (record["title"], record["body"].strip()) == ("One", "Some text.")
    both = json.loads(call("show", "one", "two", "--json").out)
    assert [record["slug"] for record in both] == ["one", "two"]


@pytest.mark.parametrize(
    ("ref", "shown"),
    [("@latest", "b"), ("@oldest", "a"), ("posts/2026-01-01-a.md", "a"), ("2026-02-01-b", "b")],
)
def test_ways_to_name_a_post(call, post, ref, shown):
    post("2026-01-01-a", "title: A")
    post("2026-02-01-b", "title: B")
    assert json.loads(call("show", ref, "--json").out)["slug"] == shown


def test_names_on_stdin(call, post):
    post("a", "title: A")
    post("b c", "title: B")
    titles = [r["title"] for r in json.loads(call("show", "-", "--json", stdin="a\nb c\n").out)]
    assert titles == ["A", "B"]
    nul = call("show", "-", "-0", "--json", stdin="posts/b c.md\0a\0")
    assert [r["title"] for r in json.loads(nul.out)] == ["B", "A"]


def test_ambiguous_names_the_candidates(call, post):
    post("hello-one", "title: A")
    post("hello-two", "title: B")
    result = call("show", "hello")
    assert result.code == 3
    assert "posts/hello-one.md" in result.err
    assert "posts/hello-two.md" in result.err


def test_unknown_asks_did_you_mean(call, post):
    post("hello-world", "title: A")
    result = call("show", "helo-wrld")
    assert result.code == 3
    assert "hello-world" in result.err


def test_no_post_is_a_usage_error(call):
    assert call("show").code == 2


def test_on_a_terminal_it_is_a_page(call, post):
    post("hello", "title: Hello [bold]you[/]", "tags: [x]", body="# Head\n\nSome *text*.\n")
    page = call("show", "hello", tty=True, environ={"NO_COLOR": "1"}).out
    assert "Hello [bold]you[/]" in page
    assert "Some text." in page
    assert "\x1b" not in page


@pytest.mark.parametrize("view", [[], ["--raw"], ["--meta"], ["--body"], ["--plain"], ["--json"]])
def test_nothing_in_a_post_reaches_the_terminal_raw(call, post, view):
    hostile = "\x1b]0;owned\x07\x9b31m\u202egnp.exe\u2066"
    post("evil", f'title: "{hostile}"', f"tags: ['{hostile}']", body=f"{hostile}\n\n`{hostile}`\n")
    for environ in ({"NO_COLOR": "1"}, {}):
        shown = call("show", "evil", *view, tty=True, environ=environ)
        for bad in ("\x1b]0;", "\x07", "\x9b", "\u202e", "\u2066"):
            assert bad not in shown.out
            assert bad not in shown.err


@pytest.fixture
def comments(post, blog):
    from blogcli.posts.model.comments import Comment, serialize_comments

    post("2026-01-02-low", "title: Low", "source: {name: Post, kind: Opinion, byline: Ann}")
    post("2026-01-03-high", "title: High")
    (blog / "comments").mkdir()
    said = (
        Comment("1", "Yes &amp; <b>no</b>\x1b[31m", author="Bo\x07"),
        Comment("2", "Answer", "1", author="Cy"),
        Comment("3", "Buy!", status="spam"),
    )
    (blog / "comments/low.json").write_bytes(serialize_comments(said))


def test_a_page_tells_its_source_and_how_many_comments_there_are(call, comments):
    lines = call("show", "low", "--plain").out.splitlines()
    assert lines[:2] == ["Low", "from Post (Opinion) · by Ann"]
    assert lines[2].endswith("2 comments")
    assert call("show", "high", "--plain").out.splitlines()[1].endswith("No comments")


def test_comments_are_shown_below_their_post_where_they_are_asked_for(call, comments):
    assert "Answer" not in call("show", "low", "--plain").out
    for words in (("--plain", "--comments"), ("--comments",)):
        shown = call("show", "low", *words).out
        below = shown[shown.index("2 comments\n\n") :]
        assert "Bo\\x07\nYes & no\\x1b[31m\n" in below
        assert "\n  Cy\n  Answer\n" in below
        assert "Buy!" not in shown
    drawn = call("show", "low", "--comments", tty=True).out
    assert "\x07" not in drawn
    assert "Answer" in drawn


def test_comments_are_records_in_json(call, comments):
    record = json.loads(call("show", "low", "--json", "--comments").out)
    assert [said["id"] for said in record["comments"]] == ["1", "2"]
    assert "comments" not in json.loads(call("show", "low", "--json").out)


def test_a_blog_that_keeps_no_comments_does_not_count_them(call, post):
    post("low", "title: Low")
    assert "omment" not in call("show", "low", "--plain").out


def test_broken_comments_are_told_of_and_the_post_is_shown(call, comments, blog):
    (blog / "comments/low.json").write_bytes(b"{")
    shown = call("show", "low", "--plain")
    assert shown.out.startswith("Low\n")
    assert "comments/low.json: the comments are not JSON" in shown.err


def test_the_bytes_of_a_file_have_no_comments(call, comments):
    assert call("show", "low", "--raw", "--comments").code == 2
