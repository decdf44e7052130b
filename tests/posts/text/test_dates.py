from contextlib import suppress
from datetime import UTC, date, datetime, timedelta, timezone
from math import inf
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blogcli.errors import UsageError
from blogcli.posts.text.date_formats import parse_date, parse_whole_date
from blogcli.posts.text.date_words import moment, span, stretch
from blogcli.posts.text.dates import instant, iso

OSLO = ZoneInfo("Europe/Oslo")
NOW = datetime(2024, 3, 13, 15, 30, 20, 999, tzinfo=OSLO)  # a Wednesday


def naive(*parts):
    return datetime(*parts, tzinfo=UTC).replace(tzinfo=None)


def at(*parts, hours=0):
    return datetime(*parts, tzinfo=timezone(timedelta(hours=hours)))


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("2024-03-05", date(2024, 3, 5)),
        (" 2024-03-05 ", date(2024, 3, 5)),
        ("2017-6-28", date(2017, 6, 28)),
        ("2021/06/08", date(2021, 6, 8)),
        ("2021.06.08", date(2021, 6, 8)),
        ("22 Feb 2023", date(2023, 2, 22)),
        ("1st March, 2023", date(2023, 3, 1)),
        ("22-Feb-2023", date(2023, 2, 22)),
        ("Jul 01 2022", date(2022, 7, 1)),
        ("Sept. 3rd, 2020", date(2020, 9, 3)),
        ("February 3, 2020", date(2020, 2, 3)),
        ("Monday, February 3, 2020", date(2020, 2, 3)),
        ("2024-03-05T10:20", naive(2024, 3, 5, 10, 20)),
        ("2024-03-05 10:20:30", naive(2024, 3, 5, 10, 20, 30)),
        ("2024-03-05 9:00:00", naive(2024, 3, 5, 9)),
        ("2017-6-28 09:00", naive(2017, 6, 28, 9)),
        ("2024-03-05 10:20:30 -0600", at(2024, 3, 5, 10, 20, 30, hours=-6)),
        ("2024-03-05 10:20:30-0600", at(2024, 3, 5, 10, 20, 30, hours=-6)),
        ("2024-03-05 9:20:30 +0100", at(2024, 3, 5, 9, 20, 30, hours=1)),
        ("2024-03-05T10:20:30+02:00", at(2024, 3, 5, 10, 20, 30, hours=2)),
        ("2024-03-05t10:20:30.1-05:00", at(2024, 3, 5, 10, 20, 30, 100000, hours=-5)),
        ("2024-03-05 10:20:30.10 -5", at(2024, 3, 5, 10, 20, 30, 100000, hours=-5)),
        ("2024-03-05T10:20:30Z", datetime(2024, 3, 5, 10, 20, 30, tzinfo=UTC)),
        ("2024-03-05 10:20:30 UTC", datetime(2024, 3, 5, 10, 20, 30, tzinfo=UTC)),
        ("2024-03-05T10:20:30.999Z", datetime(2024, 3, 5, 10, 20, 30, 999000, tzinfo=UTC)),
        ("2024-03-05T10:20:30.123456789+02:00", at(2024, 3, 5, 10, 20, 30, 123456, hours=2)),
        ("2024-03-05 9:20:30.123456789 Z", datetime(2024, 3, 5, 9, 20, 30, 123456, tzinfo=UTC)),
        ("Fri Sep  3 11:21:31 CEST 2021", at(2021, 9, 3, 11, 21, 31, hours=2)),
        ("Fri Sep  3 11:21:31 2021", naive(2021, 9, 3, 11, 21, 31)),
        ("Tue Jan 3 18:30:22 2023 -0800", at(2023, 1, 3, 18, 30, 22, hours=-8)),
        ("Wed, 02 Oct 2002 13:00:00 GMT", datetime(2002, 10, 2, 13, tzinfo=UTC)),
        ("Wed, 02 Oct 2002 13:00:00 +0200 (CEST)", at(2002, 10, 2, 13, hours=2)),
        ("02 Oct 02 13:00 EST", at(2002, 10, 2, 13, hours=-5)),
        ("02 Oct 96 13:00 EST", at(1996, 10, 2, 13, hours=-5)),
        ("Fri Sep 03 2021 11:21:31 GMT+0200 (CEST)", at(2021, 9, 3, 11, 21, 31, hours=2)),
    ],
)
def test_written_forms(text, when):
    assert parse_date(text) == when
    assert type(parse_date(text)) is type(when)
    assert parse_whole_date(text) == when
    if isinstance(when, datetime):
        assert parse_date(text).utcoffset() == when.utcoffset()


