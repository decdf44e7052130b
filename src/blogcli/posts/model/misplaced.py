"""Front matter that other text precedes, so that no generator reads it."""

from __future__ import annotations

import re

from blogcli.posts.model.document import Document

_PROBE = 8192  # bytes that are searched
_FENCES = (b"---", b"+++")
_CODE = re.compile(rb" {0,3}(?:```|~~~)")
_ENTRY = re.compile(rb"([A-Za-z_][\w-]*)[ \t]*[:=]|[ \t]|-[ \t]|#|\[|\Z")
_KEYS = frozenset(b"title date draft tags categories slug layout description".split())
_LEAST_KEYS = 2


def misplaced(document: Document) -> int | None:
    """Return the line of a block of front matter below other text; None if there is none.

    The block has two keys that posts usually have, and is not a part of a code block.
    """
    if document.format != "none":
        return None
    lines = document.body[:_PROBE].splitlines()
    in_code = False
    for number, line in enumerate(lines):
        if _CODE.match(line):
            in_code = not in_code
        elif not in_code and line.rstrip().endswith(_FENCES) and _is_block(lines, number):
            return number + 1
    return None


def _is_block(lines: list[bytes], opening: int) -> bool:
    fence = lines[opening].rstrip()[-3:]
    keys: set[bytes] = set()
    for line in lines[opening + 1 :]:
        if line.rstrip() == fence:
            return len(keys & _KEYS) >= _LEAST_KEYS
        entry = _ENTRY.match(line)
        if not entry:
            return False
        keys.add((entry[1] or b"").lower())
    return False


def displaced(before: Document, after: Document) -> int | None:
    """Return the line of front matter that an edit put text above; None if it did not.

    0 stands for front matter that is gone.
    """
    had, has = (_lines(one.meta.encode()) for one in (before, after))
    if not had or not set(had).isdisjoint(has):
        return None
    above = after.join().count(b"\n") - after.body.count(b"\n")
    body = after.body.splitlines()
    places = [number for number, line in enumerate(body) if line.strip() in had]
    if not places:
        return 0 if after.format == "none" else None
    first = places[0]
    is_fenced = first > 0 and body[first - 1].rstrip().endswith(_FENCES)
    return above + first + (0 if is_fenced else 1)


def _lines(text: bytes) -> list[bytes]:
    return [line.strip() for line in text.splitlines() if line.strip()]
