"""The editor on a post, and what follows when the post cannot be read afterwards."""

import shlex
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from blogcli.cli.app import App
from blogcli.cli.apply_changes import command_line, open_history
from blogcli.errors import BlogError, Canceled, NotFound, Unreadable, os_reason
from blogcli.store.fs.files import file_or_none, read_file

FALLBACKS = ("editor", "nano", "vim", "vi")


class EditorProgram(NamedTuple):
    """How an editor opens a file at a line, and the options that make it wait until it is closed.

    The first option of `waiting` is added unless one of them is there.
    """

    at: tuple[str, ...]
    waiting: tuple[str, ...] = ()


_PLUS = ("+{line}", "{file}")
_COLON = ("{file}:{line}",)
_WAIT = ("--wait", "-w")
_FILE_ONLY = EditorProgram(("{file}",))

_LIKE_VI = "vi vim view nvim nano pico micro emacs emacsclient joe jmacs jstar jpico rjoe ne"
EDITORS: Mapping[str, EditorProgram] = {
    **dict.fromkeys(f"{_LIKE_VI} kak mcedit mg zile".split(), EditorProgram(_PLUS)),
    **dict.fromkeys(("gvim", "mvim"), EditorProgram(_PLUS, ("-f", "--nofork"))),
    **dict.fromkeys(("hx", "helix"), EditorProgram(_COLON)),
    **dict.fromkeys(
        ("code", "codium", "cursor", "windsurf"), EditorProgram(("--goto", *_COLON), _WAIT)
    ),
    **dict.fromkeys(("subl", "zed"), EditorProgram(_COLON, _WAIT)),
    "mate": EditorProgram(("--line", "{line}", "{file}"), _WAIT),
    "kate": EditorProgram(("--line", "{line}", "{file}"), ("--block", "-b")),
    "gedit": EditorProgram(_PLUS, _WAIT),
    "busybox": _FILE_ONLY,  # its vi takes no line
}
"""Editors by the name of their program, as each one's manual says."""


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
        changed = [one for one in before if file_or_none(app.blog.root / one.path) != one.data]
        if changed:
            with open_history(app) as kept:
                kept.record(changed, command_line(app))


def edit_new(app: App, path: str, number: int, *, has_text: bool) -> None:
    """Edit a post that command `number` created, as a part of that command in the history.

    If nothing was typed, and the post did not begin with a text, the command is undone: raise
    Canceled, or what the editor failed with.
    """
    before = read_file(app.blog.root / path)
    failure: BlogError = Canceled("Canceled: nothing was written", _waiting_hint(app))
    try:
        _edit(app, path, before, line=_text_line(app, path))
    except BlogError as error:
        failure = error
    finally:
        is_kept = has_text or not _is_untouched(app, path, before)
        is_gone = _record(app, path, number, undo=not is_kept)
    if is_kept and not isinstance(failure, Canceled):
        raise failure
    if not is_kept:
        if failure.hint and not isinstance(failure, Canceled):
            failure.hint += ", or use --no-edit"
        failure.message = failure.message.partition("; kept ")[0]
        failure.message += f"; {'removed' if is_gone else 'kept'} {path}"
        raise failure


def _waiting_hint(app: App) -> str:
    """Return a hint for an editor that is not known to wait until the file is closed."""
    try:
        name = editor_words(app.environ, app.blog.config.text("editor"))[0]
    except BlogError:
        return ""
    is_known = _program(name, app.environ.get("PATH")) is not _FILE_ONLY
    return "" if is_known else f"if {name} does not wait, add its option, as in `code --wait`"


def _record(app: App, path: str, number: int, *, undo: bool) -> bool:
    """Record the edit in the history, or undo the command; return whether that was possible."""
    with open_history(app) as kept:
        try:
            if undo:
                kept.undo(number, force=True)
            else:
                kept.amend(number, path)
        except NotFound:  # no folder for state, so no history
            return False
    return True


def _is_untouched(app: App, path: str, before: bytes) -> bool:
    """Return whether the file is as it was, but for blank lines at its end."""
    held = file_or_none(app.blog.root / path)
    return held is not None and held.rstrip() == before.rstrip()


def _text_line(app: App, path: str) -> int:
    """Return the line of the post's first text, or its last blank line if it has no text."""
    document = app.blog.read(path).document
    body = document.body
    blank = body[: len(body) - len(body.lstrip())].count(b"\n")
    above = document.join().count(b"\n") - body.count(b"\n")
    return above + (blank + 1 if body.strip() else max(blank, 1))


