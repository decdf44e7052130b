"""`blog search`: what it prints, in every format, on a terminal and in a pipe."""

from __future__ import annotations

import csv
import io
import json

import pytest
from click.testing import CliRunner

from blogcli.cli.commands.search import command


@pytest.fixture
def posts(post) -> None:
    """A few posts with words to look for."""
    post("tide", "title: Tide tables", "date: 2026-03-01", "tags: [sea, maps]", body="Low water.\n")
    body = "# Night\n\nThe **harbour** at [low tide](/quay), harbour lights.\n"
    post("harbour", "title: By night", "date: 2026-04-01", "draft: true", body=body)
    post("hills", "title: Hills", "date: 2026-05-01", "description: Above the tide", body="Up.\n")


def lines(result) -> list[str]:
    assert (result.code, result.err) == (0, "")
    return result.out.splitlines()


def test_a_pipe_gets_a_line_a_post_with_its_snippet(posts, call):
    assert lines(call("search", "tide")) == [
        "2026-03-01\tpublished\ttide\tTide tables\tposts/tide.md\tLow water.\tsea,maps",
        "2026-05-01\tpublished\thills\tHills\tposts/hills.md\tAbove the tide\t",
        "2026-04-01\tdraft\tharbour\tBy night\tposts/harbour.md"
        "\tNight The harbour at low tide, harbour lights.\t",
    ]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["--format", "slugs"], "tide\nhills\nharbour\n"),
        (["--format", "paths", "-0"], "posts/tide.md\0posts/hills.md\0posts/harbour.md\0"),
        (["--format", "count"], "3\n"),
        (["-n", "1", "--fields", "slug,snippet"], "tide\tLow water.\n"),
        (["-n", "1", "--fields", "slug,snippet", "-0"], "tide\tLow water.\0"),
        (
            ["-n", "2", "--template", "{slug}: {snippet}"],
            "tide: Low water.\nhills: Above the tide\n",
        ),
        (["-n", "1", "--format", "jsonl", "--fields", "snippet"], '{"snippet": "Low water."}\n'),
        (["-n", "1", "--format", "yaml", "--fields", "snippet"], "- snippet: Low water.\n"),
        (["-n", "1", "--format", "plain"], "2026-03-01  Tide tables  sea, maps\n"),
        (["-n", "1", "--format", "table", "--fields", "slug,snippet"], None),
    ],
)
def test_formats(posts, call, words, expected):
    result = call("search", "tide", *words)
    assert (result.code, result.err) == (0, "")
    if expected is None:
        assert "Low water." in result.out
    else:
        assert result.out == expected


def test_json_has_every_field_and_the_snippet(posts, call):
    (record,) = json.loads(call("search", "harbour", "--json").out)
    (listed,) = json.loads(call("list", "is:draft", "--json").out)
    assert record == {**listed, "snippet": "Night The harbour at low tide, harbour lights."}


def test_csv_has_a_header(posts, call):
    rows = list(csv.DictReader(io.StringIO(call("search", "harbour", "--format", "csv").out)))
    assert rows[0]["snippet"] == "Night The harbour at low tide, harbour lights."


def test_a_terminal_shows_titles_snippets_and_a_count(posts, call):
    result = call("search", "tide", "-n", "2", tty=True, environ={"NO_COLOR": "1"})
    assert result.out == (
        "Tide tables\n  1 Mar 2026  tide  sea, maps\n  Low water.\n\n"
        "Hills\n  1 May 2026  hills\n  Above the tide\n"
    )
    assert result.err == "2 of 3 posts\n"


def test_hits_are_highlighted_in_title_and_text(posts, call):
    assert "\x1b[1;31mTide\x1b[0m" in call("search", "tide", tty=True).out
    assert call("search", "harbour", tty=True).out.count("\x1b[1;31mharbour\x1b[0m") == 2
    assert "\x1b[33mdraft\x1b[0m" in call("search", "harbour", tty=True).out.replace(
        "  draft", "draft"
    )


