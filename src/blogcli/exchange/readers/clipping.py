"""Read text that a person copied: articles of papers, mails, or a page of Blogger."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from blogcli.exchange.clippings.article import ClippedArticle, read_article
from blogcli.exchange.clippings.blogger_text import about_panel, is_blogger_text, read_blogger_text
from blogcli.exchange.clippings.split import split_clippings
from blogcli.exchange.clippings.vocabulary import is_name
from blogcli.exchange.model import ExportEntry, ExportSite, ReadOptions, Skipped
from blogcli.exchange.sources.export_file import ExportFile
from blogcli.exchange.text.date_heading import text_lines
from blogcli.exchange.text.encoding import decoded

_MOST_BYTES = 64 << 20
_BY = re.compile(r"(?:written )?by:?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ClippedText:
    """The clippings in a text, the lines that are in none of them, and the about panel."""

    articles: list[ClippedArticle]
    left: list[str]
    about: str = ""


def read(file: ExportFile, options: ReadOptions) -> Iterator[ExportEntry]:
    """Yield the site with its about panel, if any, the posts, and how many lines are in none."""
    found = clip(decoded(file.read(_MOST_BYTES)))
    yield ExportSite(about=found.about, url=options.site_url.rstrip("/"))
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
    parts, separators = split_clippings(_joined_bylines(lines))
    return ClippedText([read_article(part) for part in parts], separators)


def _joined_bylines(lines: list[str]) -> list[str]:
    """Return the lines with `By` and the name in the next line as one."""
    joined = lines[:1]
    for line in lines[1:]:
        if joined[-1] and _BY.fullmatch(joined[-1]) and line and is_name(line):
            joined[-1] += f" {line}"
        else:
            joined.append(line)
    return joined