@pytest.mark.parametrize(
    "text",
    [
        "2016-01-01 00:10::00",
        "2016-01-01 25:00",
        "2016-01-01T10:00:00+99:99",
        "2016-01-01 10:00 NOWHERE",
        "2016-01-01, revised later",
        "2016-01-01x",
        "Jan 1 2016 and so on",
    ],
)
def test_what_follows_a_day_and_is_no_time_is_passed_over(text):
    assert parse_date(text) == date(2016, 1, 1)
    assert not isinstance(parse_date(text), datetime)
    assert parse_whole_date(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "2024",
        "2024-03",
        "2024-W10-2",
        "20240305",
        "2017-02-29",
        "2017-02-29T10:00:00Z",
        "2010-14-24",
        "2024-03-055",
        "30 Feb 2023",
        "05/03/2024",
        "{{ date }}",
        "\ud800" * 12,
        "٢٠٢٤-٠٣-٠٥",
    ],
)
def test_no_date(text):
    assert parse_date(text) is None


@given(st.text() | st.from_regex(r"[0-9]{4}[-/][0-9]{1,2}[-/][0-9]{1,2}[T ][0-9:.+Zz -]*"))
def test_parse_never_raises(text):
    parse_date(text)


OFFSETS = st.integers(-1439, 1439).map(lambda minutes: timezone(timedelta(minutes=minutes)))
WHENS = st.dates() | st.datetimes(timezones=st.none() | OFFSETS)


@given(WHENS)
def test_iso_is_read_back_as_written(when):
    again = parse_date(iso(when))
    assert again == when
    assert iso(again) == iso(when)


@given(WHENS, st.sampled_from([UTC, OSLO, ZoneInfo("America/Los_Angeles")]))
def test_any_date_is_an_instant(when, zone):
    assert isinstance(instant(when, zone), float)


@pytest.mark.parametrize(
    ("when", "seconds"),
    [
        (date(1970, 1, 2), 86400 - 3600),
        (naive(1970, 1, 1, 1), 0),
        (datetime(1970, 1, 1, 1, tzinfo=UTC), 3600),
    ],
)
def test_only_what_has_no_offset_is_meant_in_the_zone(when, seconds):
    assert instant(when, OSLO) == seconds


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("now", datetime(2024, 3, 13, 15, 30, 20, tzinfo=OSLO)),
        ("today", date(2024, 3, 13)),
        ("Yesterday", date(2024, 3, 12)),
        ("tomorrow", date(2024, 3, 14)),
        ("tomorrow 09:00", naive(2024, 3, 14, 9)),
        ("  tomorrow   at 9:00 ", naive(2024, 3, 14, 9)),
        ("18:05", naive(2024, 3, 13, 18, 5)),
        ("monday", date(2024, 3, 18)),
        ("wednesday", date(2024, 3, 20)),
        ("thu", date(2024, 3, 14)),
        ("next wed 10:00", naive(2024, 3, 20, 10)),
        ("last friday", date(2024, 3, 8)),
        ("last wednesday", date(2024, 3, 6)),
        ("7d", date(2024, 3, 6)),
        ("7 days ago", date(2024, 3, 6)),
        ("2w", date(2024, 2, 28)),
        ("1m", date(2024, 2, 13)),
        ("3m", date(2023, 12, 13)),
        ("1y", date(2023, 3, 13)),
        ("+7d", date(2024, 3, 20)),
        ("+7d 08:00", naive(2024, 3, 20, 8)),
        ("in 3 days", date(2024, 3, 16)),
        ("in 1 week", date(2024, 3, 20)),
        ("in 10 months", date(2025, 1, 13)),
        ("in 2 hours", datetime(2024, 3, 13, 17, 30, 20, tzinfo=OSLO)),
        ("90min", datetime(2024, 3, 13, 14, 0, 20, tzinfo=OSLO)),
        ("2024-05-01", date(2024, 5, 1)),
        ("2024-05-01 10:00", naive(2024, 5, 1, 10)),
        ("2024-05-01T10:00:00-06:00", at(2024, 5, 1, 10, hours=-6)),
        ("1 May 2024", date(2024, 5, 1)),
    ],
)
def test_moments(text, when):
    assert moment(text, NOW) == when
    assert type(moment(text, NOW)) is type(when)


def test_a_month_ago_stays_within_the_shorter_month():
    assert moment("1m", NOW.replace(day=31)) == date(2024, 2, 29)
    assert moment("+1y", NOW.replace(month=2, day=29)) == date(2025, 2, 28)


def test_hours_are_counted_over_the_change_of_clocks():
    before = datetime(2024, 3, 30, 12, tzinfo=OSLO)
    assert moment("in 24 hours", before) == datetime(2024, 3, 31, 13, tzinfo=OSLO)


