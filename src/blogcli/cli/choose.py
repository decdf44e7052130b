"""From the words of a call to posts: by name, from stdin, or by a query."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from blogcli.cli.app import App
from blogcli.errors import UsageError

if TYPE_CHECKING:
    from blogcli.posts.post import Post
    from blogcli.posts.query_tree import Query
    from blogcli.posts.summary import Summary


def select(app: App, *texts: str, among: Sequence[Summary] | None = None) -> list[Summary]:
    """The posts that every one of the queries selects, in the order of their paths.

    `among` are all posts, where they are at hand.
    """
    if not any(text.strip() for text in texts):  # a list of all loads no query
        return [*(app.summaries() if among is None else among)]
    query = _query(app, texts)
    accepted = _accepts(app, query)
    if among is None:
        from blogcli.posts.query import EVERYTHING, narrowed
        from blogcli.store.sweep import OUTLINED

        known = narrowed(query, OUTLINED)
        might = None if known == EVERYTHING else _accepts(app, known)
        with app.index() as (index, report):
            among = index.summaries(report, might)
    return [post for post in among if accepted(post)]


def selector(app: App, *texts: str) -> Callable[[Summary], bool]:
    """Whether every one of the queries selects a post."""
    return _accepts(app, _query(app, texts))


def _query(app: App, texts: Sequence[str]) -> Query:
    from blogcli.posts.query_tree import And, grouped

    return grouped(And, [app.query(text) for text in texts if text.strip()])


def _accepts(app: App, query: Query) -> Callable[[Summary], bool]:
    from blogcli.posts.query import compile_query

    blog, test = app.blog, compile_query(query)
    return lambda post: test(post, lambda: blog.read(post.path).body)


def names_from_stdin(app: App, nul: bool) -> list[str]:
    """Names that another program printed: one a line, or ended by NUL."""
    text = app.terminal.stdin.read()
    names = text.split("\0") if nul else text.splitlines()
    return [name for name in names if name]


def chosen_posts(
    app: App,
    refs: Sequence[str],
    where: str | None,
    nul: bool,
    among: Sequence[Summary] | None = None,
) -> list[Post]:
    """The posts that a command is about, each once; `among` are all, where they are at hand.

    Raises UsageError for none or for both ways at once, NotFound and Ambiguous as refs.resolve.
    """
    if refs and where is not None:
        raise UsageError("both POST and --where are given", "choose the posts in one of the ways")
    if where is not None:
        found = select(app, where, among=among)
        if not found:
            app.terminal.say("no post matches")
        return [app.blog.read(summary.path) for summary in found]
    names = [name for ref in refs for name in (names_from_stdin(app, nul) if ref == "-" else [ref])]
    if not names and "-" not in refs:
        raise UsageError("no post is named", "give a POST, - for names on stdin, or --where")
    if among is None and len(names) > 1:
        among = app.blog.index().summaries()
    posts = [app.blog.find(name, among=among) for name in names]
    return list({post.summary.path: post for post in posts}.values())
