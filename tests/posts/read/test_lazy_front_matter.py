"""Front matter that is kept as text has the values that were read, whatever its format."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from blogcli.errors import Unreadable
from blogcli.posts.formats import load
from blogcli.posts.model.document import split
from blogcli.posts.model.values import same
from blogcli.posts.query.matchers import key_test, values_below
from blogcli.posts.read.lazy_front_matter import FrontMatter, JsonValues
from blogcli.posts.text.json_text import json_text
from tests.conftest import SITES

WEIRD = Path(__file__).parents[1] / "weird"
FILES = sorted([*WEIRD.glob("*.md*"), *(file for file in SITES.rglob("*.md*") if file.is_file())])


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_values_and_their_order(file):
    try:
        document = split(file.read_bytes(), headers=True)
    except Unreadable:
        return
    full = load(document).values
    kept = FrontMatter(document.format, document.meta)
    assert list(kept) == list(full)
    assert len(kept) == len(full)
    assert same(dict(kept), dict(full))
    assert kept == full


def test_every_format_is_among_the_files():
    formats = set()
    for file in FILES:
        try:
            formats.add(split(file.read_bytes(), headers=True).format)
        except Unreadable:
            continue
    assert formats == {"yaml", "toml", "json", "headers", "none", "foreign"}


def test_text_is_read_when_a_value_is_asked_for(monkeypatch):
    def never(document):
        raise AssertionError("read too early")

    formats = sys.modules["blogcli.posts.formats"]
    monkeypatch.setattr(formats, "load", never)
    front = FrontMatter("yaml", "a: 1\n")
    with pytest.raises(AssertionError, match="too early"):
        front["a"]
    monkeypatch.undo()
    assert front["a"] == 1
    assert repr(front) == "{'a': 1}"


KEYS = st.sampled_from(["a", "A", "b", '"a', 'a": ', "\\", "é", "a.b", '"a": ', "{"])
NESTED = st.recursive(
    KEYS | st.integers(0, 2) | st.none(),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(KEYS, NESTED, max_size=4), KEYS)
@example({'"a': 1, "a": 2}, "a")
@example({'"a': None}, '"a')
@example({"b": {"a": 1}, "a": 2}, "a")
@example({"b": [{"a": 1}]}, "a")
def test_a_part_of_the_json_has_what_the_whole_has(values, key):
    text = json_text(values).encode() + b"}"
    assert [*values_below(JsonValues(text), key)] == [*values_below(values, key)]


SINGLE = KEYS | st.sampled_from([True, False, None, 2, 2.5, "yes", "2", "ä", "x, y}", "[", ""])


@given(
    st.dictionaries(KEYS, SINGLE | NESTED, max_size=4),
    KEYS,
    SINGLE.map(str).filter(bool) | st.sampled_from(["*", "<3", "1..2", "true", "a*", "A"]),
)
@example({"a": "b"}, "a", "b")
@example({"a": ""}, "a", "*")
@example({"b": {"a": "b"}}, "a", "b")
@example({"b": '"a": "b"'}, "a", "b")
def test_a_key_of_the_json_is_asked_as_one_of_the_values(values, key, asked):
    holds = key_test(key, asked)
    text = json_text(values).encode() + b"}"
    # Asked twice: the second answer may be a kept one.
    assert [holds(JsonValues(text)), holds(JsonValues(text))] == [holds(values)] * 2
