"""Terminals and posts to write on and about."""

import io
import re
from datetime import UTC, date, datetime, time, timedelta, timezone

from blogcli.output.posts.write import write_posts
from blogcli.output.terminal import Terminal
from blogcli.posts.model.conventions import Conventions
from blogcli.posts.model.document import Document
from blogcli.posts.model.summary import Summary
from blogcli.posts.read.post import Post

NOW = datetime(2024, 3, 15, 12, 0, tzinfo=timezone(timedelta(hours=1)))

OWN_CODES = re.compile("\x1b\\[[0-9;]*m|\x1b\\]8;[^\x07\x1b]*\x1b\\\\")
"""Colours and hyperlinks: the only escape sequences that are ever written."""

UNSAFE = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e"
    "\u2066-\u2069\ufeff\ud800-\udfff\U000e0000-\U000e007f]"
)

HOSTILE = {
    "window title": "\x1b]0;owned\x07",
    "eight-bit control": "\x9b31mred",
    "rich markup": "[bold red]x[/] [link=https://x.example]y[/link]",
    "right to left": "invoice\u202egpj.exe",
    "isolates": "\u2066a\u2069\u200f",
    "line separator": "a\u2028b\x85c",
    "carriage return": "safe\rrm -rf",
    "delete": "a\x7fb",
    "hidden tag letters": "a\U000e0041\U000e0042",
    "half a character": "a\udcffb\ud800",
}


def terminal(*, tty=False, colour=False, width=80, encoding="utf-8"):
    """A terminal of which `written` and `said` tell what it got."""
    out = io.TextIOWrapper(io.BytesIO(), encoding=encoding, newline="")
    err = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="")
    return Terminal(io.StringIO(), out, err, stdout_is_tty=tty, stdout_colour=colour, width=width)


def written(made):
    """What stdout got, as bytes."""
    made.stdout.flush()
    return made.stdout.buffer.getvalue()


def said(made):
    """What stderr got, as text."""
    made.stderr.flush()
    return made.stderr.buffer.getvalue().decode()


def posts_as(posts, shape, **screen):
    """What `write_posts` writes, as text."""
    made = terminal(**screen)
    write_posts(made, posts, shape, NOW)
    return written(made).decode("utf-8", "surrogateescape")


def summary(**values):
    """A published post of 12 March 2024, with `values` instead."""
    values = {
        "path": "posts/2024-03-12-first-light.md",
        "slug": "first-light",
        "title": "First light",
        "date": date(2024, 3, 12),
        "tags": ("stars", "night sky"),
        "words": 450,
    } | values
    day = values["date"]
    if day is not None:
        moment = day if isinstance(day, datetime) else datetime.combine(day, time(), UTC)
        values.setdefault("at", moment.timestamp())
    values.setdefault("starts", values.get("at"))
    return Summary(**values)


def post(body, **values):
    return Post(
        summary(**values),
        Document("yaml", body=body.encode("utf-8", "surrogatepass")),
        Conventions(),
    )
