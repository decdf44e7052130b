"""Render the comments of a post for the terminal, below its text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import islice

from rich.console import Group
from rich.padding import Padding
from rich.text import Text

from blogcli.output.page.html_text import html_text
from blogcli.output.relative_dates import distance, long_day
from blogcli.output.rich_console import draw
from blogcli.output.terminal import visible
from blogcli.posts.model.comments import Comment, threaded
from blogcli.posts.text.counted import counted

_STEP = 2
_MOST = 1000
"""The most comments that are rendered; JSON has them all."""

_LONGEST = 10_000
"""The most characters of one comment that are rendered."""

_DEEPEST = 8
"""The deepest reply level that still adds indentation."""


def render_comments(comments: Sequence[Comment], *, now: datetime, width: int, colour: bool) -> str:
    """Return a heading with the count, then each comment: author, date, text, indented."""
    margin = 2 if colour and width >= 40 else 0
    title = Text(counted(len(comments), "comment", "No"), "page.title")
    parts = [Padding(title, (0, 0, 0, margin))]
    shown = list(islice(threaded(comments), _MOST))
    for depth, comment in shown:
        left = margin + _STEP * min(depth, _DEEPEST)
        parts += [Padding(line, (0, 0, 0, left)) for line in _lines(comment, now)]
    if more := len(comments) - len(shown):
        left_out = Text(f"\n… {counted(more, 'comment')} more", "page.quiet")
        parts.append(Padding(left_out, (0, 0, 0, margin)))
    return "\n" + draw(Group(*parts), width=width, colour=colour)


def _lines(comment: Comment, now: datetime) -> Iterator[Text]:
    head = Text(visible(comment.author) or "somebody", "bold")
    if comment.date:
        day = f" · {long_day(comment.date)} · {distance(comment.date, now)}"
        head.append(day, "page.quiet")
    yield Text()
    yield head
    html = comment.html[:_LONGEST]
    yield Text(visible(html_text(html.replace("<br>\n", "<br>")), newline=True))
    if len(comment.html) > _LONGEST:
        yield Text(f"… {len(comment.html) - _LONGEST:,} more characters", "page.quiet")
