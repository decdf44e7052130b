"""Rows of the index: a post as its columns, and parsed again.

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
from typing import TYPE_CHECKING, Any, NamedTuple

from blogcli.errors import Unreadable
from blogcli.posts.model.summary import Summary
from blogcli.posts.read.json_record import RecordText
from blogcli.posts.read.lazy_front_matter import FrontMatter, JsonValues
from blogcli.posts.text.date_formats import When
from blogcli.posts.text.json_text import is_encodable, json_text

if TYPE_CHECKING:
    from blogcli.posts.read.post import Post

FIXED, FLOATING, BY_ZONE = 0, 1, 2
"""How a post depends on the machine's time zone, if the blog sets none: not at all; its date has no
offset; or something else does, so that the post must be read again in another zone."""


class IndexedPost(NamedTuple):
    """A post file as it was read: its summary, whether it is listed, and any problem.

    `text` is its front matter as written, in that `format`; `post` is all of it, `address` its URL
    path.
    """

    summary: Summary
    listed: bool = True
    problem: Unreadable | None = None
    text: str = ""
    format: str = "none"
    post: "Post | None" = None
    address: str = ""


class PostRow(NamedTuple):
    """The columns of the table `post`, but for the number and the stamp.

    `whole` is 0 for a post of which only the place in a list was read: its columns up to `at`.
    """

    path: bytes
    whole: int = 0
    listed: int = 0
    floating: int = FIXED
    problem: str | bytes | None = None
    slug: str | bytes = ""
    date: str | None = None
    at: float | None = None
    starts: float | None = None
    ends: float | None = None
    title: str | bytes = ""
    updated: str | None = None
    draft: int = 0
    tags: str | bytes = ""
    categories: str | bytes = ""
    authors: str | bytes = ""
    description: str | bytes = ""
    source: str | bytes = ""
    byline: str | bytes = ""
    aliases: str | bytes = ""
    url: str | bytes | None = None
    lang: str | bytes = ""
    words: int = 0


PLACE = PostRow._fields[: PostRow._fields.index("at") + 1]
"""The columns of a post of which only its place in a list was read."""


class RecordRow(NamedTuple):
    """The columns of the table `record`, but for the number: a line of JSON, and front matter.

    `before` and `after` stand on either side of the status; the last value in `after`, from the
    byte `meta` on, is the front matter. `text` is the front matter as written, in that `format`.
    """

    format: str
    before: bytes
    after: bytes
    meta: int
    text: str | bytes


SUMMARY = ", ".join(
    [
        *(f"post.{name}" for name in Summary._fields[:-1]),
        "ifnull(format, 'none')",
        "ifnull(text, '')",
    ]
)
"""The columns of a whole summary, of `post` joined with `record`."""

JOINED = "post LEFT JOIN record ON record.id = post.id"
"""The tables of both; a post of which only the place was read has no record."""

RECORD = "draft, CAST(starts AS REAL), CAST(ends AS REAL), before, after"
"""The columns of a record's text."""

META = "substr(after, record.meta + 1)"
"""The front matter as JSON, and what stands behind it in a record."""


def pack(entry: IndexedPost, floating: int) -> tuple[PostRow, RecordRow]:
    """Return the row of a post that was read whole."""
    post, problem = entry.summary, entry.problem
    told = PostRow(
        path=b"",
        whole=1,
        listed=int(entry.listed),
        floating=floating,
        problem=packed_problem(problem) if problem else None,
        slug=_text(post.slug),
        title=_text(post.title),
        date=post.date.isoformat() if post.date else None,
        at=post.at,
        starts=post.starts,
        ends=post.ends,
        updated=post.updated.isoformat() if post.updated else None,
        draft=int(post.draft),
        tags=_items(post.tags),
        categories=_items(post.categories),
        authors=_items(post.authors),
        description=_text(post.description),
        source=_text(json_text(dict(post.source))) if post.source else "",
        byline=_text(post.byline),
        aliases=_items(post.aliases),
        url=None if post.url is None else _text(post.url),
        lang=_text(post.lang),
        words=post.words,
    )
    return told, _record(entry)


def _record(entry: IndexedPost) -> RecordRow:
    from blogcli.posts.read.json_record import record_parts

    return RecordRow(entry.format, *record_parts(entry.summary), _text(entry.text))


def packed_problem(problem: Unreadable) -> str | bytes:
    """Return the text of a problem for its column."""
    return _text(json_text([problem.message, problem.line, problem.hint]))


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
    *_, before, after = zip(*rows, strict=True)
    if {*map(type, before), *map(type, after)} != {bytes}:
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


def _text(text: str) -> str | bytes:
    return text if is_encodable(text) else text.encode("utf-8", "surrogatepass")


def _read_text(text: str | bytes) -> str:
    return text if isinstance(text, str) else text.decode("utf-8", "surrogatepass")


_END, _AS_JSON = "\x1f", "\0"


def _items(items: Sequence[str]) -> str | bytes:
    """Join the items of a list; each ends in U+001F. As JSON, if one has that itself."""
    text = "".join(f"{item}{_END}" for item in items)
    if text.count(_END) != len(items) or text.startswith(_AS_JSON):
        text = _AS_JSON + json_text(items)
    return _text(text)


def read_items(text: str | bytes) -> tuple[str, ...]:
    """Return the items of a list from its column."""
    if not text:
        return ()
    if isinstance(text, bytes):
        text = _read_text(text)
    if text[0] == _AS_JSON:
        import json

        return tuple(json.loads(text[1:]))
    return tuple(text.split(_END)[:-1])


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
