r"""A post as the index keeps it: bytes that prove themselves, and the way back to a summary.

A row is the file's stamp (see stamps), a CRC-32 of what follows, and the summary's fields as UTF-8
text with U+001F between them. Items of a list stand apart by U+001E. Front matter is kept as it
was written, so its values cost nothing until they are asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple
from zlib import crc32

from blogcli.errors import Unreadable
from blogcli.posts.front_matter import FrontMatter
from blogcli.posts.record_text import RecordText
from blogcli.posts.summary import Summary
from blogcli.posts.values import When
from blogcli.store.stamps import STAMP

_FIELD, _ITEM = "\x1f", "\x1e"
_HEAD = STAMP + 4
_LISTS = ("tags", "categories", "authors", "aliases")


class Entry(NamedTuple):
    """A post file as it was read: its summary, whether it is listed, and what was wrong.

    `text` is its front matter as written, in that `format`.
    """

    summary: Summary
    listed: bool = True
    problem: Unreadable | None = None
    text: str = ""
    format: str = "none"


def pack(entry: Entry, stamp: bytes) -> bytes | None:
    """The row of a post; None where its texts hold what parts them in a row."""
    post, problem = entry.summary, entry.problem
    lists = (post.tags, post.categories, post.authors, post.aliases)
    source = [part for pair in (post.source or {}).items() for part in pair]
    fields = (
        post.path,
        post.slug,
        post.title,
        post.date.isoformat() if post.date else "",
        "" if post.at is None else repr(post.at),
        post.updated.isoformat() if post.updated else "",
        "d" * post.draft + "l" * entry.listed,
        *(_ITEM.join(items) for items in lists),
        _ITEM.join(source),
        post.description,
        str(post.words),
        *(("", "", "") if problem is None else _told(problem)),
        entry.format,
        entry.text,
    )
    items = len(source) + sum(map(len, lists)) - sum(map(bool, (source, *lists)))
    return _sealed(stamp, fields, items)


def unpack(row: bytes, stamp: bytes) -> Entry | None:
    """The entry that a row keeps of the file with that stamp; None if it keeps no such.

    A row that was damaged, or was made of another file or another state of the file, is none.
    """
    fields = _opened(row, stamp)
    if fields is None:
        return None
    tags, categories, authors, aliases, source = fields[7:12]
    summary = Summary(
        fields[0],
        fields[1],
        fields[2],
        _when(fields[3]),
        float(fields[4]) if fields[4] else None,
        _when(fields[5]) if fields[5] else None,
        "d" in fields[6],
        tuple(tags.split(_ITEM)) if tags else (),
        tuple(categories.split(_ITEM)) if categories else (),
        tuple(authors.split(_ITEM)) if authors else (),
        fields[12],
        _pairs(source) if source else None,
        tuple(aliases.split(_ITEM)) if aliases else (),
        int(fields[13]),
        FrontMatter(fields[17], fields[18]),
    )
    listed = "l" in fields[6]
    if not fields[14]:
        return Entry(summary, listed, None, fields[18], fields[17])
    line = int(fields[15]) if fields[15] else None
    return Entry(summary, listed, Unreadable(fields[14], fields[16], path=fields[0], line=line))


def items_of(row: bytes, stamp: bytes, field: str) -> Sequence[str] | None:
    """The items that a post has in a field that is a list, as far as `unpack` would believe it."""
    if not _is_of(row, stamp):
        return None
    place = 7 + _LISTS.index(field)
    text = row[_HEAD:].split(_FIELD.encode(), place + 1)[place].decode("utf-8", "surrogatepass")
    return text.split(_ITEM) if text else ()


def slug_of(row: bytes) -> str:
    """The slug that a row keeps, "" for no row."""
    fields = row[_HEAD:].split(_FIELD.encode(), 2)
    return fields[1].decode("utf-8", "surrogatepass") if len(fields) > 1 else ""


def pack_text(text: RecordText, stamp: bytes) -> bytes | None:
    """The row of a record's text; None where it holds what parts the texts in a row."""
    at = "" if text.at is None else repr(text.at)
    return _sealed(stamp, ("d" * text.draft, at, text.before, text.after), 0)


def unpack_text(row: bytes, stamp: bytes) -> RecordText | None:
    """The record's text that a row keeps of a file with that stamp, as `unpack`."""
    fields = _opened(row, stamp)
    if fields is None:
        return None
    draft, at, before, after = fields
    return RecordText(draft == "d", float(at) if at else None, before, after)


def _sealed(stamp: bytes, fields: Sequence[str], items: int) -> bytes | None:
    """The row, unless a field holds one of the two characters, of which `items` are meant."""
    text = _FIELD.join(fields)
    if text.count(_FIELD) != len(fields) - 1 or text.count(_ITEM) != items:
        return None
    data = text.encode("utf-8", "surrogatepass")
    return stamp + crc32(data).to_bytes(4, "little") + data


def _opened(row: bytes, stamp: bytes) -> list[str] | None:
    if not _is_of(row, stamp):
        return None
    return row[_HEAD:].decode("utf-8", "surrogatepass").split(_FIELD)


def _is_of(row: bytes, stamp: bytes) -> bool:
    whole = crc32(memoryview(row)[_HEAD:]) == int.from_bytes(row[STAMP:_HEAD], "little")
    return whole and row[:STAMP] == stamp


def _told(problem: Unreadable) -> tuple[str, str, str]:
    return problem.message, str(problem.line or ""), problem.hint


def _when(text: str) -> When | None:
    if len(text) == 10:
        return date.fromisoformat(text)
    return datetime.fromisoformat(text) if text else None


def _pairs(text: str) -> dict[str, str]:
    parts = text.split(_ITEM)
    return dict(zip(parts[::2], parts[1::2], strict=True))
