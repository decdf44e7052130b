"""A post comes back from its row as it was, and a damaged row gives nothing."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from blogcli.errors import Unreadable
from blogcli.posts.model.summary import Summary
from blogcli.posts.read.json_record import RecordText
from blogcli.posts.read.lazy_front_matter import FrontMatter
from blogcli.store.index.row_codec import (
    IndexedPost,
    pack_post,
    pack_text,
    unpack_post,
    unpack_text,
)
from blogcli.store.index.stamps import STAMP

PROOF = bytes(range(STAMP + 4))
OTHER = bytes(STAMP + 4)
PARTING = "\x1e\x1f"

texts = st.text(max_size=20) | st.text("a\x1d\x1e\x1f\0\n\r\ud800\udfff\ue000😀,;", max_size=5)
names = st.lists(texts, max_size=4).map(tuple)
offsets = st.timedeltas(timedelta(hours=-23), timedelta(hours=23))
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
        path=draw(texts),
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
        lang=draw(texts),
        words=draw(st.integers(0, 10**9)),
        meta=FrontMatter(form, text, {}),
    )
    line, hint = draw(st.none() | st.integers(1, 99)), draw(texts)
    problem = Unreadable("bad" + draw(texts), hint, path=summary.path, line=line)
    return IndexedPost(
        summary, draw(st.booleans()), draw(st.sampled_from([None, problem])), text, form
    )


def plain(entry: IndexedPost) -> tuple[object, ...]:
    """All that an entry holds, as values that compare type by type."""
    post, problem = entry.summary, entry.problem
    told = problem and (problem.message, problem.hint, problem.path, problem.line)
    front = post.meta
    assert isinstance(front, FrontMatter)
    fields = [*post[:-1], front.format, front.text]
    shown = [repr(field) for field in fields]
    whens = [when and (type(when), when.isoformat()) for when in (post.date, post.updated)]
    return *shown, *whens, entry.listed, told, entry.text, entry.format


@given(entries())
def test_there_and_back(entry):
    row = pack_post(entry, PROOF)
    if row is None:
        assert any(mark in repr(plain(entry)) for mark in (r"\x1e", r"\x1f"))
        return
    found = unpack_post(row, PROOF)
    assert found is not None
    one, other = plain(entry), plain(found)
    # An offset is an offset, whatever the zone was called; the last values are its ISO text.
    assert other[:3] == one[:3]
    assert other[4:7] + other[8:] == one[4:7] + one[8:]
    assert found.summary.date == entry.summary.date
    assert unpack_post(row, OTHER) is None


@pytest.mark.parametrize("tags", [(), ("",), ("", ""), ("a",), ("a", "", "b"), ("", "a")])
def test_lists_of_nearly_nothing(tags):
    entry = IndexedPost(Summary("p", "s", "t", tags=tags, aliases=tags[::-1]))
    row = pack_post(entry, PROOF)
    found = row and unpack_post(row, PROOF)
    assert found
    assert (found.summary.tags, found.summary.aliases) == (tags, tags[::-1])


@pytest.mark.parametrize("mark", PARTING)
@pytest.mark.parametrize("field", ["path", "slug", "title", "description", "tags", "source"])
def test_texts_with_what_parts_them_have_no_row(field, mark):
    text = f"a{mark}b"
    value = {"tags": ("x", text), "source": {"url": text}}.get(field, text)
    summary = Summary("p", "s", "t")._replace(**{field: value})
    assert pack_post(IndexedPost(summary), PROOF) is None


ENTRY = IndexedPost(
    Summary(
        "posts/a.md", "a", "Überschrift", date(2026, 1, 2), 1767312000.5, 1767312000.5, None,
        datetime(2026, 1, 3, 4, 5, 6, 7, timezone(timedelta(hours=-3.5))), tags=("x", "y"),
        source={"name": "N", "url": "u"}, words=3, meta=FrontMatter("yaml", "a: 1\n"),
    ),
    problem=Unreadable("bad", "mend it", path="posts/a.md", line=3), text="a: 1\n", format="yaml",
)  # fmt: skip
ROW = pack_post(ENTRY, PROOF) or b""


def test_every_flipped_bit_is_seen():
    for at in range(8 * len(ROW)):
        damaged = bytearray(ROW)
        damaged[at // 8] ^= 1 << at % 8
        assert unpack_post(bytes(damaged), PROOF) is None


def test_every_lost_end_is_seen():
    for length in range(len(ROW)):
        assert unpack_post(ROW[:length], PROOF) is None
        assert unpack_post(ROW[length + 1 :], PROOF) is None


@given(st.data())
def test_damage_of_any_kind(data):
    start = data.draw(st.integers(0, len(ROW)))
    end = data.draw(st.integers(start, len(ROW)))
    damaged = ROW[:start] + data.draw(st.binary(max_size=40)) + ROW[end:]
    found = unpack_post(damaged, PROOF)
    assert found is None or (damaged == ROW and plain(found) == plain(ENTRY))
    unpack_text(damaged, PROOF)


@given(st.binary(max_size=200))
@example(b"")
@example(PROOF)
@example(PROOF + bytes(4))
def test_any_bytes(row):
    unpack_post(row, PROOF)
    unpack_text(row, PROOF)


@given(st.booleans(), moments, moments, texts, texts)
def test_records_there_and_back(draft, starts, ends, before, after):
    parts = (part.encode("utf-8", "surrogatepass") for part in (before, after))
    text = RecordText(draft, starts, ends, *parts)
    row = pack_text(text, PROOF)
    if row is None:
        assert any(mark in before + after for mark in PARTING)
        return
    assert unpack_text(row, PROOF) == text
    assert unpack_text(row, OTHER) is None
    for at_byte in range(len(row)):
        assert unpack_text(row[:at_byte], PROOF) is None
