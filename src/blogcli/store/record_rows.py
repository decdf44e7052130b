"""The texts of records as the index keeps them: rows like those of posts (see rows)."""

from __future__ import annotations

from blogcli.posts.record_text import RecordText
from blogcli.store.rows import OF_TEXT, opened, sealed


def pack_text(text: RecordText, proof: bytes) -> bytes | None:
    """The row of a record's text; None where it holds what parts the texts in a row."""
    at = "" if text.at is None else repr(text.at)
    texts = (part.decode("utf-8", "surrogatepass") for part in (text.before, text.after))
    return sealed(OF_TEXT, proof, ("d" * text.draft, at, *texts), 0)


def unpack_text(row: bytes, proof: bytes) -> RecordText | None:
    """The record's text that a row with that proof keeps, as rows.unpack."""
    data = opened(OF_TEXT, row, proof)
    if data is None:
        return None
    draft, at, before, after = data.split(b"\x1f")
    return RecordText(draft == b"d", float(at) if at else None, before, after)
