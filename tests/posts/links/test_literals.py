"""A pattern that begins with a literal is found by it as by a search."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blogcli.posts.links import anchors, parse
from blogcli.posts.links.literals import matches_at, places
from blogcli.posts.links.tag_patterns import WIKI

PATTERNS = {
    "template": (anchors._TEMPLATE, "{"),
    "component": (anchors._COMPONENT, "<"),
    "heading": (anchors._HEADING, "#"),
    "html-heading": (anchors._HTML_HEADING, "<"),
    "braced-id": (anchors._BRACED_ID, "#"),
    "wiki": (WIKI, "["),
    "autolink": (parse._AUTOLINK, "<"),
    "start-tag": (parse._START_TAG, "<"),
}
PIECES = ["<", ">", "h2", "/", "#", "##", " ", "{", "}", "%", "[[", "]]", "a", "A", "\n", "http:"]
PIECES += ["=", '"', "id", "|", "é", "<a href", "{#a}", "# a\n"]


@pytest.mark.parametrize("name", PATTERNS)
@given(pieces=st.lists(st.sampled_from(PIECES), max_size=25))
def test_the_same_is_found(name, pieces):
    (pattern, char), text = PATTERNS[name], "".join(pieces)
    found = [one.span() for one in pattern.finditer(text)]
    assert [one.span() for one in matches_at(pattern, text, char)] == found


@given(st.text("ab<", max_size=20))
def test_places(text):
    assert [*places(text, "<")] == [at for at, char in enumerate(text) if char == "<"]
