"""Rows of the index as they are read: a post from its columns, which `pack_rows` makes.

Dates are as written, in ISO 8601. Front matter is stored as its text, so its values are parsed only
when they are needed, and as JSON, for records and queries. Text that UTF-8 cannot encode (it holds
a lone surrogate) is stored as bytes.
"""

import os
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import partial
from itertools import repeat
from operator import methodcaller
from types import NoneType
from typing import Any

from blogcli.errors import Unreadable
from blogcli.posts.model.summary import Summary
from blogcli.posts.read.json_record import RecordText
from blogcli.posts.read.lazy_front_matter import FrontMatter, JsonValues
from blogcli.posts.text.date_formats import When

FIXED, FLOATING, BY_ZONE = 0, 1, 2
"""How a post depends on the machine's time zone, if the blog sets none: not at all; its date has no
offset; or something else does, so that the post must be read again in another zone."""

SUMMARY = ", ".join(
    [
        *(f"post.{name}" for name in Summary._fields[:-1]),
        "ifnull(format, 'none')",
        "ifnull(text, '')",
    ]
)
"""The columns of a whole summary, of `post` joined with `record`."""

JOINED = "post LEFT JOIN record ON record.id = post.record"
"""The tables of both; a post of which only the place was read has no record."""

RECORD = "draft, CAST(starts AS REAL), CAST(ends AS REAL), before, after"
"""The columns of a record's text."""

META = "substr(after, record.meta + 1)"
"""The front matter as JSON, and what stands behind it in a record."""


def unpack_problem(path: bytes, text: str | bytes) -> Unreadable:
    """Return the problem of the post at `path` from its column."""
    import json

    message, line, hint = json.loads(_read_text(text))
    return Unreadable(message, hint, path=os.fsdecode(path), line=line)


def unpack_summaries(rows: Sequence[Sequence[Any]]) -> Iterator[Summary]:
    """Return the summaries of rows of the columns SUMMARY."""
    *told, formats, texts = zip(*rows, strict=True)
    columns = [read(column) for read, column in zip(_READERS, told, strict=True)]
    meta = map(FrontMatter, map(_read_text, formats), map(_read_text, texts))
    return map(Summary._make, zip(*columns, meta, strict=True))


def unpack_records(rows: Sequence[Sequence[Any]]) -> Iterator[RecordText]:
    """Return the records' texts of rows of the columns RECORD."""
    *_, before, after = zip(*rows, strict=True) if rows else ((), ())
    if {*map(type, before), *map(type, after)} - {bytes}:
        raise TypeError("a post without a record")
    return map(tuple, rows)


def outlines(
    fields: Collection[str],
) -> tuple[str, str, Callable[[Sequence[Sequence[Any]]], Iterator[Summary]]]:
    """Return columns of some fields of a summary, their tables, and what makes them of rows.

    The other fields of a summary are as of an empty post.
    """
    places = [at for at, name in enumerate(Summary._fields) if name in fields]
    names = [Summary._fields[place] for place in places]
    columns = ", ".join(META if name == "meta" else f"post.{name}" for name in names)
    readers = [_READERS[place] if place < len(_READERS) else _each(JsonValues) for place in places]
    empty = Summary("", "", "")

    def make(rows: Sequence[Sequence[Any]]) -> Iterator[Summary]:
        values: list[Iterable[Any]] = [*map(repeat, empty)]
        for place, read, column in zip(places, readers, zip(*rows, strict=True), strict=True):
            values[place] = read(column)
        return map(_summary, zip(*values))  # noqa: B905 (some have no end)

    return columns, JOINED if "meta" in fields else "post", make


def _read_text(text: str | bytes) -> str:
    return text if isinstance(text, str) else text.decode("utf-8", "surrogatepass")


ITEM_END, AS_JSON = "\x1f", "\0"
"""The end of each item of a list in its column, and what a list begins with that is JSON."""


def read_items(text: str | bytes) -> tuple[str, ...]:
    """Return the items of a list from its column."""
    if not text:
        return ()
    if isinstance(text, bytes):
        text = _read_text(text)
    if text[0] == AS_JSON:
        import json

        return tuple(json.loads(text[1:]))
    return tuple(text.split(ITEM_END)[:-1])


def read_when(text: str | None) -> When | None:
    """Return the date of a column."""
    return _whens((text,))[0]


def _read_url(url: str | bytes | None) -> str | None:
    return None if url is None else _read_text(url)


def _read_source(text: str | bytes) -> Mapping[str, str] | None:
    if not text:
        return None
    import json

    found: Mapping[str, str] = json.loads(_read_text(text))
    return found


_Read = Callable[[Sequence[Any]], Iterable[object]]


def _each(read: Callable[[Any], object]) -> _Read:
    return partial(map, read)


def _texts(column: Sequence[Any]) -> Iterable[object]:
    return column if {*map(type, column)} == {str} else map(_read_text, column)


def _numbers(column: Sequence[Any]) -> Iterable[object]:
    if {*map(type, column)} <= {float, NoneType}:
        return column
    return [None if value is None else float(value) for value in column]


def _whens(column: Sequence[Any]) -> list[When | None]:
    by_day, by_time = date.fromisoformat, datetime.fromisoformat
    return [
        text if text is None else by_day(text) if len(text) == 10 else by_time(text)
        for text in column
    ]


def _lists(column: Sequence[Any]) -> Iterable[object]:
    return map({text: read_items(text) for text in {*column}}.__getitem__, column)


_BY_FIELD: Mapping[str, _Read] = {
    "path": _each(
        methodcaller("decode", sys.getfilesystemencoding(), sys.getfilesystemencodeerrors())
    ),
    "draft": _each(bool),
    "source": _each(_read_source),
    "url": _each(_read_url),
    **dict.fromkeys(("date", "updated"), _whens),
    **dict.fromkeys(("tags", "categories", "authors", "aliases"), _lists),
    **dict.fromkeys(("at", "starts", "ends"), _numbers),
    "words": _each(int),
}

_READERS = [_BY_FIELD.get(name, _texts) for name in Summary._fields[:-1]]
"""What reads the column of each field; for most there is nothing to do for each value."""

_summary = partial(tuple.__new__, Summary)  # a third of the time of Summary._make
