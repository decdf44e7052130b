"""Tell on stderr what is doubtful in a query."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from blogcli.cli.app import App

if TYPE_CHECKING:
    from blogcli.posts.model.summary import Summary
    from blogcli.posts.query.nodes import Query


def advise(
    app: App,
    query: Query,
    found: Sequence[Summary],
    read: Sequence[Summary] = (),
    every: Sequence[Summary] | None = None,
) -> None:
    """Warn of keys and values that no post has, with the nearest, each once.

    `found` are the posts selected, `read` those that were read for it, `every` all of the blog, if
    they are known. A blog without posts gives no warnings.
    """
    from blogcli.posts.model.summary import Summary
    from blogcli.posts.query.doubts import Answer, doubts

    index = app.blog.index()
    if not found and not index.newest(0)[0]:
        return

    def all_posts() -> Sequence[Summary]:
        nonlocal every
        every = [*index.outlines(Summary._fields)] if every is None else every
        return every

    def values(field: str) -> Iterable[str]:
        return sorted(index.values(field))

    marks = frozenset(mark.key for mark in app.blog.conventions.status.marks)
    answer = Answer(found, read, all_posts, values, marks, app.terminal.stderr_is_tty)
    for doubt in doubts(query, answer):
        text = "; ".join(filter(None, (doubt.message, doubt.hint)))
        if text not in app.told:
            app.told.add(text)
            (app.terminal.warn if doubt.message else app.terminal.hint)(text)
