"""The part of a query that known fields decide selects all that the query selects."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blogcli.posts.model.status import status_at
from blogcli.posts.model.summary import Summary
from blogcli.posts.query.evaluate import (
    EVERYTHING,
    TERMS,
    compile_query,
    fields_of,
    narrowed,
    parse_query,
)
from tests.posts.query.test_evaluate import NOW, POST, post, unread
from tests.posts.query.test_parser import QUERIES

POSTS = [
    POST,
    post(
        slug="a", draft=True, tags=("a", "b"), at=NOW.timestamp() + 60, starts=NOW.timestamp() + 60
    ),
    post(path="x.md", title="", tags=(), words=3),
]


class Outline:
    """A post of which only some fields are there."""

    def __init__(self, summary: Summary, fields: frozenset[str]) -> None:
        self._summary = summary
        self._fields = fields

    def __getattr__(self, name: str) -> Any:
        assert name in self._fields
        return getattr(self._summary, name)

    def status(self, now: datetime) -> str:
        return status_at(self.draft, self.starts, self.ends, now.timestamp())


@given(QUERIES, st.sampled_from(POSTS))
def test_nothing_is_lost(query, summary):
    selected = compile_query(query)(summary, lambda: "Some text, a and b.")
    known = narrowed(query)
    might = compile_query(known)(Outline(summary, fields_of(known)), unread)
    assert might or not selected
    if known == query:
        assert might == selected


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("tag:a", "tag:a"),
        ("tag:a,b is:due since:2024 not path:x", "tag:a,b is:due since:2024 not path:x"),
        ("tag:a word", "tag:a"),
        ("tag:a title:b", "tag:a title:b"),
        ("tag:a or title:b", "tag:a or title:b"),
        ("layout:post", "layout:post"),
        ("tag:a or word", ""),
        ("not (tag:a word)", ""),
        ("has:tags title:x", "title:x"),
        ("missing:date", ""),
        ("word", ""),
        ("", ""),
    ],
)
def test_what_is_left(text, known):
    assert str(narrowed(parse_query(text, now=NOW))) == known


def test_parts_of_parts():
    query = parse_query("tag:a word", now=NOW)
    both = type(EVERYTHING)((query, parse_query("is:draft title:x", now=NOW)))
    assert str(narrowed(both)) == "tag:a (is:draft title:x)"


@pytest.mark.parametrize("term", [term for term in TERMS if term.fields], ids=lambda one: one.name)
def test_a_term_asks_for_the_fields_that_the_table_says(term):
    examples = [term.example, *(f"{term.name}:{choice}" for choice in term.choices)]
    for example in examples:
        test = compile_query(parse_query(example, now=NOW))
        for summary in POSTS:
            outline = Outline(summary, frozenset(term.fields))
            assert test(outline, unread) == test(summary, unread)