@pytest.mark.parametrize("width", [20, 40, 80, 120])
def test_no_line_is_wider_than_the_terminal(post, call, width):
    for name, word in (("a", "tide "), ("b", "東京タワー"), ("c", "한국어 tide ")):
        post(name, f"title: {word * 9}", f"tags: [{name * 30}]", body=word * 60 + "tide\n")
    from rich.cells import cell_len

    result = call("search", "tide", tty=True, width=width, environ={"NO_COLOR": "1"})
    assert result.out.count("tide") > 3
    assert all(cell_len(line) <= width for line in result.out.splitlines())


def test_nothing_acts_on_a_terminal(post, call):
    post("evil", "title: 'A [bold]tide[/bold]'", body="A \x1b[31m[red]tide[/red]\x07 \u202e.\n")
    out = call("search", "tide", tty=True, environ={"NO_COLOR": "1"}).out
    assert "A [bold]tide[/bold]" in out
    assert r"A \x1b[31m[red]tide[/red]\x07 \u202e." in out


def test_nothing_found_is_no_error(posts, call):
    result = call("search", "zebra")
    assert (result.code, result.out, result.err) == (0, "", "")
    assert call("search", "zebra", "--json").out == "[]\n"
    assert call("search", "zebra", "--exit-status").code == 3
    assert call("search", "tide", "--exit-status").code == 0


def test_nothing_found_is_said_on_a_terminal(posts, call):
    result = call("search", "zebra", tty=True, environ={"NO_COLOR": "1"})
    assert (result.out, result.err) == ("", "no posts\n")


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (["harb"], "'harb*'"),
        (["harb", "zebra"], "'harb*'"),
        (["harb", "tid"], "'harb*' or 'tid*'"),
        (['"low tid"'], "'\"low tid*\"'"),
    ],
)
def test_beginnings_are_hinted_at(posts, call, words, hint):
    result = call("search", *words, tty=True, environ={"NO_COLOR": "1"})
    assert result.err == f"no posts\nhint: search matches whole words; try {hint}\n"
    assert call("search", *words).err == ""


@pytest.mark.parametrize(
    ("words", "error"),
    [
        (["tag:sea"], "no search word given"),
        (["not", "tide"], "no search word given"),
        (["!?"], "no search word given"),
        (["tide", "!?"], "'!?' has no letter or digit to search for"),
        (["tide", "or"], "expected a term after 'or'"),
        (["tide", "(moon"], "the parenthesis is never closed"),
        (['"tide'], "the quote is never closed"),
        (["tide", "q:none"], "no saved query 'none'"),
        (["tide", "date:soon"], "soon"),
        ([], "WORDS"),
        (["tide", "--fields", "snipet"], "unknown field 'snipet'"),
        (["tide", "--format", "slugs", "--fields", "slug"], "--fields cannot be combined with"),
        (["tide", "-n", "-1"], "-1"),
    ],
)
def test_bad_calls(posts, call, words, error):
    result = call("search", *words)
    assert (result.code, result.out) == (2, "")
    assert error in result.err


@pytest.mark.parametrize(
    "words", ["a AND b", "NEAR(a b)", "title : x", "^tide", "a + b", "-a", "{a}", "x" * 70_000]
)
def test_no_word_is_taken_for_the_database_s_own_language(posts, call, words):
    assert call("search", words).code in (0, 2)


def test_many_words(posts, call):
    words = [f"w{number}" for number in range(3000)]
    assert call("search", *words).code == 0
    assert call("search", "tide or " + " or ".join(words), "--format", "count").out == "3\n"
    assert call("search", "(" * 45 + "tide or hills" + ")" * 45, "--format", "count").out == "3\n"


def test_words_run_over_lines_and_marks(post, call):
    post("a", "title: A", body="on a\n*page bundle*, in\n> C++ and node.js 3.10\n")
    for words in ('"a page bundle"', '"bundle in"', "C++", "node.js", "3.10", '"c++ and"'):
        assert call("search", words, "--format", "slugs").out == "a\n", words
    assert call("search", "C#", "--format", "slugs").out == ""


def test_help_tells_that_words_are_whole(call):
    shown = CliRunner().invoke(command, ["--help"], prog_name="blog search").output
    assert "whole words" in shown
    assert "words starting with harbour" in " ".join(shown.split())
