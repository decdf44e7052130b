"""The words that stand for a post: `@latest`, `@oldest`, `@last`, `@1` to `@9`."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import islice
from typing import TYPE_CHECKING

from blogcli.cli.app import App
from blogcli.errors import NotFound
from blogcli.posts.text.counted import counted

if TYPE_CHECKING:
    from blogcli.posts.model.summary import Summary

POST_WORDS: Mapping[str, str] = {
    "@latest": "the newest published post",
    "@oldest": "the oldest published post",
    "@last": "the post whose file changed last",
    "@1": "the first post of the last list on this terminal; up to @9",
}
"""Words that stand for a post, and what each means."""

MOST = 9
"""Most posts of a list that are remembered."""

_LINE = re.compile(r"@([1-9])")


def meant(app: App, word: str) -> str:
    """Return the path of the post that a word stands for; any other word as it is.

    Raises NotFound for a word that stands for no post now.
    """
    if word in ("@latest", "@oldest"):
        return _by_date(app, word)
    if word == "@last":
        last = app.blog.index().edited(1)
        if not last:
            raise NotFound("the blog has no posts", "create one with `blog new TITLE`")
        return last[0][1]
    line = _LINE.fullmatch(word)
    return _listed(app, int(line[1])) if line else word


def _by_date(app: App, word: str) -> str:
    from blogcli.posts.model.summary import attributes_telling
    from blogcli.posts.query.lookup import resolve_ref

    _, posts = app.blog.index().newest(None, attributes=("at", *attributes_telling("status")))
    public = (post for post in posts if post.status(app.now) == "published")
    found = [*islice(public, 1 if word == "@latest" else None)]
    if not found:
        raise NotFound(f"no post is {word}: none is published", "`blog list` lists all posts")
    return resolve_ref(word, found).path


def _listed(app: App, number: int) -> str:
    paths = listed_here(app)
    if paths is None:
        raise NotFound(
            f"no post is @{number}: no list was printed on this terminal yet",
            "`blog list` or `blog search` prints one",
        )
    if number > len(paths):
        posts = counted(len(paths), "post")
        raise NotFound(f"no post is @{number}: the last list here has {posts}")
    path = paths[number - 1]
    if not os.path.lexists(f"{app.blog.place}/{path}"):
        raise NotFound(f"no post is @{number}: {path} is gone since the last list", "list again")
    return path


def hint_at_words(word: str) -> str:
    """Return what may have been meant by a word that begins with @."""
    from blogcli.posts.text.suggest import did_you_mean

    if word.lstrip("@").isdigit():
        return "@1 to @9 are the first posts of the last list on this terminal"
    return did_you_mean(word, POST_WORDS) or f"the words are {', '.join(POST_WORDS)} to @9"


def listed_here(app: App) -> list[str] | None:
    """Return the paths of the first posts last listed on this terminal; None without a list."""
    from blogcli.store.fs.last_list import kept_list

    terminal = _terminal_name(app)
    return kept_list(app.blog.place, app.environ, terminal) if terminal else None


def noting(app: App, posts: Iterable[Summary]) -> Iterator[Summary]:
    """Yield the posts, which are about to be listed on this terminal, and note the first."""
    rest = iter(posts)
    first = [*islice(rest, MOST)]
    note(app, first)
    yield from first
    yield from rest


def note(app: App, posts: Sequence[Summary]) -> None:
    """Remember the first of the posts listed on this terminal as @1 to @9."""
    from blogcli.store.fs.last_list import keep_list

    if terminal := _terminal_name(app):
        paths = [post.path for post in posts[:MOST]]
        keep_list(app.blog.place, app.environ, terminal, paths)


def _terminal_name(app: App) -> str:
    """Return a name for this terminal and its session; "" without one."""
    streams = (app.terminal.stdout, app.terminal.stdin, app.terminal.stderr)
    for stream in streams:
        with suppress(OSError, ValueError, AttributeError):  # not a terminal; no file; Windows
            return f"{os.ttyname(stream.fileno())}-{os.getsid(0)}"
    return ""
