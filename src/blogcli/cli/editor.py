"""The editor on a post, and what follows when the post cannot be read afterwards."""

from __future__ import annotations

import shlex
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

from blogcli.cli.app import App
from blogcli.cli.apply_changes import command_line, open_history
from blogcli.errors import BlogError, NotFound, Unreadable
from blogcli.store.fs.files import read_file

FALLBACKS = ("editor", "nano", "vim", "vi")


def edit_posts(app: App, paths: Sequence[str]) -> None:
    """Edit each post in turn; all their changes are one command in the history."""
    from blogcli.store.history.history import copy_file

    for path in paths:
        app.blog.places.place(path)  # raises for a path that may not be written
    before = [copy_file(app.blog.root, path) for path in paths]
    try:
        for one in before:
            _edit(app, one.path, one.data)
            same = read_file(app.blog.root / one.path) == one.data
            app.terminal.say(f"Unchanged: {one.path}" if same else f"Edited {one.path}")
    finally:
        changed = [one for one in before if _held(app, one.path) != one.data]
        if changed:
            with open_history(app) as kept:
                kept.record(changed, command_line(app))


def edit_new(app: App, path: str, number: int) -> None:
    """Edit a post that command `number` created, as a part of that command in the history."""
    try:
        _edit(app, path, read_file(app.blog.root / path))
    finally:
        with open_history(app) as kept:
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
    from blogcli.store.changes.change import FileChange, write_files

    write_files(app.blog.root, [FileChange.write(path, read_file(app.blog.root / path), before)])


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


def editor_words(environ: Mapping[str, str], configured: str = "") -> list[str]:
    """Return the editor command: `$VISUAL`, `$EDITOR`, the setting `editor`, or one installed.

    Raises BlogError if there is none.
    """
    named = environ.get("VISUAL") or environ.get("EDITOR") or configured
    if named:
        try:
            return shlex.split(named)
        except ValueError:
            hint = "fix $VISUAL, $EDITOR or the setting `editor`"
            raise BlogError(f"unclosed quote in the editor command '{named}'", hint) from None
    path = environ.get("PATH")
    for name in FALLBACKS:
        if shutil.which(name, path=path):
            return [name]
    raise BlogError("no editor found", "set $EDITOR, for example: export EDITOR=nano")


def open_editor(words: list[str], path: Path, environ: Mapping[str, str]) -> None:
    """Run the editor on the file, without a shell, and wait for it.

    Raises BlogError if it cannot be started or exits with an error.
    """
    import subprocess

    try:
        ended = subprocess.run([*words, str(path)], env=dict(environ), check=False)
    except OSError as error:
        is_missing = isinstance(error, FileNotFoundError)
        reason = "command not found" if is_missing else (error.strerror or "").lower()
        raise BlogError(
            f"cannot run editor '{words[0]}': {reason}", "set $EDITOR to an installed editor"
        ) from None
    if ended.returncode:
        raise BlogError(f"{words[0]} exited with status {ended.returncode}; kept {path}")
