"""Write search results for people: each post with a snippet and highlighted matches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from blogcli.output.relative_dates import relative_date
from blogcli.output.rich_console import draw
from blogcli.output.status_style import STATUS
from blogcli.output.terminal import Terminal, visible
from blogcli.posts.model.summary import Summary
from blogcli.posts.search.snippets import Snippet

if TYPE_CHECKING:
    from rich.text import Text

HIT = "bold red"  # like grep: readable on dark and light backgrounds


class Hit(NamedTuple):
    """A search result: the post, its title and a snippet of its text."""

    post: Summary
    title: Snippet
    text: Snippet


def write_hits(terminal: Terminal, hits: Iterable[Hit], now: datetime) -> None:
    """Write each post with its snippet and highlighted matches, a blank line between posts."""
    between = ""
    for hit in hits:
        terminal.write(between + _drawn(terminal, hit, now))
        between = "\n"


def _drawn(terminal: Terminal, hit: Hit, now: datetime) -> str:
    from rich.padding import Padding

    below = [_about(hit.post, now), *[_text(hit.text, "")] * bool(hit.text.text)]
    lines: list[Text | Padding] = [_text(hit.title, "bold")]
    lines += [Padding(text, (0, 0, 0, 2)) for text in below]
    return "".join(
        draw(line, width=terminal.width, colour=terminal.stdout_colour) for line in lines
    )


def _about(post: Summary, now: datetime) -> Text:
    """Return the line below the title: date, status, slug and tags."""
    from rich.text import Text

    status = post.status(now)
    parts = [
        Text(relative_date(post.date, now) if post.date else "", style="dim"),
        Text(status if STATUS[status][0] else "", style=STATUS[status][1]),
        Text(visible(post.slug)),
        Text(visible(", ".join(post.tags)), style="green"),
    ]
    return Text("  ").join(part for part in parts if part)


def _text(snippet: Snippet, style: str) -> Text:
    from rich.text import Text

    text = Text(style=style)
    for part, is_hit in _parts(snippet):
        text.append(visible(part), style=HIT if is_hit else "")
    return text


def _parts(snippet: Snippet) -> Iterator[tuple[str, bool]]:
    at = 0
    for start, stop in snippet.hits:
        yield snippet.text[at:start], False
        yield snippet.text[start:stop], True
        at = stop
    yield snippet.text[at:], False
