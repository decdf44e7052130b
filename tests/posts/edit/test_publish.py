"""Publishing on paper: marks, dates, and the habits of a blog."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from blogcli.errors import UsageError
from blogcli.posts.edit.publish import (
    BlogHabits,
    blog_habits,
    check_ahead,
    normalize_local_time,
    publish,
    schedule,
    unpublish,
)
from blogcli.posts.edit.written_dates import written_like
from blogcli.posts.model.conventions import Conventions
from blogcli.posts.model.summary import Summary
from blogcli.posts.read.post import Post, read_post

OSLO = ZoneInfo("Europe/Oslo")
NOW = datetime(2026, 11, 24, 12, 0, 5, tzinfo=OSLO)
WAYS = Conventions(zone=OSLO)
NO_HABITS = BlogHabits(date_key=("date",))


def post(*lines: str, path: str = "posts/a.md", conventions: Conventions = WAYS) -> Post:
    text = "---\n" + "".join(line + "\n" for line in lines) + "---\nBody\n"
    return read_post(path, text.encode(), conventions)


def summary(*lines: str, path: str = "posts/b.md") -> Summary:
    return post(*lines, path=path).summary


def meta(document) -> list[str]:
    return document.meta.splitlines()


@pytest.mark.parametrize(
    ("lines", "live", "after"),
    [
        (["draft: true"], None, ["draft: false"]),
        (["draft: true  # why"], {"draft"}, ["draft: false  # why"]),
        (["draft: true"], set(), []),
        (["draft: yes"], set(), []),
        (["Draft: true"], {"draft"}, ["Draft: false"]),
        (["published: false"], {"published"}, ["published: true"]),
        (["published: false"], {"draft"}, []),
        (["status: draft"], {"status"}, ["status: published"]),
        (["status: hidden"], set(), []),
        (["status: in review"], set(), ["status: in review"]),
        (["unlisted: true"], set(), []),
        (["unlisted: false"], set(), ["unlisted: false"]),
        (["draft: false"], set(), ["draft: false"]),
        (["draft: true", "published: false"], set(), []),
    ],
)
def test_the_marks_of_a_draft_go_as_the_other_posts_have_it(lines, live, after):
    ways = BlogHabits(None if live is None else frozenset(live), ("date",))
    document = publish(post("date: 2020-01-01", *lines), None, NOW, ways, in_name=False)
    assert meta(document) == ["date: 2020-01-01", *after]


@pytest.mark.parametrize(
    ("lines", "after"),
    [
        (["date: 2026-11-20"], ["date: 2026-11-20"]),
        (["date: 2026-12-01"], ["date: 2026-11-24"]),
        (["pubDate: '2026-12-01'"], ["pubDate: '2026-11-24'"]),
        (["date: 2026-12-01 08:00"], ["date: 2026-11-24 12:00"]),
        (["date: 2026-12-01T08:00:00Z"], ["date: 2026-11-24T11:00:05Z"]),
        (["date: 2026-12-01T08:00:00+0100"], ["date: 2026-11-24T12:00:05+0100"]),
        (["title: x"], ["title: x", "date: 2026-11-24T12:00:05+01:00"]),
        (["date:"], ["date: 2026-11-24T12:00:05+01:00"]),
    ],
)
def test_without_a_date_given_only_one_that_is_missing_or_ahead_becomes_now(lines, after):
    assert meta(publish(post(*lines), None, NOW, NO_HABITS, in_name=False)) == after


def test_a_date_that_is_given_is_written_to_its_full():
    given = publish(
        post("date: 2026-12-01"),
        datetime.fromisoformat("2026-01-02T03:04"),
        NOW,
        NO_HABITS,
        in_name=False,
    )
    assert meta(given) == ["date: 2026-01-02T03:04:00+01:00"]
    day = publish(post("date: 2026-12-01 08:00"), date(2026, 1, 2), NOW, NO_HABITS, in_name=False)
    assert meta(day) == ["date: 2026-01-02"]


def test_no_key_is_added_where_names_tell_the_day():
    ways = BlogHabits(frozenset())
    draft = post("title: x", "draft: true")
    assert meta(publish(draft, None, NOW, ways, in_name=True)) == ["title: x"]
    assert len(meta(publish(draft, None, NOW, ways, in_name=False))) == 2
    exact = publish(draft, datetime.fromisoformat("2026-11-24T09:00"), NOW, ways, in_name=True)
    assert meta(exact) == ["title: x", "date: 2026-11-24T09:00:00+01:00"]


@pytest.mark.parametrize(
    ("lines", "key", "after"),
    [
        (["title: x"], "draft", ["title: x", "draft: true"]),
        (["title: x"], "published", ["title: x", "published: false"]),
        (["draft: false"], "published", ["draft: true"]),
        (["published: 2020-01-01"], "published", ["published: 2020-01-01", "draft: true"]),
        (["draft: true"], "status", ["draft: true"]),
    ],
)
def test_a_draft_is_marked_as_others_are(lines, key, after):
    document = unpublish(post(*lines), BlogHabits(draft_key=key), to_drafts=False)
    assert meta(document) == after


def test_a_day_in_the_name_alone_is_kept_as_the_date_of_a_draft():
    named = post("title: x", path="_posts/2020-01-02-a.md")
    assert meta(unpublish(named, NO_HABITS, to_drafts=True)) == ["title: x", "date: 2020-01-02"]
    held = post("date: 2020-01-02 03:04", path="_posts/2020-01-02-a.md")
    assert unpublish(held, NO_HABITS, to_drafts=True) == held.document


@pytest.mark.parametrize(
    ("hidden", "after"),
    [(True, ["date: 2026-12-01"]), (False, ["date: 2026-12-01", "draft: true"])],
)
def test_a_post_that_is_put_off_is_a_draft_unless_it_is_held_back_anyway(hidden, after):
    when = date(2026, 12, 1)
    for lines in (["date: 2026-01-01", "draft: true"], ["date: 2026-01-01"]):
        ways = BlogHabits(frozenset(), ("date",), draft_key="draft")
        document = schedule(post(*lines), when, ways, hidden=hidden, in_name=False)
        assert meta(document) == after


@pytest.mark.parametrize(
    ("posts", "expected"),
    [
        ([], BlogHabits(None, ("date",), "", "draft")),
        (
            [summary("date: 2020-01-01", "draft: false"), summary("date: 2021-01-01 08:00")],
            BlogHabits(frozenset({"draft"}), ("date",), "2021-01-01 08:00", "draft"),
        ),
        (
            [
                summary("pubDate: 2020-01-01"),
                summary("published: false"),
                summary("pubDate: 1999-01-01"),
            ],
            BlogHabits(frozenset(), ("pubDate",), "2020-01-01", "published"),
        ),
        (
            [
                summary(path="2020-01-01-a.md"),
                summary(path="2020-01-02-b.md"),
                summary("date: 2020-01-01"),
            ],
            BlogHabits(frozenset(), (), "", "draft"),
        ),
    ],
)
def test_habits_are_those_of_most_of_the_latest(posts, expected):
    assert blog_habits(posts, WAYS) == expected


@pytest.mark.parametrize(
    ("like", "exact", "text"),
    [
        ("2020-01-01", False, "2026-11-24"),
        ("2020-01-01", True, "2026-11-24T12:00:05+01:00"),
        ("2020/1/1", False, "2026/11/24"),
        ("2020/1/1 9:05:00", True, "2026/11/24 12:00:05"),
        ("2020-01-01 08:00", False, "2026-11-24 12:00"),
        ("2020-01-01 08:00:00 -0500", True, "2026-11-24 12:00:05 +0100"),
        ("2020-01-01T08:00:00.000Z", True, "2026-11-24T11:00:05Z"),
        ("2020-01-01T08:00+00:00", False, "2026-11-24T12:00+01:00"),
        ("5 Mar 2024", False, "2026-11-24"),
        ("Jul 08 2026", True, "2026-11-24T12:00:05+01:00"),
        ("", False, "2026-11-24T12:00:05+01:00"),
    ],
)
def test_a_date_is_written_as_another_one_is(like, exact, text):
    assert written_like(NOW, like, WAYS, exact=exact) == text


def test_the_day_is_that_of_the_blog():
    night = datetime(2026, 11, 24, 23, 30, tzinfo=UTC)
    assert written_like(night, "2020-01-01", WAYS, exact=False) == "2026-11-25"


@pytest.mark.parametrize(
    ("said", "there"),
    [
        (datetime.fromisoformat("2027-03-28T02:30"), "2027-03-28T03:30:00+02:00"),
        (datetime.fromisoformat("2027-10-31T02:30"), "2027-10-31T02:30:00+02:00"),
        (datetime.fromisoformat("2027-06-01T08:00"), "2027-06-01T08:00:00+02:00"),
        (datetime(2027, 6, 1, 8, tzinfo=timezone(timedelta(hours=9))), "2027-06-01T08:00:00+09:00"),
        (date(2027, 3, 28), "2027-03-28"),
    ],
)
def test_an_hour_that_the_clocks_skip_is_the_next_one(said, there):
    assert normalize_local_time(said, NOW).isoformat() == there


@pytest.mark.parametrize("when", [date(2026, 11, 24), date(2020, 1, 1), NOW])
def test_nothing_is_put_off_to_the_past(when):
    with pytest.raises(UsageError) as error:
        check_ahead(when, NOW)
    assert error.value.hint
    check_ahead(date(2026, 11, 25), NOW)
    check_ahead(NOW + timedelta(seconds=1), NOW)
