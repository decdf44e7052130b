"""Choose the posts of a command: by name, from stdin, or by a query."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

import click

from blogcli.cli.app import App
from blogcli.errors import BlogError, NotFound, UsageError

if TYPE_CHECKING:
    from blogcli.posts.model.summary import Summary
    from blogcli.posts.query.nodes import Query
    from blogcli.posts.read.json_record import RecordText
    from blogcli.posts.read.post import Post


def select(
    app: App,
    *texts: str,
    among: Sequence[Summary] | None = None,
    attributes: Collection[str] | None = None,
) -> list[Summary]:
    """Return the posts that match every query, in the order of their paths.

    `among` are all posts of the blog, if the caller has them already. If these `attributes` are
    enough for the caller, the posts may have no others, which takes a fraction of the time.
    """
    return select_by(app, query_of(app, texts), among, attributes)


def select_by(
    app: App,
    query: Query | None,
    among: Sequence[Summary] | None = None,
    attributes: Collection[str] | None = None,
) -> list[Summary]:
    """Return the posts that match a query, or all without one, as `select` does."""
    if query is None:
        if among is None and attributes is not None:
            return [*_outlines(app, attributes, paths=True)]
        return [*(app.summaries() if among is None else among)]
    read, every, left = (
        (among, among, query) if among is not None else _read(app, query, attributes)
    )
    found = [*filter(_accepts(app, left), read)]
    from blogcli.cli.choosing.advice import advise

    advise(app, query, found, read, every)
    return found


def list_texts(app: App, query: Query, write: Callable[[Iterator[RecordText]], None]) -> int | None:
    """Write the records of the posts that match a query, newest first; return how many.

    Return None, and write nothing, for a query that asks for no key of the front matter, or for
    more than the index knows: then `select` reads less.
    """
    from blogcli.cli.choosing.advice import advise
    from blogcli.posts.query.doubts import may_shadow_keys
    from blogcli.posts.query.evaluate import fields_of, narrowed

    fields = fields_of(query)
    if "meta" not in fields or narrowed(query) != query or may_shadow_keys(query):
        return None
    found: list[Summary] = []

    def texts(posts: Iterator[tuple[Summary, RecordText]]) -> Iterator[RecordText]:
        for post, text in posts:
            found.append(post)
            yield text

    with app.index() as (index, report):
        index.report_all(report)
    write(texts(index.matching_texts(fields, _accepts(app, query))))
    advise(app, query, found, found)
    return len(found)


def select_each(app: App, text: str, attributes: Collection[str]) -> Iterable[Summary]:
    """Return what `select` does; without a query the posts are never in memory all at once.

    Their paths are known only if `attributes` has them.
    """
    if text.strip():
        return select(app, text, attributes=attributes)
    return _outlines(app, attributes, paths="path" in attributes)


def _outlines(app: App, attributes: Collection[str], *, paths: bool) -> Iterator[Summary]:
    with app.index() as (index, report):
        index.report_all(report)
        return index.outlines(attributes, paths=paths)


def _read(
    app: App, query: Query, attributes: Collection[str] | None
) -> tuple[Sequence[Summary], Sequence[Summary] | None, Query]:
    """Return the posts that may match, all posts if they were read, and what is left to ask."""
    from blogcli.posts.query.doubts import may_shadow_keys
    from blogcli.posts.query.evaluate import EVERYTHING, fields_of, narrowed

    known = narrowed(query)
    with app.index() as (index, report):
        if known == EVERYTHING:
            every = index.summaries(report)
            return every, every, query
        index.report_all(report)
        if known == query and attributes is not None and not may_shadow_keys(query):
            some = index.outlines({*fields_of(known), *attributes})
            return [*filter(_accepts(app, known), some)], None, EVERYTHING
        some = filter(_accepts(app, known), index.outlines(fields_of(known)))
        return [*index.at([*some])], None, EVERYTHING if known == query else query


def query_of(app: App, texts: Sequence[str]) -> Query | None:
    """Return the query of all texts; None without one, which does not need the parser."""
    if not any(text.strip() for text in texts):
        return None
    from blogcli.posts.query.nodes import And, grouped

    return grouped(And, [app.query(text) for text in texts if text.strip()])


def _accepts(app: App, query: Query) -> Callable[[Summary], bool]:
    from blogcli.posts.query.evaluate import compile_query, only_test

    if (only := only_test(query)) is not None:
        return only
    blog, test = app.blog, compile_query(query)
    return lambda post: test(post, lambda: blog.read(post.path).body)


def find_post(
    app: App,
    name: str,
    every: Callable[[], Sequence[Summary]] | None = None,
    names: Sequence[str] = (),
) -> Post:
    """Return the post that a name, a path or a word such as `@latest` stands for.

    `every` returns all posts, `names` are all names that were given. Raises NotFound and Ambiguous
    as `lookup.resolve_ref` does.
    """
    if name.startswith("@"):
        from blogcli.cli.choosing.post_words import meant

        path = meant(app, name)
        if path != name:
            return app.blog.read(path)
    try:
        return app.blog.find(name, every)
    except NotFound as error:
        if name.startswith("@"):
            from blogcli.cli.choosing.post_words import hint_at_words

            error.hint = hint_at_words(name)
        elif query := _meant_query(app, name):
            others = (_meant_query(app, other) for other in names if other != name)
            query = " ".join((query, *filter(None, others)))
            error.hint = f"that is a query: `{_in_a_query(query)}`"
        raise


def _meant_query(app: App, text: str) -> str:
    """Return the query that was perhaps meant by the name of a post, "" for none."""
    from blogcli.posts.query.evaluate import has_terms
    from blogcli.posts.query.term_tests import state_meant

    if ":" not in text:
        return state_meant(text)
    try:
        return text if has_terms(app.query(text)) else ""
    except BlogError:
        return ""


def _in_a_query(text: str) -> str:
    """Return how the command that runs takes a query, or else the list of its posts."""
    quoted = "'" + text.replace("'", "'\\''") + "'"
    return f"--where {quoted}" if _takes_query() else f"blog list {quoted}"


def _takes_query() -> bool:
    """Return whether the command that runs has the option --where."""
    command = click.get_current_context().command
    return any(parameter.name == "where" for parameter in command.params)


def _picked(app: App, offered: str) -> list[Post]:
    """Return the posts that the user picks of those that match a query."""
    from blogcli.cli.choosing.picker import pick
    from blogcli.posts.model.fields import NEWEST_FIRST
    from blogcli.posts.query.sort import sort_posts

    every = app.summaries()

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
    offered: str = "",
) -> list[Post]:
    """Return the chosen posts, each once.

    Where none is named on a terminal, the user picks some of those that match `offered`. Raises
    UsageError for no post elsewhere, or for names together with a query; NotFound and Ambiguous as
    `lookup.resolve_ref` does; Canceled for nothing picked.
    """
    if refs and where is not None:
        raise UsageError("POST and --where cannot be combined", "choose the posts in one way")
    if where is not None:
        found = select(app, where, attributes=("path",))
        if not found:
            app.terminal.say("No post matches")
        return [app.blog.read(summary.path) for summary in found]
    names = [name for ref in refs for name in (names_from_stdin(app, nul) if ref == "-" else [ref])]
    if not names and "-" not in refs:
        if app.terminal.interactive:
            return _picked(app, offered)
        ways = "- for names from stdin"
        ways = f"{ways}, or --where QUERY" if _takes_query() else f"or {ways}"
        raise UsageError("no post given", f"give a POST, {ways}")
    every = cache(lambda: app.blog.index().summaries())
    posts = [find_post(app, name, every, names[:100]) for name in names]
    return list({post.summary.path: post for post in posts}.values())


def chosen_summaries(app: App, refs: Sequence[str]) -> list[Summary]:
    """Return the summaries of the chosen posts, as `chosen_posts` does.

    The post that `@latest` or `@oldest` means is not read: the index was just brought up to date.
    """
    if refs not in (("@latest",), ("@oldest",)):
        return [post.summary for post in chosen_posts(app, refs, None, nul=False)]
    from blogcli.cli.choosing.post_words import meant
    from blogcli.posts.model.summary import Summary

    return [*app.blog.index().at([Summary(meant(app, refs[0]), "", "")])]
