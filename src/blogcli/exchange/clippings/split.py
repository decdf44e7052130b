"""Find the clippings in a text: each begins with a headline and what tells of the article."""

from __future__ import annotations

from collections.abc import Iterator

from blogcli.exchange.clippings.article import ArticleHead, read_head
from blogcli.exchange.clippings.line_meaning import meaning_of
from blogcli.exchange.clippings.vocabulary import SEPARATOR

_TELLING = frozenset(("byline", "date", "name", "url"))
_FEWEST = 2
"""How much a head without a separator above it must tell, unless it is like the first one."""

_BEFORE = 4
"""Lines above a byline or a date among which a headline is looked for."""


def split_clippings(lines: list[str]) -> tuple[list[list[str]], list[str]]:
    """Return the lines of each clipping, and the separators between them."""
    first = read_head(lines)
    starts, separators = [0], []
    end = first.end
    for place in _candidates(lines):
        if place < end:
            continue
        above = _line_above(lines, place)
        head = read_head(lines, place)
        if SEPARATOR.fullmatch(lines[above]):
            if not _TELLING & head.told.keys():
                continue
            separators.append(lines[above])
            lines[above] = ""
        elif not _begins(head, first, lines, place):
            continue
        starts.append(place)
        end = head.end
    parts = [lines[a:b] for a, b in zip(starts, [*starts[1:], len(lines)], strict=True)]
    return parts, separators


def _candidates(lines: list[str]) -> Iterator[int]:
    """Yield the lines where a clipping may begin: a few above each that tells of an article."""
    recent: list[int] = []
    done = -1
    for place, line in enumerate(lines):
        if not line:
            continue
        recent = [*recent[-_BEFORE:], place]
        if not SEPARATOR.fullmatch(line) and meaning_of(line).keys() & _TELLING:
            for one in recent:
                if one > done and (one == 0 or _may_begin(lines, one)):
                    yield one
                done = max(done, one)


def _may_begin(lines: list[str], place: int) -> bool:
    above = lines[place - 1]
    return not SEPARATOR.fullmatch(lines[place]) and (not above or bool(SEPARATOR.fullmatch(above)))


def _line_above(lines: list[str], place: int) -> int:
    """Return the position of the last line above that is not empty, 0 if there is none."""
    while place > 0:
        place -= 1
        if lines[place]:
            break
    return place


def _begins(head: ArticleHead, first: ArticleHead, lines: list[str], place: int) -> bool:
    """Return whether a head looks like that of another clipping: it begins as the first does."""
    roles = head.roles
    if not head.title or roles[:1] != first.roles[:1] or head.title[-1] in ".,;:":
        return False
    telling = _TELLING & head.told.keys() - {"url"}
    return (roles == first.roles and bool(telling)) or len(telling) >= _FEWEST
