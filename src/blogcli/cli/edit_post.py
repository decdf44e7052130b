"""Edit posts in the editor, and check that they can be parsed afterwards."""

from __future__ import annotations

from collections.abc import Sequence

from blogcli.cli.app import App
from blogcli.cli.carry_out import command_line
from blogcli.cli.editor import editor_words, open_editor
from blogcli.cli.undoable import history
from blogcli.errors import BlogError, NotFound, Unreadable
from blogcli.store.files import read_file


def edit_posts(app: App, paths: Sequence[str]) -> None:
    """Edit each post in turn; all their changes are one command in the history."""
    from blogcli.store.history import snapshot

    for path in paths:
        app.blog.places.place(path)  # raises for a path that may not be written
    before = [snapshot(app.blog.root, path) for path in paths]
    try:
        for one in before:
            _edit(app, one.path, one.data)
            same = read_file(app.blog.root / one.path) == one.data
            app.terminal.say(f"Unchanged: {one.path}" if same else f"Edited {one.path}")
    finally:
        changed = [one for one in before if _held(app, one.path) != one.data]
        if changed:
            with history(app) as kept:
                kept.record(changed, command_line(app))


def edit_new(app: App, path: str, number: int) -> None:
    """Edit a post that command `number` created, as a part of that command in the history."""
    try:
        _edit(app, path, read_file(app.blog.root / path))
    finally:
        with history(app) as kept:
            kept.amend(number, path)


def _edit(app: App, path: str, before: bytes) -> None:
    """Open the editor on the post, then parse the post and report a problem with its line.

    On a terminal, ask whether to edit again, keep or discard the edit. Otherwise raise Unreadable;
    the file stays as the editor left it.
    """
    file = app.blog.root / path
    words = editor_words(app.environ, app.blog.config.editor)
    while True:
        open_editor(words, file, app.environ)
        if not file.is_file():
            hint = "`blog undo` restores it"
            raise NotFound("was deleted while the editor was open", hint, path=path)
        problem = _problem(app, path)
        if problem is None:
            return
        if not app.terminal.interactive:
            raise problem
        app.terminal.error(str(problem))
        answer = app.terminal.ask("Edit again, keep anyway, or discard the edit? [E/k/d] ")
        answer = answer.casefold()[:1]
        if answer == "k":
            return
        if answer == "d":
            _put_back(app, path, before)
            return


def _put_back(app: App, path: str, before: bytes) -> None:
    from blogcli.store.changes import Change, apply

    apply(app.blog.root, [Change.write(path, read_file(app.blog.root / path), before)])


def _held(app: App, path: str) -> bytes | None:
    try:
        return read_file(app.blog.root / path)
    except Unreadable:
        return None


def _problem(app: App, path: str) -> BlogError | None:
    try:
        post = app.blog.read(path)
    except Unreadable as error:
        return error
    if post.problem is None:
        return None
    hint = f"fix it with `blog edit {path}`"
    return post.problem.error(path, hint)
