"""Read text that a person copied: articles of papers, mails, or a page of Blogger.

Each article begins with a headline and what tells of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from blogcli.exchange.clippings.article import (
    ArticleHead,
    ClippedArticle,
    read_article,
    read_head,
)
from blogcli.exchange.clippings.blogger_text import about_panel, is_blogger_text, read_blogger_text
from blogcli.exchange.clippings.line_dates import dates_of_line
from blogcli.exchange.clippings.line_meaning import meaning_of
from blogcli.exchange.clippings.vocabulary import SEPARATOR, is_name
from blogcli.exchange.model import ExportEntry, ExportSite, ReadOptions, Skipped
from blogcli.exchange.sources.export_file import ExportFile
from blogcli.exchange.text.date_heading import has_date_heading, text_lines
from blogcli.exchange.text.encoding import decoded

_MOST_BYTES = 64 << 20
_BY = re.compile(r"(?:written )?by:?", re.IGNORECASE)
_PUBLISHED = re.compile(r"(?:published|(?:last )?updated)(?: on)?:?", re.IGNORECASE)

_TELLING = frozenset(("byline", "date", "name", "url"))
_FEWEST = 2
"""How much a head without a separator above it must tell, unless it is like the first one."""

_BEFORE = 4
"""Lines above a byline or a date among which a headline is looked for."""


@dataclass(frozen=True, slots=True)
class ClippedText:
    """The clippings in a text, the lines that are in none of them, and the about panel."""

    articles: list[ClippedArticle]
    left: list[str]
    about: str = ""


def read(file: ExportFile, options: ReadOptions) -> Iterator[ExportEntry]:
    """Yield the site with its about panel, if any, the posts, and how many lines are in none.

    A text without a date in a line of its own has no posts.
    """
    text = decoded(file.read(_MOST_BYTES))
    found = clip(text)
    yield ExportSite(about=found.about, url=options.site_url.rstrip("/"))
    if not has_date_heading(text):
        return
    for article in found.articles:
        yield article.post
    left = len(found.left) - len(found.about.split("\n\n")) * bool(found.about)
    if left > 0:
        yield Skipped("line", left, "around the posts", harmless=True)


def clip(text: str) -> ClippedText:
    """Return every clipping in a text: a post under each date of a Blogger page, or articles.

    Each line that is not empty is in a post, as its text or what it tells, or else in `left`.
    """
    lines = text_lines(text)
    if is_blogger_text(lines):
        articles, left = read_blogger_text(lines)
        if articles:
            return ClippedText(articles, left, about_panel(lines))
    parts, separators = _split(_joined(lines))
    return ClippedText([read_article(part) for part in parts], separators)


def _joined(lines: list[str]) -> list[str]:
    """Return the lines with `By` and a name below it as one, and so `Published` and a date."""
    joined = lines[:1]
    for line in lines[1:]:
        place = -1 if joined[-1] or len(joined) < 2 else -2
        above = joined[place]
        if line and (
            (_BY.fullmatch(above) and is_name(line))
            or (_PUBLISHED.fullmatch(above) and dates_of_line(line))
        ):
            joined[place:] = [f"{above} {line}"]
        else:
            joined.append(line)
    return joined


def _split(lines: list[str]) -> tuple[list[list[str]], list[str]]:
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
    roles, usual = list(head.told), list(first.told)
    if not head.title or roles[:1] != usual[:1] or head.title[-1] in ".,;:":
        return False
    telling = _TELLING & head.told.keys() - {"url"}
    return (roles == usual and bool(telling)) or len(telling) >= _FEWEST
