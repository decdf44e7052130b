"""Where in a file a key or a character of the body stands."""

from __future__ import annotations

import re
from bisect import bisect_right

from blogcli.posts.document import Document


def key_line(document: Document, key: str) -> int | None:
    """The line, from 1 in the file, that a key stands on; None where none begins with it."""
    found = find_key_text(document.meta, key)
    return document.line(found.start("key")) if found else None


def find_key_text(meta: str, key: str) -> re.Match[str] | None:
    """The key as it is written before its `:` or `=`, in the group `key`, quotes left out."""
    pattern = rf"""^(?:[ \t]*|[ \t]*\{{[ \t]*)["']?(?P<key>{re.escape(key)})["']?[ \t]*[:=]"""
    return re.search(pattern, meta, re.MULTILINE)


class BodyPlaces:
    """Tells where the characters of a body stand; its lines are counted once."""

    def __init__(self, document: Document, body: str) -> None:
        before = (document.opening, document.meta.encode(), document.closing)
        self._before = sum(part.count(b"\n") for part in before)
        self._starts = [0, *(end.end() for end in re.finditer("\n", body))]

    def at(self, offset: int) -> tuple[int, int]:
        """The line in the file, and the column in it, of a character; both from 1."""
        line = bisect_right(self._starts, offset)
        return self._before + line, offset - self._starts[line - 1] + 1
