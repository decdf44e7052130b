"""Rows of the index: a post serialized with a key and a checksum, and parsed again.

A row is a key, a CRC-32 of what follows, and the summary's fields as UTF-8 text with U+001F between
them. Each item of a list has U+001E after it. Front matter is stored as it was written, so its
values are parsed only when they are needed.

The key is the file's stamp (see stamps) and four bytes for everything else that the row depends on.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple
from zlib import crc32

from blogcli.errors import Unreadable
from blogcli.posts.model.summary import Summary
from blogcli.posts.read.json_record import RecordText
from blogcli.posts.read.lazy_front_matter import FrontMatter
from blogcli.posts.text.date_formats import When
from blogcli.store.index.stamps import STAMP

_FIELD, _ITEM = "\x1f", "\x1e"
_HEAD = STAMP + 8
_OF_POST, OF_TEXT = crc32(b"post"), crc32(b"text")
"""Start values of the CRC-32, so that a row in the wrong table is invalid."""


class IndexedPost(NamedTuple):
    """A post file as it was read: its summary, whether it is listed, and any problem.

    `text` is its front matter as written, in that `format`.
    """

    summary: Summary
    listed: bool = True
    problem: Unreadable | None = None
    text: str = ""
    format: str = "none"


def pack_post(entry: IndexedPost, proof: bytes) -> bytes | None:
    """Serialize a post to a row; None if its text holds a separator character of rows."""
    post, problem = entry.summary, entry.problem
    lists = (post.tags, post.categories, post.authors, post.aliases)
    source = [part for pair in (post.source or {}).items() for part in pair]
    listed = [*lists, source]
    fields = (
        post.path,
        post.slug,
        post.title,
        post.date.isoformat() if post.date else "",
        *map(_seconds, (post.at, post.starts, post.ends)),
        post.updated.isoformat() if post.updated else "",
        "d" * post.draft + "l" * entry.listed,
        *(_ITEM.join((*items, "")) for items in listed),
        post.description,
        str(post.words),
        post.url or "",
        post.lang,
        post.byline,
        *(("", "", "") if problem is None else _told(problem)),
        entry.format,
        entry.text,
    )
    return pack_row(_OF_POST, proof, fields, sum(map(len, listed)))


def unpack_post(row: bytes, proof: bytes) -> IndexedPost | None:
    """Parse the entry from a row with that key; None if the row is not valid.

    A row is not valid if it was damaged, or was made of another file or another state of the file.
    """
    data = unpack_row(_OF_POST, row, proof)
    if data is None:
        return None
    fields = data.decode("utf-8", "surrogatepass").split(_FIELD)
    tags, categories, authors, aliases, source = map(_items, fields[9:14])
    summary = Summary(
        fields[0],
        fields[1],
        fields[2],
        _when(fields[3]),
        _float(fields[4]),
        _float(fields[5]),
        _float(fields[6]),
        _when(fields[7]) if fields[7] else None,
        "d" in fields[8],
        tags,
        categories,
        authors,
        fields[14],
        dict(zip(source[::2], source[1::2], strict=True)) if source else None,
        fields[18],
        aliases,
        fields[16] or None,
        fields[17],
        int(fields[15]),
        FrontMatter(fields[22], fields[23]),
    )
    problem = None
    if fields[19]:
        line = int(fields[20]) if fields[20] else None
        problem = Unreadable(fields[19], fields[21], path=fields[0], line=line)
    return IndexedPost(summary, "l" in fields[8], problem, fields[23], fields[22])


def pack_row(kind: int, proof: bytes, fields: Sequence[str], items: int) -> bytes | None:
    """Return the row with its checksum; None if a field holds a separator that is not its own.

    `items` is the number of U+001E that end items of lists.
    """
    text = _FIELD.join(fields)
    if text.count(_FIELD) != len(fields) - 1 or text.count(_ITEM) != items:
        return None
    data = text.encode("utf-8", "surrogatepass")
    return proof + crc32(data, kind).to_bytes(4, "little") + data


def unpack_row(kind: int, row: bytes, proof: bytes) -> bytes | None:
    """Return what a row holds if it is of that kind, has that key, and its checksum is right."""
    data = row[_HEAD:]
    return data if row.startswith(proof + crc32(data, kind).to_bytes(4, "little")) else None


def _seconds(at: float | None) -> str:
    return "" if at is None else repr(at)


def _float(text: str) -> float | None:
    return float(text) if text else None


def _told(problem: Unreadable) -> tuple[str, str, str]:
    return problem.message, str(problem.line or ""), problem.hint


def _when(text: str) -> When | None:
    if len(text) == 10:
        return date.fromisoformat(text)
    return datetime.fromisoformat(text) if text else None


def _items(text: str) -> tuple[str, ...]:
    return tuple(text.split(_ITEM)[:-1]) if text else ()


def pack_text(text: RecordText, proof: bytes) -> bytes | None:
    """Serialize a record's text to a row; None if it holds a separator character of rows."""
    times = map(_seconds, (text.starts, text.ends))
    texts = (part.decode("utf-8", "surrogatepass") for part in (text.before, text.after))
    return pack_row(OF_TEXT, proof, ("d" * text.draft, *times, *texts), 0)


def unpack_text(row: bytes, proof: bytes) -> RecordText | None:
    """Parse the record's text from a row with that key, as row_codec.unpack_post."""
    data = unpack_row(OF_TEXT, row, proof)
    if data is None:
        return None
    draft, starts, ends, before, after = data.split(b"\x1f")
    times = (_float(starts.decode()), _float(ends.decode()))
    return RecordText(draft == b"d", *times, before, after)
