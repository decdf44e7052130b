"""The piece of a text around what was looked for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple
from unicodedata import normalize

from blogcli.posts.search_text import CJK

_LENGTH = 160
"""Characters of a snippet, about two lines of a terminal."""

_BEFORE = 40
"""Characters of it before the first hit."""


class Snippet(NamedTuple):
    """A text on one line, and where the hits in it are: from and up to which character."""

    text: str
    hits: tuple[tuple[int, int], ...] = ()


class _Folded(dict[int, str]):
    """Every character's plain form, of one character, so that places stay the same."""

    def __missing__(self, code: int) -> str:
        plain = normalize("NFKD", chr(code))[0].casefold()
        self[code] = plain if len(plain) == 1 else chr(code)
        return self[code]


_FOLDED = _Folded()


def snippet(text: str, words: Sequence[str], length: int = _LENGTH) -> Snippet:
    """About `length` characters of the text, where most of the words are, on one line.

    Words and phrases are found without case and accents, as whole words, or as the beginning of
    one where they end in `*`. The start of the text, where none is in it.
    """
    line = " ".join(text.split())
    hits = [(found.start(), found.end()) for found in re.finditer(_any_of(words), plain(line))]
    start = _best_start(hits, length)
    if start > 0 and line[start - 1] != " ":
        start = line.rfind(" ", start - 20, start) + 1 or start
    stop = len(line) if start + length >= len(line) else start + length
    if stop < len(line) and " " in line[stop - 20 : stop]:
        stop = line.rindex(" ", stop - 20, stop)
    before, after = "…" * (start > 0), "…" * (stop < len(line))
    shift = len(before) - start
    inside = tuple((a + shift, b + shift) for a, b in hits if a >= start and b <= stop)
    return Snippet(before + line[start:stop] + after, inside)


def plain(text: str) -> str:
    """The text without case and accents, character by character."""
    return text.lower() if text.isascii() else text.translate(_FOLDED)


def _any_of(words: Sequence[str]) -> str:
    return "|".join(filter(None, map(_pattern, words))) or r"(?!)"


def _pattern(word: str) -> str:
    """A pattern for a word or phrase in plain text; CJK may stand inside other text."""
    parts = re.findall(r"\w+", plain(normalize("NFC", word.rstrip("*"))))
    if not parts:
        return ""
    start = "" if re.match(f"[{CJK}]", parts[0]) else r"\b"
    end = "" if word.endswith("*") or re.search(rf"[{CJK}]\Z", parts[-1]) else r"\b"
    return start + r"\W+".join(map(re.escape, parts)) + end


def _best_start(hits: Sequence[tuple[int, int]], length: int) -> int:
    """Where a stretch begins that takes in the most hits, a little before its first one."""
    best, most = 0, 0
    for at, (start, _) in enumerate(hits):
        inside = sum(1 for _, end in hits[at : at + 20] if end <= start - _BEFORE + length)
        if inside > most:
            best, most = max(0, start - _BEFORE), inside
    return best
