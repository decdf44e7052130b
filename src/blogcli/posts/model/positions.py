"""The positions of keys and of characters of the body in a file."""

from __future__ import annotations

import re

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
    """Where the characters of a body stand in a file; quick if they are asked for in order."""

    def __init__(self, document: Document, body: str) -> None:
        before = (document.opening, document.meta.encode(), document.closing)
        self._first = 1 + sum(part.count(b"\n") for part in before)
        self._body = body
        self._last = 0, 0, 0  # an offset, the number of its line in the body, where that begins

    def at(self, offset: int) -> tuple[int, int]:
        """Return the line in the file and the column in it of a character, both from 1."""
        at, line, start = self._last if offset >= self._last[0] else (0, 0, 0)
        line += self._body.count("\n", at, offset)
        start = max(start, self._body.rfind("\n", at, offset) + 1)
        self._last = offset, line, start
        return self._first + line, offset - start + 1
