"""Snippets: the part of a text around the search hits."""

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from functools import cache
from itertools import islice
from typing import NamedTuple

from blogcli.posts.search.tokens import SIGNS, UNSPACED, fold_for_search, has_runs
from blogcli.posts.text.strip_markdown import strip_markdown

LENGTH = 160
"""The length of a snippet in characters, about two lines of a terminal."""

_BEFORE = 40
"""Characters of a snippet before its first hit."""

_AROUND = 300
"""Characters of the body before a hit, and after its snippet, that are read to recognize markup."""

_FAR_AROUND = 50_000
"""So much of it on both sides is read without its markup where the hits nearby are markup alone."""

_MOST_HITS = 1000
"""The first so many hits are compared; where a word stands more often, one of them will do."""

_TO_A_SPACE = 20
"""How far an edge may move to fall between words, in characters."""

_SIGN = r"(?<=[^\W\d_])(?:\+\+|\#)(?!\w)"
"""Matches one of SIGNS where it is part of a word."""

Hits = tuple[tuple[int, int], ...]


class Snippet(NamedTuple):
    """A text on one line, and the spans of its hits, in characters."""

    text: str
    hits: Hits = ()


def snippet(body: str, words: Sequence[str], length: int = LENGTH) -> Snippet:
    """Return about `length` characters of a body around the most hits, without its markup.

    Words and phrases match without case and accents, as whole words, or as prefixes if they end in
    `*`. If none matches, return the start of the text. Markup stays where a word occurs only in it,
    such as in an address.
    """
    body = _composed(body)
    hits = word_hits(body, words)
    if not hits:
        head = body[: 4 * length + _AROUND]
        return _cut(_one_line(strip_markdown(head)), (), length, more_after=len(head) < len(body))
    start = _best_start(hits, length)
    begin, end = _lines(body, start - _AROUND, start + length + _AROUND)
    line = _one_line(strip_markdown(body[begin:end]))
    if found := word_hits(line, words):
        return _cut(line, found, length, more_before=begin > 0, more_after=end < len(body))
    begin, end = max(0, start - _FAR_AROUND), min(len(body), start + _FAR_AROUND)
    line = _one_line(strip_markdown(body[begin:end]))
    if not (found := word_hits(line, words)):
        line = _one_line(body[begin:end])
        found = word_hits(line, words)
    return _cut(line, found, length, more_before=begin > 0, more_after=end < len(body))


def highlighted(text: str, words: Sequence[str]) -> Snippet:
    """Return all of a short text on one line, with its hits."""
    line = _one_line(_composed(text))
    return Snippet(line, word_hits(line, words))


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _cut(
    line: str, hits: Hits, length: int, *, more_before: bool = False, more_after: bool = False
) -> Snippet:
    """Return the stretch of a line with the most hits; "…" stands for text on either side of it."""
    start = _best_start(hits, length)
    if start > 0 and line[start - 1] != " ":
        start = line.rfind(" ", max(0, start - _TO_A_SPACE), start) + 1 or start
    stop = min(len(line), start + length)
    if stop < len(line) and (space := line.rfind(" ", stop - _TO_A_SPACE, stop + 1)) > start:
        stop = space
    stop = max([stop, *(b for a, b in hits if a < stop < b)])
    start = min([start, *(a for a, b in hits if a < start < b)])
    stop = _whole(line, stop)
    before = "…" * (start > 0 or more_before)
    after = "…" * (stop < len(line) or more_after)
    shift = len(before) - start
    inside = tuple((a + shift, b + shift) for a, b in hits if a >= start and b <= stop)
    return Snippet(before + line[start:stop] + after, inside)


def _lines(body: str, begin: int, end: int) -> tuple[int, int]:
    """Return the span, moved to the start or end of a line if one is near."""
    at_line = body.rfind("\n", max(0, begin - _AROUND), max(0, begin)) + 1
    begin = 0 if begin < _AROUND else at_line or begin
    line_end = body.find("\n", end, end + _AROUND)
    return begin, min(len(body), end) if line_end < 0 else line_end


