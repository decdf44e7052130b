"""Queries taken apart for a search: what ranks, and what must hold besides."""

from __future__ import annotations

import pytest

from blogcli.errors import UsageError
from blogcli.posts.model.summary import Summary
from blogcli.posts.query.evaluate import parse_query
from blogcli.posts.search.from_query import rest_test, search_request
from blogcli.posts.search.request import plain_words


def taken(text: str, now) -> tuple[str, tuple[str, ...], str, bool]:
    """What is asked of FTS5, the words, the rest as text, and whether any post may do."""
    one = search_request(parse_query(text, now=now))
    asked = (" AND " if one.all else " OR ").join(one.expressions)
    return asked, one.words, " ".join(map(str, one.rest)), one.open


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tide", ('"tide"', ("tide",), "", False)),
        ("tide*", ('"tide" *', ("tide*",), "", False)),
        ("tide Moon", ('"tide" AND "moon"', ("tide", "Moon"), "", False)),
        ("tide tide", ('"tide"', ("tide",), "", False)),
        ('"page bundle"', ('"page bundle"', ("page bundle",), "", False)),
        ('"page bun*"', ('"page bun" *', ("page bun*",), "", False)),
        ("tide or moon", ('"tide" OR "moon"', ("tide", "moon"), "", False)),
        ("tide tag:x", ('"tide"', ("tide",), "tag:x", False)),
        ("tide not moon", ('"tide"', ("tide",), "not moon", False)),
        ("tide (sun or moon)", ('"tide"', ("tide", "sun", "moon"), "sun or moon", False)),
        ("(a or b) (c or d)", ('"a" OR "b"', ("a", "b", "c", "d"), "c or d", False)),
        ("tide or tag:x", ('"tide"', ("tide",), "tide or tag:x", True)),
        ("(tide or sun) tag:x", ('"tide" OR "sun"', ("tide", "sun"), "tag:x", False)),
        ("tide or not moon", ('"tide"', ("tide",), "tide or not moon", True)),
    ],
)
def test_what_is_looked_for(text, expected, now):
    asked, *others = taken(text, now)
    assert (asked.lower().replace(" and ", " AND ").replace(" or ", " OR "), *others) == expected


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("tag:x", "no search word given"),
        ("not tide", "no search word given"),
        ("!?", "no search word given"),
        ("tide !?", "'!?' has no letter or digit to search for"),
    ],
)
def test_a_query_without_a_word_is_an_error(text, message, now):
    with pytest.raises(UsageError, match=message.replace("?", r"\?")) as caught:
        search_request(parse_query(text, now=now))
    assert caught.value.hint


@pytest.mark.parametrize("text", ["tide", "tide Moon", "tide* 3", "TIDE tide*", "x x"])
def test_plain_words_need_no_parser(text, now):
    assert plain_words(text) == search_request(parse_query(text, now=now))


@pytest.mark.parametrize(
    "text", ["", " ", "a or b", "NOT x", "and", '"a"', "tag:x", "(a)", "é", "*a", "a-b", "q:x", "*"]
)
def test_all_else_does(text):
    assert plain_words(text) is None


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("tag:x", True),
        ("tag:a,x", True),
        ("not tag:x", False),
        ("found", True),
        ("other", False),
        ("not other", True),
        ("other or tag:x", True),
        ("found tag:a", False),
        ("!?", False),
        ("(other or found) tag:x", True),
    ],
)
def test_what_else_must_hold(text, fits, now):
    post = Summary(path="posts/a.md", slug="a", title="A", tags=("x",))
    having = {'"found"': ["posts/a.md"], '"other"': ["posts/b.md"]}
    test = rest_test([parse_query(text, now=now)], having.__getitem__)
    assert test(post) is fits
