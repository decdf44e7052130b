"""The editor on a post, and what follows when the post cannot be read afterwards."""

from __future__ import annotations

from collections.abc import Sequence

from blogcli.cli.app import App
from blogcli.cli.carry_out import command_line
from blogcli.cli.editor import editor_words, open_editor
from blogcli.cli.undoable import history
from blogcli.errors import BlogError, NotFound, Unreadable
from blogcli.store.files import read_file


def edit_posts(app: App, paths: Sequence[str]) -> None:
    """Open the editor on each post in turn; what it changed is one command of the history."""
    from blogcli.store.history import snapshot

    for path in paths:
        app.blog.places.place(path)  # what may not be written is not opened
    before = [snapshot(app.blog.root, path) for path in paths]
    try:
        for one in before:
            _edit(app, one.path, one.data)
            same = read_file(app.blog.root / one.path) == one.data
            app.terminal.say(f"{one.path} is unchanged" if same else f"edited {one.path}")
    finally:
        changed = [one for one in before if _held(app, one.path) != one.data]
        if changed:
            with history(app) as kept:
                kept.record(changed, command_line(app))


def edit_new(app: App, path: str, number: int) -> None:
    """Open the editor on a post that the command of that number made; both are undone at once."""
    try:
        _edit(app, path, read_file(app.blog.root / path))
    finally:
        with history(app) as kept:
            kept.amend(number, path)


def _edit(app: App, path: str, before: bytes) -> None:
    """Open the editor on the post; then read it again and tell of what is wrong, with its line.

    On a terminal it offers to open the editor again or to take the edit back; otherwise raises
    Unreadable with the file as the editor left it.
    """
    file = app.blog.root / path
    words = editor_words(app.environ, app.blog.config.editor)
    while True:
        open_editor(words, file, app.environ)
        if not file.is_file():
            hint = "`blog undo` brings it back"
            raise NotFound("is gone since the editor was opened", hint, path=path)
        problem = _problem(app, path)
        if problem is None:
            return
        if not app.terminal.interactive:
            raise problem
        app.terminal.error(str(problem))
        answer = app.terminal.ask("Edit again, keep it as it is, or take the edit back? [E/k/t] ")
        answer = answer.casefold()[:1]
        if answer == "k":
            return
        if answer == "t":
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
    hint = f"`blog edit {path}` opens it again"
    return post.problem.error(path, hint)
