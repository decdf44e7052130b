"""Marks of drafts, and strings that hold several tags."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blogcli.posts.model.conventions import Split, split_tags
from blogcli.posts.model.status import DRAFT_MARKS, says_draft


@pytest.mark.parametrize("key", DRAFT_MARKS)
def test_a_mark_says_what_it_marks(key):
    assert says_draft(key, DRAFT_MARKS[key].draft) is True
    assert says_draft(key, DRAFT_MARKS[key].live) is False
    assert says_draft(key, "2026-03-05") is None
    assert says_draft(key, None) is None


words = st.lists(st.text("abc-é日", min_size=1, max_size=5), max_size=4)


@given(words, st.sampled_from([(Split.SPACE, " "), (Split.COMMA, ", "), (Split.COMMA, "; ")]))
def test_what_was_joined_is_taken_apart(tags, way):
    split, joiner = way
    assert split_tags(joiner.join(tags), split) == tags


@given(st.text(), st.sampled_from(Split))
def test_no_tag_is_empty_or_padded(text, split):
    assert all(tag and tag == tag.strip() for tag in split_tags(text, split))
