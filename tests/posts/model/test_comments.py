from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blogcli.errors import Unreadable
from blogcli.posts.model.comments import (
    Comment,
    comments_path,
    is_live,
    read_comments,
    serialize_comments,
    threaded,
)


def test_a_file_of_comments_reads_as_it_was_written():
    comments = (
        Comment("11", "a <b>b</b>", "", "Bo", "https://bo.example.org", date(2019, 7, 2)),
        Comment("12", "潮", "11", date=datetime(2019, 7, 3, 4, tzinfo=UTC), status="spam"),
    )
    assert read_comments(serialize_comments(comments), "x") == comments
    assert [is_live(comment) for comment in comments] == [True, False]


@pytest.mark.parametrize("data", [b"", b"{}", b"[1]", b"\xff", b"[" * 100_000])
def test_what_is_no_file_of_comments_is_named(data):
    with pytest.raises(Unreadable, match="comments"):
        read_comments(data, "comments/x.json")


def test_parts_that_are_missing_or_of_another_type_count_as_empty():
    [comment] = read_comments(b'[{"id": 7, "html": null, "date": "no day"}]', "x")
    assert comment == Comment("7", "")


def test_a_slug_with_folders_names_one_file():
    assert comments_path("a/b") == "comments/a-b.json"


def test_answers_stand_below_what_they_answer():
    comments = [
        Comment("2", "", "1"),
        Comment("1", ""),
        Comment("3", ""),
        Comment("4", "", "2"),
        Comment("5", "", "gone"),
    ]
    order = [(depth, comment.id) for depth, comment in threaded(comments)]
    assert order == [(0, "1"), (1, "2"), (2, "4"), (0, "3"), (0, "5")]


IDS = st.sampled_from(["", "a", "b", "c", "d"])


@given(st.lists(st.tuples(IDS, IDS), max_size=8))
def test_every_comment_is_there_once_whatever_answers_what(pairs):
    comments = [Comment(name, str(at), parent) for at, (name, parent) in enumerate(pairs)]
    found = [comment.html for _, comment in threaded(comments)]
    assert sorted(found) == sorted(comment.html for comment in comments)
