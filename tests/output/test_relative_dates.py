from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from blogcli.output.relative_dates import distance, long_day, relative_date
from tests.output.screen import NOW

WEST = timezone(timedelta(hours=-8))


def local(*parts):
    """A time that was written without an offset."""
    return datetime(*parts)  # noqa: DTZ001


@pytest.mark.parametrize(
    ("when", "near", "far"),
    [
        (date(2024, 3, 15), "today", "today"),
        (date(2024, 3, 14), "yesterday", "yesterday"),
        (date(2024, 3, 16), "tomorrow", "tomorrow"),
        (date(2024, 3, 12), "3 days ago", "3 days ago"),
        (date(2024, 3, 2), "13 days ago", "13 days ago"),
        (date(2024, 3, 1), "2 weeks ago", "2 weeks ago"),
        (date(2024, 3, 29), "in 2 weeks", "in 2 weeks"),
        (date(2024, 2, 15), "4 weeks ago", "4 weeks ago"),
        (date(2024, 2, 14), "14 Feb 2024", "1 month ago"),
        (date(2024, 4, 14), "14 Apr 2024", "in 1 month"),
        (date(2023, 9, 1), "1 Sep 2023", "6 months ago"),
        (date(2023, 3, 15), "15 Mar 2023", "1 year ago"),
        (date(2021, 1, 1), "1 Jan 2021", "3 years ago"),
        (date.min, "1 Jan 1", "2023 years ago"),
        (local(2024, 3, 15, 12, 0), "just now", "just now"),
        (datetime(2024, 3, 15, 11, 0, 30, tzinfo=UTC), "just now", "just now"),
        (local(2024, 3, 15, 11, 20), "40 min ago", "40 min ago"),
        (local(2024, 3, 15, 9, 0), "3 hours ago", "3 hours ago"),
        (local(2024, 3, 15, 13, 30), "in 1 hour", "in 1 hour"),
        (local(2024, 3, 14, 23, 59), "yesterday", "yesterday"),
        # ten in the evening of the 14th there is the morning of the 15th here
        (datetime(2024, 3, 14, 22, 0, tzinfo=WEST), "5 hours ago", "5 hours ago"),
        (datetime(9999, 12, 31, 23, 59, tzinfo=WEST), "31 Dec 9999", ""),
    ],
)
def test_dates_are_told_from_now(when, near, far):
    assert (relative_date(when, NOW), distance(when, NOW)) == (near, far)


@pytest.mark.parametrize(
    ("when", "text"),
    [
        (date(2024, 3, 12), "12 March 2024"),
        (local(2024, 3, 2, 14, 5), "2 March 2024, 14:05"),
        (datetime(2024, 3, 2, 14, 5, tzinfo=UTC), "2 March 2024, 14:05 UTC"),
        (datetime(2024, 3, 2, 4, 5, tzinfo=WEST), "2 March 2024, 04:05 -08:00"),
        (
            datetime(2024, 7, 2, 4, 5, tzinfo=ZoneInfo("Europe/Oslo")),
            "2 July 2024, 04:05 +02:00",
        ),
    ],
)
def test_a_day_in_words_keeps_the_time_as_written(when, text):
    assert long_day(when) == text
