"""Choose the posts of a command: by name, from stdin, or by a query."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import click

from blogcli.cli.app import App
from blogcli.errors import BlogError, NotFound, UsageError

if TYPE_CHECKING:
    from blogcli.posts.model.summary import Summary
    from blogcli.posts.query.nodes import Query
    from blogcli.posts.read.post import Post


def select(app: App, *texts: str, among: Sequence[Summary] | None = None) -> list[Summary]:
    """Return the posts that match every query, in the order of their paths.

    `among` are all posts of the blog, if the caller has them already.
    """
    # A list of all posts does not need the query parser.
    if not any(text.strip() for text in texts):
        return [*(app.summaries() if among is None else among)]
    query = _query(app, texts)
    accepted, every = _accepts(app, query), among
    if among is None:
        from blogcli.posts.query.evaluate import EVERYTHING, narrowed
        from blogcli.store.index.snapshot import SNAPSHOT_FIELDS

        known = narrowed(query, SNAPSHOT_FIELDS)
        might = None if known == EVERYTHING else _accepts(app, known)
        with app.index() as (index, report):
            among = index.summaries(report, might)
        every = among if might is None else None
    found = [post for post in among if accepted(post)]
    from blogcli.cli.choosing.advice import advise

    advise(app, query, found, among, every)
    return found


def _query(app: App, texts: Sequence[str]) -> Query:
    from blogcli.posts.query.nodes import And, grouped

    return grouped(And, [app.query(text) for text in texts if text.strip()])


def _accepts(app: App, query: Query) -> Callable[[Summary], bool]:
    from blogcli.posts.query.evaluate import compile_query

    blog, test = app.blog, compile_query(query)
    return lambda post: test(post, lambda: blog.read(post.path).body)


def find_post(app: App, name: str, among: Sequence[Summary] | None = None) -> Post:
    """Return the post that a name, a path or a word such as `@latest` stands for.

    `among` are all posts, if the caller has them already. Raises NotFound and Ambiguous as
    `lookup.resolve_ref` does.
    """
    if name.startswith("@"):
        from blogcli.cli.choosing.post_words import meant

        path = meant(app, name, among)
        if path != name:
            return app.blog.read(path)
    try:
        return app.blog.find(name, among=among)
    except NotFound as error:
        if name.startswith("@"):
            from blogcli.cli.choosing.post_words import hint_at_words

            error.hint = hint_at_words(name)
        elif ":" in name and _is_query(app, name):
            error.hint = f"that is a query: `{_in_a_query(name)}`"
        raise


def _is_query(app: App, text: str) -> bool:
    from blogcli.posts.query.evaluate import has_terms

    try:
        return has_terms(app.query(text))
    except BlogError:
        return False


def _in_a_query(text: str) -> str:
    """Return how the command that runs takes a query, or else the list of its posts."""
    quoted = "'" + text.replace("'", "'\\''") + "'"
    return f"--where {quoted}" if _takes_query() else f"blog list {quoted}"


def _takes_query() -> bool:
    """Return whether the command that runs has the option --where."""
    command = click.get_current_context().command
    return any(parameter.name == "where" for parameter in command.params)


def _picked(app: App, offered: str, among: Sequence[Summary] | None) -> list[Post]:
    """Return the posts that the user picks of those that match a query."""
    from blogcli.cli.choosing.picker import pick
    from blogcli.posts.model.fields import NEWEST_FIRST
    from blogcli.posts.query.sort import sort_posts

    every = app.summaries() if among is None else among

    def narrow(text: str) -> list[Summary]:
        found = select(app, offered, text, among=every)
        return sort_posts(found, NEWEST_FIRST, app.now)

    return [app.blog.read(post.path) for post in pick(app, narrow(""), narrow)]


def names_from_stdin(app: App, nul: bool) -> list[str]:
    """Read names from stdin: one per line, or separated by NUL."""
    text = app.terminal.stdin.read()
    names = text.split("\0") if nul else text.splitlines()
    return [name for name in names if name]


def chosen_posts(
    app: App,
    refs: Sequence[str],
    where: str | None,
    nul: bool,
    among: Sequence[Summary] | None = None,
    offered: str = "",
) -> list[Post]:
    """Return the chosen posts, each once; `among` are all posts, if the caller has them already.

    Where none is named on a terminal, the user picks some of those that match `offered`. Raises
    UsageError for no post elsewhere, or for names together with a query; NotFound and Ambiguous as
    `lookup.resolve_ref` does; Canceled for nothing picked.
    """
    if refs and where is not None:
        raise UsageError("POST and --where cannot be combined", "choose the posts in one way")
    if where is not None:
        found = select(app, where, among=among)
        if not found:
            app.terminal.say("No post matches")
        return [app.blog.read(summary.path) for summary in found]
    names = [name for ref in refs for name in (names_from_stdin(app, nul) if ref == "-" else [ref])]
    if not names and "-" not in refs:
        if app.terminal.interactive:
            return _picked(app, offered, among)
        query = ", or --where QUERY" if _takes_query() else ""
        raise UsageError("no post given", f"give a POST, - for names from stdin{query}")
    if among is None and len(names) > 1:
        among = app.blog.index().summaries()
    posts = [find_post(app, name, among) for name in names]
    return list({post.summary.path: post for post in posts}.values())
