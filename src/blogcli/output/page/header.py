"""Render the header of a post: title, source, date and length, authors, tags, where it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from rich.console import Console, ConsoleOptions
from rich.style import Style
from rich.text import Text

from blogcli.output.page.html_text import linkable
from blogcli.output.relative_dates import distance, long_day
from blogcli.output.status_style import STATUS
from blogcli.output.terminal import visible
from blogcli.posts.model.summary import Summary
from blogcli.posts.text.counted import counted

_WORDS_A_MINUTE = 220


def header_lines(
    summary: Summary, now: datetime, links: bool, comments: int | None
) -> Iterator[Text | _Packed]:
    """Yield the lines of the header; with `links`, the source URL is a terminal hyperlink.

    `comments` is the number of comments, None for a blog without comments.
    """
    yield Text(visible(summary.title) or "(no title)", style="page.title")
    if summary.source or summary.byline:
        yield _source(summary.source or {}, summary.byline, links)
    said = [] if comments is None else [Text(counted(comments, "comment", "No"), "page.quiet")]
    yield _Packed((*_when(summary, now), *_size(summary), *said), _DOT)
    if summary.authors:
        yield Text("by " + visible(", ".join(summary.authors)))
    if summary.tags:
        tags = [Text(f"#{visible(tag)}", "page.tag") for tag in summary.tags]
        yield _Packed(tags, Text("  "))
    places = (summary.slug, summary.path, summary.url)
    yield _Packed([Text(visible(place), "page.quiet") for place in places if place], _DOT)


_DOT = Text(" · ", "page.quiet")


class _Packed:
    """Texts side by side, as many as fit a line; only one that is wider is broken."""

    def __init__(self, parts: Sequence[Text], gap: Text) -> None:
        self.parts = parts
        self.gap = gap

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Text]:
        line = Text()
        for part in self.parts:
            if line and line.cell_len + self.gap.cell_len + part.cell_len > options.max_width:
                yield line
                line = Text()
            line = line + self.gap + part if line else part
        yield line


def _when(summary: Summary, now: datetime) -> Iterator[Text]:
    status = summary.status(now)
    sign, style = STATUS[status]
    if sign:
        yield Text(f"{sign} {status}", style)
    if summary.date:
        yield Text(long_day(summary.date))
        yield Text(distance(summary.date, now), "page.quiet")


def _size(summary: Summary) -> Iterator[Text]:
    minutes = max(1, round(summary.words / _WORDS_A_MINUTE))
    yield Text(f"{counted(summary.words, 'word', form=',')}, {minutes} min", "page.quiet")


def _source(source: Mapping[str, str], byline: str, links: bool) -> Text:
    address = source.get("url", "")
    linked = Style(link=address) if links and linkable(address) else Style()
    kind = f"({source['kind']})" if source.get("kind") else ""
    name = " ".join(filter(None, (source.get("name", ""), kind)))
    writer = byline or source.get("byline", "")
    byline = f"by {writer}" if writer else ""
    parts = [Text(visible(text)) for text in (name, byline) if text]
    if address:
        parts.append(Text(visible(address), Style(underline=True) + linked))
    return Text("from " if name or address else "article ") + _joined(parts)


def _joined(parts: Iterable[Text]) -> Text:
    joined = Text()
    for part in parts:
        joined.append(" · " if joined.plain else "", "page.quiet").append_text(part)
    return joined
