"""What a text costs as Markdown: real posts stay far below the limits, texts of marks do not."""

from __future__ import annotations

from math import inf

import pytest

from blogcli.posts.text.markdown_cost import DRAWN, RENDERED, markdown_cost

COMMIT = "- [[`0123456789`](https://example.org/0123456789)] - **deps**: update *x* (a_b) #12\n"


@pytest.mark.parametrize(
    ("text", "cost"),
    [
        ("", 4),
        ("Words alone, and more words.\nOf two lines.", 0),
        ("a [b](c) d", 2),
        ("*a*", 8),
        ("a *b* c", 4),
        ("a ~~b~~ c", 4),
        ("# a", 5),
        ("- a", 5),
        ("> a", 1),
        ("a\n=", 5),
        ("a | b", 3),
        ("a `*b*` c", 2),
        ("```\n[a](b)\n```", 26),
        ("a [[[[", 4),
        ("a [[[[[", 10),
    ],
)
def test_a_mark_counts_as_1_and_what_begins_a_block_as_more(text, cost):
    assert markdown_cost(text) == cost


@pytest.mark.parametrize("text", ["[" * 5001, "*a " * 2501, "` " * 5001, "|" * 1700, "\n" * 20_001])
def test_no_real_post_has_so_much_in_one_paragraph_or_so_many_lines(text):
    assert markdown_cost(text) == inf


def test_the_same_marks_in_many_paragraphs_cost_less():
    assert markdown_cost("*a* b\n\n" * 2501) < RENDERED


@pytest.mark.parametrize(("commits", "limit"), [(1_400, DRAWN), (4_400, RENDERED)])
def test_lists_of_commits_are_below_the_limits(commits, limit):
    """The costliest real post lists 5,000, of which 1,500 are drawn."""
    assert markdown_cost(COMMIT * commits) < limit


@pytest.mark.parametrize(
    ("text", "limit"), [("# [a](b)\n" * 15_000, DRAWN), (COMMIT * 19_999, RENDERED)]
)
def test_what_takes_many_seconds_is_above_them(text, limit):
    assert limit < markdown_cost(text) < inf


def test_open_brackets_cost_as_much_as_they_may_pair():
    assert markdown_cost("[" * 500) > DRAWN
    assert markdown_cost("[" * 700) > RENDERED
    assert markdown_cost("[a] " * 700) < 2000
