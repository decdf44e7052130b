"""Turn pasted clippings into the parts of new posts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from blogcli.cli.app import App
from blogcli.errors import BlogError, UsageError
from blogcli.posts.formats import Edit
from blogcli.posts.text.date_formats import When

if TYPE_CHECKING:
    from blogcli.exchange.clippings.article import ClippedArticle

_MOST_BYTES = 2 << 20


@dataclass(frozen=True, slots=True)
class Clipping:
    """The parts of a new post; `edits` set its source and when it was updated."""

    title: str
    date: When | None = None
    labels: tuple[str, ...] = ()
    edits: tuple[Edit, ...] = ()
    body: str | None = None
    author: str = ""


def clippings(
    app: App, name: str, title: str, slug: str | None, bodies: tuple[str | None, ...]
) -> list[Clipping]:
    """Read the clippings in a file, or in stdin for `-`, and name the lines that are left out.

    With a `title` of its own, a post keeps the headline in its text. Raises UsageError for one of
    the `bodies` that is given too, and for a title or a slug beside several clippings.
    """
    from blogcli.exchange.readers.clipping import clip
    from blogcli.exchange.text.encoding import decoded

    if any(body is not None for body in bodies):
        raise UsageError("--from-clip and a body cannot be combined", "give the text in one way")
    text = decoded(_read(app, name))
    if not text.strip():
        path = "" if name == "-" else name
        raise BlogError(
            "no text in the clipping", "paste the article, and save the file", path=path
        )
    found = clip(text)
    if (count := len(found.articles)) > 1 and (title or slug):
        what = "title" if title else "slug"
        raise UsageError(f"one {what} for {count} clippings", "leave it out: each has its own")
    left = [*found.left, *(line for one in found.articles for line in one.beside)]
    _name_left_out(app, left)
    return [_parts(app, one, title) for one in found.articles]


def _read(app: App, name: str) -> bytes:
    if name == "-":
        data = app.terminal.stdin.buffer.read(_MOST_BYTES + 1)
    else:
        with (app.cwd / name).open("rb") as file:
            data = file.read(_MOST_BYTES + 1)
    if len(data) > _MOST_BYTES:
        raise BlogError(
            f"the clipping is longer than {_MOST_BYTES >> 20} MB",
            "take one article at a time, or `blog import` for a saved blog",
            path="" if name == "-" else name,
        )
    return data


def _name_left_out(app: App, lines: list[str]) -> None:
    """Say which lines of the text are in no post."""
    if not lines:
        return
    number = "1 line is" if len(lines) == 1 else f"{len(lines)} lines are"
    app.terminal.say(f"{number} in no post, as no part of an article:")
    for line in dict.fromkeys(lines):
        app.terminal.say(f"  {line}")


def _parts(app: App, article: ClippedArticle, title: str) -> Clipping:
    from blogcli.exchange.html.escape import escape_text
    from blogcli.exchange.plan.post_file import clipping_edits

    post, headline = article.post, article.headline
    body = post.body
    if title and headline and title.casefold() != headline.casefold():
        body = "\n\n".join(filter(None, (escape_text(headline), body)))
    edits = clipping_edits(post, app.blog.new_conventions)
    return Clipping(title or post.title, post.date, post.labels, tuple(edits), body, post.author)