@pytest.mark.parametrize(
    "text",
    [
        *("", "soon", "2024", "2024-05-01 25:00", "25:00", "today 10:99", "next 3 days"),
        *("in 3 days ago", "999999y", "+999999w", "99999999999d", "7 parsecs", "in 2 hours 10:00"),
    ],
)
def test_what_is_no_moment_is_told_the_forms(text):
    with pytest.raises(UsageError) as error:
        moment(text, NOW)
    assert error.value.message == f"{text!r} is not a date"
    assert "tomorrow 09:00" in error.value.hint


@given(st.text(max_size=20))
def test_moment_and_span_fail_in_one_way(text):
    for read in (moment, span):
        with suppress(UsageError):
            read(text, NOW)


def days(first, last):
    """From the beginning of one day in Oslo to the beginning of the other."""
    return tuple(datetime(*parts, tzinfo=OSLO).timestamp() for parts in (first, last))


HERE = datetime(2024, 3, 13, 15, 30, 20, tzinfo=OSLO).timestamp()


@pytest.mark.parametrize(
    ("text", "stretched"),
    [
        ("2024", days((2024, 1, 1), (2025, 1, 1))),
        ("2024-02", days((2024, 2, 1), (2024, 3, 1))),
        ("2024-3", days((2024, 3, 1), (2024, 4, 1))),
        ("2023-12", days((2023, 12, 1), (2024, 1, 1))),
        ("2024-03-31", days((2024, 3, 31), (2024, 4, 1))),  # 23 hours long
        ("2024/03/05", days((2024, 3, 5), (2024, 3, 6))),
        ("5 March 2024", days((2024, 3, 5), (2024, 3, 6))),
        ("today", days((2024, 3, 13), (2024, 3, 14))),
        ("yesterday", days((2024, 3, 12), (2024, 3, 13))),
        ("wednesday", days((2024, 3, 13), (2024, 3, 14))),
        ("thursday", days((2024, 3, 7), (2024, 3, 8))),
        ("next thursday", days((2024, 3, 14), (2024, 3, 15))),
        ("7 days ago", days((2024, 3, 6), (2024, 3, 7))),
        ("now", (HERE, HERE + 1)),
        ("24h", (HERE - 86400, HERE + 1)),
        ("7d", (days((2024, 3, 6), (2024, 3, 7))[0], HERE + 1)),
        ("+7d", (HERE, days((2024, 3, 20), (2024, 3, 21))[1])),
        ("2023..2024-02", days((2023, 1, 1), (2024, 3, 1))),
        ("2024-03..", (days((2024, 3, 1), (2024, 3, 1))[0], inf)),
        ("..2024-03", (-inf, days((2024, 4, 1), (2024, 4, 1))[0])),
        ("30d..7d", days((2024, 2, 12), (2024, 3, 7))),
        ("9999", (days((9999, 1, 1), (9999, 1, 1))[0], inf)),
    ],
)
def test_spans(text, stretched):
    assert span(text, NOW) == stretched


def test_a_stretch_of_7d_is_one_day_and_a_range_is_none():
    assert stretch("7d", NOW) == days((2024, 3, 6), (2024, 3, 7))
    with pytest.raises(UsageError, match=r"'2023\.\.2024' is not a date") as error:
        stretch("2023..2024", NOW)
    assert ".." not in error.value.hint


@pytest.mark.parametrize("text", ["", "..", "0000", "2024-13", "2024..x", "2023...2024"])
def test_spans_of_no_date(text):
    with pytest.raises(UsageError, match="is not a date") as error:
        span(text, NOW)
    assert "2024-03..2024-06" in error.value.hint


def test_a_range_that_ends_before_it_begins():
    with pytest.raises(UsageError, match="ends before it starts") as error:
        span("2024..2023", NOW)
    assert error.value.hint == "write it as 2023..2024"


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("24-05-2015", "2015-05-24"),
        ("08-02-21 15:00", "2021-08-02T15:00:00"),
        ("13-01-01", "2001-01-13"),
        ("01-13-01", "2001-01-13"),
        ("99-01-02", "1999-01-02"),
        ("31-12-99", "1999-12-31"),
        ("5/6/9", "2009-05-06"),
        ("5/6/2015", "2015-05-06"),
        ("25/6/2015 9:30", "2015-06-25T09:30:00"),
        ("1.2.2015", "2015-01-02"),
        ("20150524", "2015-05-24"),
        ("2015-05-24 9:30", "2015-05-24T09:30:00"),
        ("3 May 2015", "2015-05-03"),
        ("2015-24-05", None),
        ("00-01-02", None),
        ("1-2", None),
        ("v1.2.2015", None),
    ],
)
def test_a_day_of_three_numbers_is_read_as_dateutil_does(text, iso):
    found = parse_date(text, numbered=True)
    assert (found and found.isoformat()) == iso
