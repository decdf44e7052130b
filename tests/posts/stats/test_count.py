"""Counting on paper: groups, quartiles, runs and silence, for any posts."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blogcli.posts.model.summary import Summary
from blogcli.posts.stats.calendar import gaps, in_period, period
from blogcli.posts.stats.count import GROUPED_BY, Tally, by_group, counted_posts, tally_posts
from blogcli.posts.stats.rhythm import longest_run, longest_silence, public_days

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)

posts = st.lists(
    st.builds(
        Summary,
        st.just("posts/a.md"),
        st.text(max_size=5),
        st.just("T"),
        date=st.none() | st.dates() | st.datetimes() | st.datetimes(timezones=st.just(UTC)),
        draft=st.booleans(),
        tags=st.lists(st.text("ab", min_size=1, max_size=2), max_size=3).map(tuple),
        words=st.integers(0, 5_000),
    ),
    max_size=20,
)


def tally(some) -> Tally:
    return tally_posts(some, NOW.timestamp(), UTC, ("tags", "categories", "authors"))


@given(posts)
def test_sums_of_groups_are_the_total(some):
    found = tally(some)
    counted = [*counted_posts(some, NOW.timestamp(), UTC)]
    undated = sum(one.day is None for one in counted)
    for by in ("year", "month", "weekday"):
        groups = by_group(found, by)
        assert sum(group.posts for group in groups) + undated == len(some)
        dated = sum(one.words for one in counted if one.day)
        assert sum(group.words for group in groups) == dated
    assert sum(group.posts for group in by_group(found, "status")) == len(some)
    tagged = sum(len(set(post.tags)) for post in some)
    assert sum(group.posts for group in by_group(found, "tag")) == tagged
    keys = [group.key for group in by_group(found, "year")]
    assert keys == sorted(keys)
    assert len(keys) <= 2_000


@given(posts)
def test_lengths_lie_in_their_order(some):
    found = tally(some).lengths
    assert found.p25 <= found.median <= found.p75 <= found.most <= found.total


@given(st.lists(st.dates(date(2020, 1, 1), date(2026, 11, 24)), max_size=60))
def test_runs_and_silence(days):
    some = sorted(set(days))
    today = date(2026, 11, 24)
    run, silence = longest_run(some, today), longest_silence(some)
    assert run.current <= run.longest <= len(some)
    assert (run.until is None) == (not some)
    assert silence.days == max(
        ((after - before).days for before, after in pairwise(some)), default=0
    )


def week(number: int) -> date:
    return date(2026, 1, 5) + timedelta(days=7 * number)


@pytest.mark.parametrize(
    ("weeks", "today", "longest", "current"),
    [
        ([], week(0), 0, 0),
        ([0], week(0), 1, 1),
        ([0], week(1), 1, 1),
        ([0], week(2), 1, 0),
        ([0, 1, 2, 4], week(4), 3, 1),
        ([0, 2, 3, 4], week(5), 3, 3),
    ],
)
def test_a_run_lasts_through_this_week(weeks, today, longest, current):
    run = longest_run([week(number) for number in weeks], today)
    assert (run.longest, run.current) == (longest, current)


def test_more_than_forty_years_are_counted_by_five():
    some = [Summary("a", "a", "A", date=date(year, 1, 1)) for year in (1980, 2004, 2024)]
    groups = by_group(tally(some), "year")
    assert [group.key for group in groups if group.posts] == [
        "1980-1984",
        "2000-2004",
        "2020-2024",
    ]
    assert len(groups) == 9


def test_hours_need_times():
    timed = [Summary("a", "a", "A", date=datetime(2026, 1, 1, hour, tzinfo=UTC)) for hour in (3, 4)]
    days = [Summary("a", "a", "A", date=date(2026, 1, 1))] * 3
    found = tally([*timed, *days])
    assert not found.have_hours
    assert tally([*timed, *days[:1]]).have_hours
    assert [group.posts for group in by_group(found, "hour")][2:6] == [0, 1, 1, 0]


def test_drafts_and_what_is_ahead_are_no_public_days():
    some = [
        Summary("a", "a", "A", date=date(2026, 1, 1)),
        Summary("b", "b", "B", date=date(2026, 1, 2), draft=True),
        Summary("c", "c", "C", date=date(2027, 1, 1)),
    ]
    assert public_days(tally(some), NOW.date()) == [date(2026, 1, 1)]


def test_days_of_a_period():
    some = [Summary("a", "a", "A", date=date(2026, 2, day)) for day in (28, 1, 10)]
    span = period("2026-02", NOW.date())
    found = in_period(counted_posts(some, NOW.timestamp(), UTC), span)
    assert [one.day.day for one in found] == [1, 10, 28]
    assert gaps(found, 9) == {2: 17}
    assert period("", NOW.date()).name == "2026-11"
    assert period("2026", NOW.date()).name == "2026"


def test_every_group_can_be_counted():
    for by in GROUPED_BY:
        assert by_group(tally([]), by) is not None
