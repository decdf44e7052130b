"""Rows of the index: a post as its columns, and parsed again.

Dates are as written, in ISO 8601. Front matter is stored as its text, so its values are parsed only
when they are needed, and as JSON, for records and queries. Text that UTF-8 cannot encode (it holds
a lone surrogate) is stored as bytes.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from itertools import repeat
from operator import methodcaller
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
    post: Post | None = None
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
    """The columns of the table `record`, but for the number: front matter, and a line of JSON.

    `before` and `after` stand on either side of the status, `meta` is the value of the last key.
    """

    format: str
    text: str | bytes
    before: bytes
    after: bytes
    meta: bytes


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

RECORD = (
    "draft, CAST(starts AS REAL), CAST(ends AS REAL),"
    " before, CASE WHEN typeof(before) || typeof(after) || typeof(record.meta) = 'blobblobblob'"
    " THEN CAST(after || record.meta || '}' AS BLOB) END"
)
"""The columns of a record's text, put together by SQLite in half the time."""


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

    return RecordRow(entry.format, _text(entry.text), *record_parts(entry.summary))


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
    columns = [map(read, column) for read, column in zip(_READERS, told, strict=True)]
    meta = map(FrontMatter, map(_read_text, formats), map(_read_text, texts))
    return map(Summary._make, zip(*columns, meta, strict=True))


def unpack_record(row: Sequence[Any]) -> RecordText:
    """Return the record's text of a row of the columns RECORD."""
    if row[-1] is None:
        raise TypeError("a post without a record")
    return RecordText._make(row)


def outlines(
    fields: Collection[str],
) -> tuple[str, str, Callable[[Sequence[Sequence[Any]]], Iterator[Summary]]]:
    """Return columns of some fields of a summary, their tables, and what makes them of rows.

    The path is always one of them; the other fields of a summary are as of an empty post.
    """
    places = [at for at, name in enumerate(Summary._fields) if name in fields or not at]
    names = [Summary._fields[place] for place in places]
    columns = ", ".join("record.meta" if name == "meta" else f"post.{name}" for name in names)
    readers = [_READERS[place] if place < len(_READERS) else JsonValues for place in places]
    empty = Summary("", "", "")

    def make(rows: Sequence[Sequence[Any]]) -> Iterator[Summary]:
        # By columns, in half the time that it takes by rows.
        values: list[Iterable[Any]] = [*map(repeat, empty)]
        for place, read, column in zip(places, readers, zip(*rows, strict=True), strict=True):
            values[place] = map(read, column)
        return map(Summary._make, zip(*values))  # noqa: B905 (some have no end)

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


@lru_cache(maxsize=4096)  # many posts have the same ones
def read_items(text: str | bytes) -> tuple[str, ...]:
    """Return the items of a list from its column."""
    if not text:
        return ()
    text = _read_text(text)
    if text.startswith(_AS_JSON):
        import json

        return tuple(json.loads(text[1:]))
    return tuple(text.split(_END)[:-1])


def read_when(text: str | None) -> When | None:
    """Return the date of a column."""
    if text is None:
        return None
    return date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text)


def _read_number(value: float | None) -> float | None:
    return value if value is None else float(value)


def _read_url(url: str | bytes | None) -> str | None:
    return None if url is None else _read_text(url)


def _read_source(text: str | bytes) -> Mapping[str, str] | None:
    if not text:
        return None
    import json

    found: Mapping[str, str] = json.loads(_read_text(text))
    return found


_BY_FIELD: Mapping[str, Callable[[Any], object]] = {
    "path": methodcaller("decode", sys.getfilesystemencoding(), sys.getfilesystemencodeerrors()),
    "date": read_when,
    "updated": read_when,
    "draft": bool,
    "source": _read_source,
    "url": _read_url,
    **dict.fromkeys(("tags", "categories", "authors", "aliases"), read_items),
    **dict.fromkeys(("at", "starts", "ends"), _read_number),
    "words": int,
}

_READERS = [_BY_FIELD.get(name, _read_text) for name in Summary._fields[:-1]]
