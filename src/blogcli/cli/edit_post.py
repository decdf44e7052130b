"""The editor on a post, and what follows when the post cannot be read afterwards."""

from __future__ import annotations

from blogcli.cli.app import App
from blogcli.cli.editor import editor_words, open_editor
from blogcli.errors import BlogError, NotFound, Unreadable
from blogcli.store.changes import Change, apply
from blogcli.store.files import read_file


def edit_post(app: App, path: str, *, is_new: bool = False) -> None:
    """Open the editor on the post; then read it again and tell of what is wrong, with its line.

    On a terminal it offers to open the editor again or to take the edit back; otherwise raises
    Unreadable with the file as the editor left it.
    """
    file = app.blog.root / path
    before = read_file(file)
    words = editor_words(app.environ, app.blog.config.editor)
    while True:
        open_editor(words, file, app.environ)
        if not file.is_file():
            hint = "`git restore` or a backup may have it"
            raise NotFound("is gone since the editor was opened", hint, path=path)
        problem = _problem(app, path)
        if problem is None:
            if not is_new:
                same = read_file(file) == before
                app.terminal.say(f"{path} is unchanged" if same else f"edited {path}")
            return
        if not app.terminal.interactive:
            raise problem
        app.terminal.error(str(problem))
        answer = app.terminal.ask("Edit again, keep it as it is, or take the edit back? [E/k/t] ")
        answer = answer.casefold()[:1]
        if answer == "k":
            return
        if answer == "t":
            apply(app.blog.root, [Change(path, read_file(file), before)])
            app.terminal.say(f"{path} is as it was")
            return


def _problem(app: App, path: str) -> BlogError | None:
    try:
        post = app.blog.read(path)
    except Unreadable as error:
        return error
    if post.problem is None:
        return None
    hint = f"`blog edit {path}` opens it again"
    return post.problem.error(path, hint)
