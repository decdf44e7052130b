"""What a search found, for a person: each post with the words that were looked for in place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from blogcli.output.console import draw
from blogcli.output.relative import relative
from blogcli.output.terminal import Terminal, visible
from blogcli.posts.snippets import Snippet
from blogcli.posts.summary import Summary


def write_hits(
    terminal: Terminal,
    posts: Iterable[Summary],
    snippet_of: Callable[[Summary], Snippet],
    now: datetime,
) -> None:
    """Write each post with its snippet, the hits in it highlighted, a blank line between posts."""
    between = ""
    for post in posts:
        terminal.write(between + _drawn(terminal, post, snippet_of(post), now))
        between = "\n"


def _drawn(terminal: Terminal, post: Summary, snippet: Snippet, now: datetime) -> str:
    from rich.padding import Padding
    from rich.text import Text

    title = Text(visible(post.title or post.slug), style="bold")
    about = Text()
    if post.date is not None:
        about.append(relative(post.date, now), style="cyan")
    if (status := post.status(now)) != "published":
        about.append(f"{'  ' * bool(about)}{status}", style="yellow")
    if post.tags:
        about.append("  " * bool(about) + visible(", ".join(post.tags)), style="green")
    about.append("  " * bool(about) + visible(post.slug), style="dim")
    words = Text()
    for part, is_hit in _parts(snippet):
        words.append(visible(part), style="bold yellow" if is_hit else "")
    return "".join(
        draw(line, width=terminal.width, colour=terminal.stdout_colour)
        for line in (title, Padding(about, (0, 0, 0, 2)), Padding(words, (0, 0, 0, 2)))
    )


def _parts(snippet: Snippet) -> Iterator[tuple[str, bool]]:
    at = 0
    for start, stop in snippet.hits:
        yield snippet.text[at:start], False
        yield snippet.text[start:stop], True
        at = stop
    yield snippet.text[at:], False
