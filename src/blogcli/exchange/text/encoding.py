"""Text of a file whose encoding is only guessed, and what may stand before its root."""

from __future__ import annotations

import re

# Everything allowed before the root element.
PROLOG = re.compile(
    r"\A(?:\s+|<\?.*?\?>|<!--.*?-->|<!doctype\s[^>\[]*(?:\[.*?\]\s*)?>)+", re.DOTALL | re.IGNORECASE
)


def decoded(data: bytes) -> str:
    """Decode with a guessed encoding: UTF-16 if a BOM or NUL bytes indicate it, else UTF-8."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    for start, encoding in ((b"<\0", "utf-16-le"), (b"\0<", "utf-16-be")):
        if data.startswith(start):
            return data.decode(encoding, "replace")
    return data.decode("utf-8-sig", "replace")
