"""The positions of keys and of characters of the body in a file."""

from __future__ import annotations

import re
from bisect import bisect_right

from blogcli.posts.model.document import Document


def key_line(document: Document, key: str) -> int | None:
    """Return the line, from 1 in the file, that a key is on; None if no line begins with it."""
    found = find_key_text(document.meta, key)
    return document.line(found.start("key")) if found else None


def find_key_text(meta: str, key: str) -> re.Match[str] | None:
    """Return the match of a key before its `:` or `=`; its group `key` has no quotes."""
    pattern = rf"""^(?:[ \t]*|[ \t]*\{{[ \t]*)["']?(?P<key>{re.escape(key)})["']?[ \t]*[:=]"""
    return re.search(pattern, meta, re.MULTILINE)


class BodyPlaces:
    """An index of the lines of a body, to find where its characters stand."""

    def __init__(self, document: Document, body: str) -> None:
        before = (document.opening, document.meta.encode(), document.closing)
        self._before = sum(part.count(b"\n") for part in before)
        self._starts = [0, *(end.end() for end in re.finditer("\n", body))]

    def at(self, offset: int) -> tuple[int, int]:
        """Return the line in the file and the column in it of a character, both from 1."""
        line = bisect_right(self._starts, offset)
        return self._before + line, offset - self._starts[line - 1] + 1
