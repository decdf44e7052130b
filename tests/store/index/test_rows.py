"""A post comes back from its row as it was."""

from __future__ import annotations

import sqlite3
from datetime import UTC, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blogcli.errors import Unreadable
from blogcli.posts.model.summary import Summary
from blogcli.posts.read.json_record import record_text
from blogcli.posts.read.lazy_front_matter import FrontMatter
from blogcli.store.index.pack_rows import IndexedPost, PostRow, RecordRow, pack
from blogcli.store.index.rows import (
    FIXED,
    RECORD,
    SUMMARY,
    outlines,
    unpack_problem,
    unpack_records,
    unpack_summaries,
)
from blogcli.store.index.write_rows import record_number

texts = st.text(max_size=20) | st.text("a\x1d\x1e\x1f\0\n\r\ud800\udfff\ue000😀,;", max_size=5)
names = st.lists(texts, max_size=4).map(tuple)
offsets = st.integers(-23 * 60, 23 * 60).map(lambda minutes: timedelta(minutes=minutes))
whens = (
    st.none()
    | st.dates()
    | st.datetimes()
    | st.datetimes(timezones=st.builds(timezone, offsets) | st.just(UTC))
)
moments = st.none() | st.floats(allow_nan=False, allow_infinity=False)
formats = st.sampled_from(["yaml", "toml", "json", "headers", "none", "foreign"])


@st.composite
def entries(draw: st.DrawFn) -> IndexedPost:
    text, form = draw(texts), draw(formats)
    summary = Summary(
        path="posts/a.md",
        slug=draw(texts),
        title=draw(texts),
        date=draw(whens),
        at=draw(moments),
        starts=draw(moments),
        ends=draw(moments),
        updated=draw(whens),
        draft=draw(st.booleans()),
        tags=draw(names),
        categories=draw(names),
        authors=draw(names),
        description=draw(texts),
        source=draw(st.none() | st.dictionaries(texts, texts, min_size=1, max_size=2)),
        aliases=draw(names),
        url=draw(st.none() | texts),
        lang=draw(texts),
        words=draw(st.integers(0, 10**9)),
        meta=FrontMatter(form, text, {"key": draw(texts)}),
    )
    line, hint = draw(st.none() | st.integers(1, 99)), draw(texts)
    problem = Unreadable("bad" + draw(texts), hint, path=summary.path, line=line)
    return IndexedPost(
        summary, draw(st.booleans()), draw(st.sampled_from([None, problem])), text, form
    )


@pytest.fixture(scope="module")
def database():
    connection = sqlite3.connect(":memory:")
    connection.execute(f"CREATE TABLE post (id INTEGER, {','.join(PostRow._fields)})")
    connection.execute(f"CREATE TABLE record (id INTEGER, {','.join(RecordRow._fields)})")
    return connection


def stored(database, entry, columns):
    """These columns of the post, as SQLite has them."""
    post, record = pack(entry, FIXED)
    for table, row in ("post", post._replace(path=b"posts/a.md")), ("record", record):
        database.execute(f"DELETE FROM {table}")
        marks = ",".join("?" * (len(row) + 1))
        database.execute(f"INSERT INTO {table} VALUES ({marks})", (1, *row))
    joined = "post LEFT JOIN record ON record.id = post.id"
    return database.execute(f"SELECT {columns} FROM {joined}").fetchone()


@given(entry=entries())
def test_there_and_back(database, entry):
    (found,) = unpack_summaries([stored(database, entry, SUMMARY)])
    before = entry.summary
    assert found[:-1] == before[:-1]
    for one, other in (before.date, found.date), (before.updated, found.updated):
        # An offset is an offset, whatever the zone was called.
        assert (one and one.isoformat()) == (other and other.isoformat())
    assert (found.meta.format, found.meta.text) == (entry.format, entry.text)
    problem = stored(database, entry, "problem")[0]
    told = problem and unpack_problem(b"posts/a.md", problem)
    assert (told and told.args, told and told.line) == (
        entry.problem and entry.problem.args,
        entry.problem and entry.problem.line,
    )


@given(entry=entries())
def test_a_record_there_and_back(database, entry):
    assert [*unpack_records([stored(database, entry, RECORD)])] == [record_text(entry.summary)]


@given(entry=entries(), fields=st.sets(st.sampled_from(Summary._fields), min_size=1))
def test_some_fields_there_and_back(database, entry, fields):
    columns, _, make = outlines(frozenset(fields))
    (found,) = make([stored(database, entry, columns)])
    for name in fields - {"meta"}:
        assert getattr(found, name) == getattr(entry.summary, name)
    if "meta" in fields:
        assert [*found.meta] == ["key"]


@pytest.mark.parametrize("tags", [(), ("",), ("", ""), ("a",), ("a", "", "b"), ("", "a"), ("\0",)])
def test_lists_of_nearly_nothing(tags, database):
    entry = IndexedPost(Summary("posts/a.md", "s", "t", tags=tags, aliases=tags[::-1]))
    (found,) = unpack_summaries([stored(database, entry, SUMMARY)])
    assert (found.tags, found.aliases) == (tags, tags[::-1])


MOMENTS = st.none() | st.floats(-6.3e10, 2.6e11)  # of the years 1 to 9999


@given(MOMENTS, MOMENTS, st.integers(1, 2**40))
def test_records_are_numbered_by_date(one, other, number):
    first, second = record_number(number, one), record_number(number, other)
    assert -(2**63) <= first < 2**63
    assert (first < second) == (int(one or 0) < int(other or 0))
    assert record_number(number + 1, one) != first
