"""Show long text in the user's pager."""

from __future__ import annotations

import shlex

from blogcli.cli.app import App

DEFAULT = "less -FRX"


def page(app: App, text: str) -> None:
    """Write the text, through the user's pager if it is longer than the screen.

    The pager is `$BLOG_PAGER`, `$PAGER` or the setting `pager`. It runs without a shell; an empty
    value, `cat` or a missing program means no pager.
    """
    import subprocess

    terminal = app.terminal
    named = _named(app)
    try:
        words = shlex.split(named)
    except ValueError:
        terminal.warn(f"unclosed quote in the pager command '{named}'")
        words = []
    if not terminal.stdout_is_tty or text.count("\n") < terminal.height or words in ([], ["cat"]):
        terminal.write(text)
        return
    terminal.flush()
    # `less` passes colors and links through only with -R, which it also reads from $LESS.
    environ = {"LESS": "FRX", **app.environ}
    try:
        pager = subprocess.Popen(words, stdin=subprocess.PIPE, env=environ)
    except OSError:
        terminal.warn(f"cannot run pager '{words[0]}'")
        terminal.write(text)
        return
    assert pager.stdin is not None
    try:
        with pager.stdin:
            pager.stdin.write(text.encode(errors="replace"))
    except BrokenPipeError:
        pass
    while True:
        try:
            pager.wait()
            return
        except KeyboardInterrupt:  # the pager handles ^C while it runs
            continue


def _named(app: App) -> str:
    """Return the pager command; a variable counts even if it is empty."""
    for variable in ("BLOG_PAGER", "PAGER"):
        if variable in app.environ:
            return app.environ[variable]
    return str(app.config.values.get("pager", DEFAULT))
