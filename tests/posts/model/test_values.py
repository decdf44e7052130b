"""Values told apart by type, and keys found in any case."""

from datetime import date, datetime, timedelta, timezone

import pytest

from blogcli.posts.model.values import find_key, same

NOON = datetime(2024, 3, 5, 12, tzinfo=timezone(timedelta(hours=2)))
VALUES = [
    *(None, False, True, 0, 1, 0.0, -0.0, 1.0, "", "1", "true", [], [1], ["1"], [1.0], {}),
    *({"a": 1}, {"a": True}, {"A": 1}, date(2024, 3, 5), NOON, NOON.replace(tzinfo=None)),
    NOON.astimezone(timezone(timedelta(hours=1))),
]


@pytest.mark.parametrize("place", range(len(VALUES)))
def test_a_value_is_the_same_as_itself_alone(place):
    assert [same(VALUES[place], other) for other in VALUES] == [
        other == place for other in range(len(VALUES))
    ]


def test_a_number_that_is_none_is_the_same_as_itself():
    assert same({"a": [float("nan")]}, {"a": [float("nan")]})


@pytest.mark.parametrize(
    ("keys", "wanted", "found"),
    [
        (("tags", "Tags"), "Tags", "Tags"),
        (("TAGS", "Tags"), "tags", "TAGS"),
        (("Größe",), "GRÖSSE", "Größe"),
        (("tag",), "tags", None),
        ((), "tags", None),
    ],
)
def test_a_key_is_found_as_written_else_in_another_case(keys, wanted, found):
    assert find_key(keys, wanted) == found
