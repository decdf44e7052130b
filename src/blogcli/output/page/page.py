"""Render one post for people: its page, its front matter, and the diff of an edit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from blogcli.output.json_value import cell
from blogcli.output.terminal import paint, visible
from blogcli.posts.read.post import Post
from blogcli.posts.text.json_text import to_json

if TYPE_CHECKING:
    from blogcli.posts.model.comments import Comment


_MEASURE = 88
"""The maximum line width in cells; longer lines are hard to read."""

_MOST_DRAWN = 250_000
"""The number of characters of a body to render; this many take a few seconds."""


def render_page(
    post: Post,
    *,
    now: datetime,
    width: int,
    colour: bool,
    comments: int | None = None,
    plain: bool = False,
) -> str:
    """Return the post for a terminal of `width` cells: its header, and the rendered body.

    `colour` adds ANSI codes, and OSC 8 hyperlinks for http, https and mailto. Text lines are at
    most 88 cells wide. A huge body is truncated, with a note. `comments` is the number of
    comments, None for a blog without comments. The header has a frame, and code a bar, unless the
    page is `plain`.
    """
    from rich.console import Group

    from blogcli.output.page.header import header_lines
    from blogcli.output.rich_console import draw, framed

    measure = min(width, _MEASURE)
    lines = Group(*header_lines(post.summary, now, colour, comments))
    header = draw(lines if plain else framed(lines), width=measure, colour=colour)
    body = _draw_body(post, width=measure, colour=colour, framed=not plain)
    return f"{header}\n{body}"


def render_messages(comments: Sequence[Comment], *, now: datetime, width: int, colour: bool) -> str:
    """Return the comments for the terminal, to be shown below their post."""
    from blogcli.output.page.comments import render_comments

    return render_comments(comments, now=now, width=min(width, _MEASURE), colour=colour)


def _draw_body(post: Post, *, width: int, colour: bool, framed: bool) -> str:
    from rich.console import Group
    from rich.padding import Padding
    from rich.text import Text

    from blogcli.output.page.markdown import RenderedBody
    from blogcli.output.rich_console import draw

    shown, left = _beginning(post)
    if is_shown_as_written(post):
        return shown + f"\n\n… {left:,} more characters; --raw shows them" * bool(left) + "\n"
    ending = [Text(f"\n… {left:,} more characters; --raw shows them", "page.quiet")] if left else []
    margin = 2 if framed and width >= 40 else 0

    body = RenderedBody(shown, links=colour, title=visible(post.summary.title), framed=framed)
    margined = Padding(Group(body, *ending), (0, margin, 0, margin))
    return draw(margined, width=width, colour=colour).lstrip("\n")


def _beginning(post: Post) -> tuple[str, int]:
    """Return the part of the body to render, safe for a terminal, and the characters left out."""
    text = post.body.replace("\r\n", "\n")
    end = len(text) if len(text) <= _MOST_DRAWN else text.rfind("\n", 0, _MOST_DRAWN)
    shown = text[: end if end > 0 else _MOST_DRAWN]
    return visible(shown, newline=True), len(text) - len(shown)


def is_shown_as_written(post: Post) -> bool:
    """Return whether the page shows the raw body because rendering it would take too long."""
    from blogcli.posts.text.markdown_cost import DRAWN, costs_more

    return costs_more(_beginning(post)[0], DRAWN)


def render_meta(post: Post, colour: bool) -> str:
    """Return the front matter as `key value` lines, nested keys dotted, safe for a terminal.

    The post's address is added, unless the front matter has a key of that name.
    """
    pairs = [(visible(key), value) for key, value in _flat(post.summary.meta)]
    if post.summary.url and "url" not in dict(pairs):
        pairs.append(("url", post.summary.url))
    widest = max((len(key) for key, _ in pairs), default=0)
    lines = []
    for key, value in pairs:
        name = paint(key, "cyan") if colour else key
        indented = value.replace("\n", "\n" + " " * (widest + 2))
        lines.append(name + " " * (widest + 2 - len(key)) + visible(indented, newline=True) + "\n")
    return "".join(lines)


def _flat(meta: Mapping[str, object], start: str = "") -> Iterator[tuple[str, str]]:
    for key, value in meta.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{start}{key}.")
        elif isinstance(value, list):
            yield start + key, ", ".join(cell(to_json(inner)) for inner in value)
        else:
            yield start + key, cell(to_json(value))
