import json
from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest

from blogcli.errors import UsageError
from blogcli.output.json_value import cell
from blogcli.output.posts.records import columns, record
from blogcli.posts.text.json_text import to_json
from tests.output.screen import NOW, summary

FULL = summary(
    date=datetime(2024, 3, 12, 9, 30, tzinfo=timezone(timedelta(hours=1))),
    updated=date(2024, 3, 13),
    categories=("Notes",),
    authors=("Ada", "Bo"),
    description="What was seen",
    source={"name": "The Sky", "url": "https://sky.example", "byline": "C. D."},
    byline="C. D.",
    aliases=("/old/",),
    meta={"Title": "First light", "extra": {"Mood": "calm", "a.b": 1}, "on": date(2024, 1, 2)},
)


def test_the_record_is_the_published_one():
    assert list(record(FULL, NOW).items()) == [
        ("path", "posts/2024-03-12-first-light.md"),
        ("slug", "first-light"),
        ("title", "First light"),
        ("date", "2024-03-12T09:30:00+01:00"),
        ("updated", "2024-03-13"),
        ("status", "published"),
        ("tags", ["stars", "night sky"]),
        ("categories", ["Notes"]),
        ("authors", ["Ada", "Bo"]),
        ("description", "What was seen"),
        ("source", {"name": "The Sky", "url": "https://sky.example", "byline": "C. D."}),
        ("byline", "C. D."),
        ("aliases", ["/old/"]),
        ("url", None),
        ("lang", ""),
        ("words", 450),
        (
            "meta",
            {
                "Title": "First light",
                "extra": {"Mood": "calm", "a.b": 1},
                "on": "2024-01-02",
            },
        ),
    ]


def test_what_is_missing_is_null_or_empty():
    bare = record(summary(date=None, tags=(), words=0), NOW)
    assert {name: bare[name] for name in ("date", "updated", "source")} == {
        "date": None,
        "updated": None,
        "source": None,
    }
    assert (bare["tags"], bare["description"], bare["words"], bare["meta"]) == ([], "", 0, {})


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({}, "published"),
        ({"draft": True}, "draft"),
        ({"date": date(2024, 3, 16)}, "scheduled"),
        ({"date": date(2024, 3, 16), "draft": True}, "draft"),
    ],
)
def test_status_is_told_from_the_draft_flag_and_the_date(changes, status):
    assert record(summary(**changes), NOW)["status"] == status


@pytest.mark.parametrize(
    ("value", "as_it_is_written"),
    [
        (None, None),
        (True, True),
        (3, 3),
        (2.5, 2.5),
        (float("nan"), "nan"),
        (float("-inf"), "-inf"),
        (time(9, 30), "09:30:00"),
        (datetime(2024, 1, 2, 3, 4, tzinfo=UTC), "2024-01-02T03:04:00+00:00"),
        ([date(2024, 1, 2), {"x": (1, None)}], ["2024-01-02", {"x": [1, None]}]),
    ],
)
def test_values_of_front_matter_become_json(value, as_it_is_written):
    written = to_json(value)
    assert written == as_it_is_written
    assert type(written) is type(as_it_is_written)
    json.dumps(written, allow_nan=False)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (True, "true"),
        (450, "450"),
        (["a", "b c"], "a,b c"),
        ([], ""),
        ({"name": "Ö"}, '{"name": "Ö"}'),
        ([["a"], {"b": None}], '[["a"], {"b": null}]'),
    ],
)
def test_a_value_fits_one_cell(value, text):
    assert cell(value) == text


def test_columns_keep_the_order_asked_for():
    shown = columns("title, Date ,words")
    assert [(column.name, column.value(FULL, NOW)) for column in shown] == [
        ("title", "First light"),
        ("date", "2024-03-12T09:30:00+01:00"),
        ("words", 450),
    ]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("meta.title", "First light"),
        ("META.Title", "First light"),
        ("meta.extra.mood", "calm"),
        ("meta.extra.a.b", 1),
        ("meta.on", "2024-01-02"),
        ("meta.none", None),
        ("meta.title.deeper", None),
    ],
)
def test_any_front_matter_key_is_a_column(name, value):
    (column,) = columns(name)
    assert (column.name, column.value(FULL, NOW)) == (name, value)


@pytest.mark.parametrize("names", ["titel", "title,titel", "mood", "meta.", "", " , "])
def test_a_name_that_is_no_field_is_refused_with_all_that_are(names):
    with pytest.raises(UsageError) as refused:
        columns(names)
    for name in ("path", "slug", "title", "date", "status", "meta.KEY"):
        assert name in refused.value.hint


def test_a_slip_of_the_keys_is_recognised():
    with pytest.raises(UsageError, match="'titel'") as refused:
        columns("titel")
    assert refused.value.hint.startswith("did you mean 'title'?")
