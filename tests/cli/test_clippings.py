"""Clippings as posts: their source and byline in lists, queries, pages and feeds."""

from __future__ import annotations

import json

import pytest


@pytest.fixture(autouse=True)
def posts(post):
    post(
        "2026-03-05-tides",
        "title: Tides",
        "source:",
        "  name: HuffPost",
        "  kind: Opinion",
        "  url: https://huff.example/tides",
        "  byline: Jane Doe",
    )
    post("2026-03-04-storm", "title: Storm", "source: The Gazette", "byline: Bo Lee")
    post("2026-03-03-own", "title: My own words", "source: https://bare.example/x")
    post("2026-03-02-none", "title: No clipping")


def test_fields_of_a_source_are_cells(call):
    done = call("list", "--fields", "slug,source,source.kind,source.url,byline")
    assert done.out.splitlines() == [
        "tides\tHuffPost\tOpinion\thttps://huff.example/tides\tJane Doe",
        "storm\tThe Gazette\t\t\tBo Lee",
        "own\thttps://bare.example/x\t\thttps://bare.example/x\t",
        "none\t\t\t\t",
    ]


def test_json_has_the_source_as_an_object(call):
    tides, storm, _, none = json.loads(call("list", "--json").out)
    assert tides["source"] == {
        "name": "HuffPost",
        "kind": "Opinion",
        "url": "https://huff.example/tides",
        "byline": "Jane Doe",
    }
    assert (tides["byline"], storm["byline"], none["byline"]) == ("Jane Doe", "Bo Lee", "")
    assert (storm["source"], none["source"]) == ({"name": "The Gazette"}, None)
    assert "source.name" not in tides
    assert json.loads(call("list", "source:opinion", "--json", "--fields", "source.name").out) == [
        {"source.name": "HuffPost"}
    ]


@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ("source:HuffPost", ["tides"]),
        ('source:opinion,"the gazette"', ["tides", "storm"]),
        ('source:"the gazette"', ["storm"]),
        ("has:source", ["tides", "storm", "own"]),
        ("missing:source", ["none"]),
        ("byline:lee", ["storm"]),
        ("source.url:bare.example", ["own"]),
    ],
)
def test_queries_ask_for_sources(call, query, slugs):
    assert call("list", query, "--format", "slugs").out.split() == slugs


def test_a_list_is_sorted_by_source(call):
    assert call("list", "-s", "source", "--format", "slugs").out.split() == [
        "own",
        "tides",
        "storm",
        "none",
    ]


def test_a_wide_table_has_a_column_of_sources_where_there_are_any(call):
    wide = call("list", tty=True, width=140).out
    assert "source" in wide.splitlines()[0]
    assert "HuffPost" in wide
    assert "source" not in call("list", "missing:source", tty=True, width=140).out.splitlines()[0]


def test_set_writes_into_the_source_that_is_there(call, blog):
    call("set", "tides", "byline=Ann Poe", "source.name=The Post")
    text = (blog / "posts/2026-03-05-tides.md").read_text()
    assert "  name: The Post\n" in text
    assert "  byline: Ann Poe\n" in text
    call("set", "storm", "byline=Ann Poe")
    assert "\nbyline: Ann Poe\n" in (blog / "posts/2026-03-04-storm.md").read_text()
