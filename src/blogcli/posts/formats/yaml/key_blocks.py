"""The lines of each top-level key, found without parsing, for YAML that is broken."""

import json
import re
from itertools import islice, zip_longest
from operator import itemgetter
from typing import NamedTuple

from blogcli.posts.formats.limits import Partial
from blogcli.posts.formats.yaml.compose import compose_yaml
from blogcli.posts.formats.yaml.tree import Scalar
from blogcli.posts.text.text_edits import line_end, line_start

MAX_KEY_BLOCKS = 1000
"""The most keys that are read one by one in front matter that is not valid YAML."""

_KEY_LINE = re.compile(
    r"^(?P<key>"
    r'"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*'"
    r"|[^\s#\-\"'\[\]{},&*!|>%@`][^\n]*?)"
    r"[ \t]*:(?=\s|\Z)(?P<rest>[^\n]*)",
    re.MULTILINE,
)


class KeyBlock(NamedTuple):
    """The lines from one top-level key to the next: `text[start:end]`.

    `content_end` is the start of its last blank lines and comments. `rest` is the text after the
    colon on the key's line, and `is_line` says that this is the whole value.
    """

    key: str
    start: int
    content_end: int
    end: int
    rest: str
    is_line: bool


def key_blocks(text: str) -> list[KeyBlock]:
    """Return the blocks of the keys that start a line, in order, at most MAX_KEY_BLOCKS.

    Text before the first key is in no block.
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


_ODD = re.compile(r"^[?!&{][^\n]*\n?(?:[ \t:][^\n]*\n?)*", re.MULTILINE)


def may_hold(text: str, key: str) -> bool:
    """Return whether a key may be in none of the blocks: explicit, tagged, in braces or on top.

    If so, a key without a block need not be new.
    """
    first = next(_KEY_LINE.finditer(text), None)
    odd = [text[: first.start()] if first else text, *map(itemgetter(0), _ODD.finditer(text))]
    return any(key.casefold() in part.casefold() or "\\" in part for part in odd)


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
            return _unescaped(written)
    return written


def _unescaped(written: str) -> str:
    try:
        node = compose_yaml(written)
    except Partial:
        return written[1:-1]
    return node.value if isinstance(node, Scalar) else written[1:-1]
