"""From the words of a call to posts: by name, from stdin, or by a query."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from blogcli.cli.app import App
from blogcli.errors import UsageError

if TYPE_CHECKING:
    from blogcli.posts.post import Post
    from blogcli.posts.summary import Summary


def select(app: App, *texts: str) -> list[Summary]:
    """The posts that every one of the queries selects, in the order of their paths."""
    blog = app.blog
    asked = [text for text in texts if text.strip()]
    if not asked:
        return app.summaries()
    from blogcli.posts.query import compile_query

    tests = [compile_query(app.query(text), app.now) for text in asked]

    def accepted(summary: Summary) -> bool:
        def body() -> str:
            return blog.read(summary.path).body

        return all(test(summary, body) for test in tests)

    return [summary for summary in app.summaries() if accepted(summary)]


def names_from_stdin(app: App, nul: bool) -> list[str]:
    """Names that another program printed: one a line, or ended by NUL."""
    text = app.terminal.stdin.read()
    names = text.split("\0") if nul else text.splitlines()
    return [name for name in names if name]


def chosen_posts(app: App, refs: Sequence[str], where: str | None, nul: bool) -> list[Post]:
    """The posts that a command is about, each once.

    Raises UsageError for none or for both ways at once, NotFound and Ambiguous as refs.resolve.
    """
    if refs and where is not None:
        raise UsageError("both POST and --where are given", "choose the posts in one of the ways")
    if where is not None:
        found = select(app, where)
        if not found:
            app.terminal.say("no post matches")
        return [app.blog.read(summary.path) for summary in found]
    names = [name for ref in refs for name in (names_from_stdin(app, nul) if ref == "-" else [ref])]
    if not names and "-" not in refs:
        raise UsageError("no post is named", "give a POST, - for names on stdin, or --where")
    posts = [app.blog.find(name) for name in names]
    return list({post.summary.path: post for post in posts}.values())
