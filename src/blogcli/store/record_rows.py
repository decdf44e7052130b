"""Index rows for the texts of records, in the same form as those of posts (see rows)."""

from __future__ import annotations

from blogcli.posts.record_text import RecordText
from blogcli.store.rows import OF_TEXT, opened, sealed


def pack_text(text: RecordText, proof: bytes) -> bytes | None:
    """Serialize a record's text to a row; None if it holds a separator character of rows."""
    at = "" if text.at is None else repr(text.at)
    texts = (part.decode("utf-8", "surrogatepass") for part in (text.before, text.after))
    return sealed(OF_TEXT, proof, ("d" * text.draft, at, *texts), 0)


def unpack_text(row: bytes, proof: bytes) -> RecordText | None:
    """Parse the record's text from a row with that key, as rows.unpack."""
    data = opened(OF_TEXT, row, proof)
    if data is None:
        return None
    draft, at, before, after = data.split(b"\x1f")
    return RecordText(draft == b"d", float(at) if at else None, before, after)
