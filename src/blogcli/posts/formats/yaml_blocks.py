"""The lines of each top-level key, found without parsing: the way into YAML that is broken."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from itertools import islice, zip_longest

from blogcli.posts.formats.spans import line_end, line_start

MAX_KEY_BLOCKS = 1000
"""Keys that are read one by one in front matter that is not YAML as a whole."""

_KEY_LINE = re.compile(
    r"^(?P<key>"
    r'"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*'"
    r"|[^\s#\-\"'\[\]{},&*!|>%@`][^\n]*?)"
    r"[ \t]*:(?=\s|\Z)(?P<rest>[^\n]*)",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class KeyBlock:
    """The lines from one top-level key to the next: `text[start:end]`.

    `content_end` is the start of the blank lines and comments that close it. `rest` is what stands
    on the key's line after the colon, and `is_line` says that there is nothing more to the value.
    """

    key: str
    start: int
    content_end: int
    end: int
    rest: str
    is_line: bool


def key_blocks(text: str) -> list[KeyBlock]:
    """The blocks of the keys that start a line, in order, of the first MAX_KEY_BLOCKS at most.

    Text before the first key is in none.
    """
    found = list(islice(_KEY_LINE.finditer(text), MAX_KEY_BLOCKS + 1))
    blocks = []
    for match, following in zip_longest(found[:MAX_KEY_BLOCKS], found[1:]):
        end = following.start() if following else len(text)
        content_end = _content_end(text, match.start(), end)
        is_line = content_end <= line_end(text, match.end())
        rest = match["rest"].strip()
        blocks.append(KeyBlock(_name(match["key"]), match.start(), content_end, end, rest, is_line))
    return blocks


def _content_end(text: str, start: int, end: int) -> int:
    while end > start:
        last = line_start(text, end - 1)
        line = text[last:end]
        if line.strip() and not line.startswith("#"):
            break
        end = last
    return end


def _name(written: str) -> str:
    if written.startswith("'"):
        return written[1:-1]
    if written.startswith('"'):
        try:
            return str(json.loads(written))
        except ValueError:  # an escape that only YAML has
            return written[1:-1]
    return written
