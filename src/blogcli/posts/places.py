"""Where in a file a key or a character of the body stands."""

from __future__ import annotations

import re

from blogcli.posts.document import Document


def key_line(document: Document, key: str) -> int | None:
    """The line, from 1 in the file, that a key stands on; None where none begins with it."""
    found = find_key_text(document.meta, key)
    return document.line(found.start("key")) if found else None


def find_key_text(meta: str, key: str) -> re.Match[str] | None:
    """The key as it is written before its `:` or `=`, in the group `key`, quotes left out."""
    pattern = rf"""^(?:[ \t]*|[ \t]*\{{[ \t]*)["']?(?P<key>{re.escape(key)})["']?[ \t]*[:=]"""
    return re.search(pattern, meta, re.MULTILINE)


def body_place(document: Document, body: str, offset: int) -> tuple[int, int]:
    """The line in the file, and the column in it, of a character of the body; both from 1."""
    before = (document.opening, document.meta.encode(), document.closing)
    line = sum(part.count(b"\n") for part in before) + body.count("\n", 0, offset) + 1
    return line, offset - body.rfind("\n", 0, offset)