def word_hits(text: str, words: Sequence[str]) -> Hits:
    """Return where a text has any of the words; these match as in `snippet`."""
    folded, place = _folded(text)
    runs = has_runs(folded)
    pattern = "|".join(filter(None, (_pattern(word, runs) for word in words)))
    hits, end = [], 0
    for hit in islice(re.finditer(pattern, folded) if pattern else (), _MOST_HITS):
        start = place(hit.start())
        if start < end:  # a second hit in one character, as 4 after 1 in ¼
            continue
        end = _whole(text, place(hit.end() - 1) + 1)
        hits.append((start, end))
    return tuple(hits)


def _whole(text: str, end: int) -> int:
    while end < len(text) and _clings(text[end]):
        end += 1
    return end


def _clings(char: str) -> bool:
    """Return whether the character is displayed together with the one before it."""
    if char < "\u0300":
        return False
    from unicodedata import category

    return category(char)[0] == "M" or char in "\u200d\u200c"


def _composed(text: str) -> str:
    if text.isascii():
        return text
    from unicodedata import normalize

    return normalize("NFC", text)


def _folded(text: str) -> tuple[str, Callable[[int], int]]:
    """Return the text folded for comparison, and a function from its offsets to those in `text`."""
    if text.isascii():
        return text.lower(), int
    folds = {ord(char): _letter(char) for char in set(text)}
    folded = text.translate(folds)  # half the time of joining the letters
    uneven = "".join(chr(code) for code, part in folds.items() if len(part) != 1)
    if not uneven:
        return folded, int
    # Few characters change their length; between two of them the offsets advance together.
    befores, afters, ends = [0], [0], [0]
    for found in re.finditer(f"[{re.escape(uneven)}]", text):
        gone = ends[-1] + found.start() - afters[-1]
        befores.append(found.start())
        afters.append(found.end())
        ends.append(gone + len(folds[ord(found[0])]))
    befores.append(len(text))

    def place(at: int) -> int:
        last = bisect_right(ends, at) - 1
        return min(afters[last] + at - ends[last], befores[last + 1])

    return folded, place


@cache
def _letter(char: str) -> str:
    """Return a character case-folded; a Latin letter also without its accent."""
    folded = fold_for_search(char)
    if char.isascii() or "\u024f" < folded < "\u1e00" or folded > "\u1eff":
        return folded
    from unicodedata import normalize

    return "".join(part for part in normalize("NFD", folded) if not "\u0300" <= part < "\u0370")


@cache
def _pattern(word: str, runs: bool) -> str:
    """Return a regular expression for a word or phrase in folded text.

    With `runs`, the text has runs of UNSPACED, which separate other words.
    """
    text = _folded(_composed(word.rstrip("*")))[0]
    letter = rf"[^\W_{UNSPACED}]" if runs or has_runs(text) else r"[^\W_]"
    part = rf"[{UNSPACED}]+|{letter}+" if has_runs(text) else f"{letter}+"
    pattern, last, was_run = "", "", False
    for found in re.finditer(rf"{part}|{_SIGN}", text):
        is_run = has_runs(found[0]) and re.match(f"[{UNSPACED}]", found[0]) is not None
        if not last:
            # The literal text comes first, for a fast search; its boundary is checked afterwards.
            first = re.escape(found[0])
            pattern = first if is_run else f"{first}(?<!{letter}{first})"
        else:
            if found[0] not in SIGNS:
                pattern += r"[\W_]*" if is_run or was_run else r"[\W_]+"
            pattern += re.escape(found[0])
        last, was_run = found[0], is_run
    if not last or was_run or word.endswith("*"):
        return pattern
    return pattern + (r"(?!\w)" if last in SIGNS else f"(?!{letter})")


def _best_start(hits: Sequence[tuple[int, int]], length: int) -> int:
    """Return the start of the stretch with the most hits, a little before its first hit."""
    best, most = 0, 0
    for at, (start, _) in enumerate(hits):
        inside = sum(1 for _, end in hits[at : at + 20] if end <= start - _BEFORE + length)
        if inside > most or not most:
            best, most = max(0, start - _BEFORE), inside
    return best
