"""Questions before a change, and the words that name the posts it is about."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from blogcli.cli.app import App
from blogcli.cli.options import WriteOptions
from blogcli.errors import Canceled, Unreadable, UsageError
from blogcli.store.changes.change import FileChange
from blogcli.store.layouts.walk import is_post_name

if TYPE_CHECKING:
    from blogcli.posts.model.summary import Summary

ASK_ABOVE = 20
"""On a terminal, a change of more files than this needs a confirmation."""

_LONGEST = 60
"""Characters of a title in a message."""

_MOST_NAMES = 3
"""Most posts that a question names."""


def confirm(app: App, question: str, flag: str, show: Callable[[], None] | None = None) -> None:
    """Ask a question; the answer `d` calls `show` and asks again.

    Raise Canceled if the answer is no or the input ends, UsageError if there is no terminal.
    """
    if not app.terminal.interactive:
        raise UsageError(f"cannot ask without a terminal: {question}", f"{flag} answers yes")
    choices = "[y/N/d=diff]" if show else "[y/N]"
    while True:
        answer = (app.terminal.ask(f"{question} {choices} ") or "").casefold()
        if show and answer in {"d", "diff"}:
            show()
        elif answer in {"y", "yes"}:
            return
        else:
            raise Canceled("Canceled; nothing changed.")


def confirm_changes(
    app: App, changes: Sequence[FileChange], writing: WriteOptions, show: Callable[[], None]
) -> None:
    """Ask on a terminal before many files are changed, or always if the options say so."""
    if writing.yes or not app.terminal.interactive:
        return
    if len(changes) > ASK_ABOVE or writing.always:
        counted = _counted(changes)
        names = [_name(app, change) for change in counted[: _MOST_NAMES + 1]]
        posts = named(app, changes)
        confirm(app, f"{writing.question.format(posts)}{names_of(names)}?", "--yes", show)


def names_of(names: Sequence[str]) -> str:
    """Return the first names in parentheses, as in ` (a, b, c …)`; "" for only one name."""
    if len(names) < 2:
        return ""
    return f" ({', '.join(names[:_MOST_NAMES])}{' …' if len(names) > _MOST_NAMES else ''})"


def named(app: App, changes: Sequence[FileChange], *, slug: bool = True) -> str:
    """Return `"Title" (slug)` for one post, else `12 posts`, or `3 files` if not all are posts.

    Attachments are not counted. Without `slug` the title is enough, if there is one.
    """
    counted = _counted(changes)
    names = (change.path.rpartition("/")[2] for change in counted)
    noun = "post" if all(is_post_name(name, app.blog.layout) for name in names) else "file"
    if len(counted) == 1:
        return _post(app, counted[0], slug) if noun == "post" else counted[0].path
    return f"{len(counted)} {noun}s"


def _counted(changes: Sequence[FileChange]) -> list[FileChange]:
    return [change for change in changes if (change.before, change.after) != (None, None)]


def _post(app: App, change: FileChange, slug: bool) -> str:
    from blogcli.output.terminal import visible

    post = _summary(app, change)
    if post is None:
        return change.path
    title = visible(post.title)  # a title with line feeds must not look like other messages
    short = title if len(title) <= _LONGEST else title[: _LONGEST - 1] + "…"
    return f'"{short}"' + f" ({post.slug})" * slug if title else post.slug


def _name(app: App, change: FileChange) -> str:
    post = _summary(app, change)
    return post.slug if post else change.path


def _summary(app: App, change: FileChange) -> Summary | None:
    """Return the post after the change, or before it if it goes; None if it cannot be read."""
    from blogcli.posts.read.post import read_post

    data = change.before if change.after is None else change.after
    try:
        return read_post(change.to or change.path, data or b"", app.blog.conventions).summary
    except Unreadable:
        return None