def _edit(app: App, path: str, before: bytes, line: int | None = None) -> None:
    """Open the editor on the post, then parse the post and report a problem with its line.

    On a terminal, ask whether to edit again, keep or discard the edit. Otherwise raise Unreadable;
    the file stays as the editor left it.
    """
    file = app.blog.root / path
    words = editor_words(app.environ, app.blog.config.text("editor"))
    while True:
        _open_editor(app, words, path, line)
        if not file.is_file():
            hint = "`blog undo` restores it"
            raise NotFound("was deleted while the editor was open", hint, path=path)
        problem = _problem(app, path, before)
        if problem is None:
            return
        if not app.terminal.interactive:
            raise problem
        app.terminal.error(str(problem))
        if problem.hint:
            app.terminal.hint(problem.hint)
        asked = app.terminal.ask("Edit again, keep anyway, or discard the edit? [E/k/d] ")
        answer = "k" if asked is None else asked.casefold()[:1]  # so that no words are lost
        if answer == "k":
            app.terminal.say(f"Kept {path} as it is")
            return
        if answer == "d":
            _put_back(app, path, before)
            return
        line = problem.line


def _put_back(app: App, path: str, before: bytes) -> None:
    from blogcli.store.changes.change import FileChange
    from blogcli.store.history.history import write_files

    write_files(app.blog.root, [FileChange(path, read_file(app.blog.root / path), before)])


def _problem(app: App, path: str, before: bytes) -> BlogError | None:
    """Return what is wrong with the front matter after an edit; None if it can be read."""
    from blogcli.posts.checks.unclosed import hint_for
    from blogcli.posts.model.document import split
    from blogcli.posts.model.misplaced import displaced

    try:
        post = app.blog.read(path)
    except Unreadable as error:
        return error
    if post.problem is not None:
        message, at = post.problem
        hint = hint_for(post.document, message, at)
        return post.problem.error(path, hint or f"fix it with `blog edit {path}`")
    line = displaced(split(before, headers=post.conventions.headers), post.document)
    if line is None:
        return None
    what = "front matter is not at the start of the file" if line else "has no front matter now"
    hint = f"move what is above line {line} below the front matter" if line else ""
    return Unreadable(what, hint, path=path, line=line or None)


def editor_words(environ: Mapping[str, str], configured: str = "") -> list[str]:
    """Return the editor command: `$VISUAL`, `$EDITOR`, the setting `editor`, or one installed.

    Raises BlogError if there is none.
    """
    named = environ.get("VISUAL") or environ.get("EDITOR") or configured
    if named.strip():
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


def editor_command(
    words: Sequence[str], file: str, line: int | None, environ: Mapping[str, str]
) -> list[str]:
    """Return the editor command with the file, opened at the line where the editor takes one."""
    program = _program(words[0], environ.get("PATH"))
    waits = not program.waiting or any(option in words for option in program.waiting)
    at = program.at if line is not None else _FILE_ONLY.at
    return [
        *words,
        *(() if waits else program.waiting[:1]),
        *(word.format(file=file, line=line) for word in at),
    ]


def _program(name: str, path: str | None) -> EditorProgram:
    """Return the editor that a command is, also behind a link such as `/usr/bin/editor`."""
    found = shutil.which(name, path=path)
    real = Path(found).resolve().name if found else ""
    for called in (real, Path(name).name):
        whole = called.lower().removesuffix(".exe")
        for known in (whole, whole.partition(".")[0], whole.partition("-")[0]):
            if known in EDITORS:
                return EDITORS[known]
    return _FILE_ONLY


def _open_editor(app: App, words: list[str], path: str, line: int | None) -> None:
    """Run the editor on the post, without a shell, and wait for it.

    Raises BlogError if it cannot be started or exits with an error.
    """
    import subprocess
    from contextlib import ExitStack

    with ExitStack() as opened:
        keys = None
        if app.terminal.stdout_is_tty and not app.terminal.stdin_is_tty:  # stdin was the text
            keys = opened.enter_context(Path("/dev/tty").open("rb"))
        file = str(app.blog.root / path)
        command = editor_command(words, file, line, app.environ)
        try:
            ended = subprocess.run(command, env=dict(app.environ), check=False, stdin=keys)
        except OSError as error:
            is_missing = isinstance(error, FileNotFoundError)
            reason = "command not found" if is_missing else os_reason(error)
            what = f"cannot run editor '{words[0]}': {reason}; kept {path}"
            raise BlogError(what, "set $EDITOR to an installed editor") from None
    if ended.returncode:
        raise BlogError(f"{words[0]} exited with status {ended.returncode}; kept {path}")
