"""Show long text in the user's pager."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager

from blogcli.cli.app import App
from blogcli.output.terminal import Terminal

DEFAULT = "less -FRX"


def page(app: App, text: str) -> None:
    """Write the text, through the user's pager if it is longer than the screen.

    The pager is `$BLOG_PAGER`, `$PAGER` or the setting `pager`. It runs without a shell; an empty
    value, `cat` or a missing program means no pager.
    """
    terminal = app.terminal
    is_short = not terminal.stdout_is_tty or text.count("\n") < terminal.height
    words = [] if is_short else _words(app)
    if words in ([], ["cat"]):
        terminal.write(text)
        return
    import subprocess

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
            pager.stdin.write(terminal.themed(text).encode(errors="replace"))
    except BrokenPipeError:
        pass
    while True:
        try:
            pager.wait()
            return
        except KeyboardInterrupt:  # the pager handles ^C while it runs
            continue


@contextmanager
def paged(app: App) -> Iterator[Terminal]:
    """Yield a terminal to write to; what is longer than the screen goes through the pager."""
    terminal = app.terminal
    if not terminal.stdout_is_tty:
        yield terminal
        return
    encoding = terminal.stdout.encoding or "utf-8"
    bytes_held = io.BytesIO()
    held = io.TextIOWrapper(bytes_held, encoding, newline="")
    yield terminal._replace(stdout=held)
    held.flush()
    page(app, bytes_held.getvalue().decode(encoding, "replace"))


def _words(app: App) -> list[str]:
    """Return the words of the pager command; none, with a warning, if a quote is not closed."""
    import shlex

    # A variable counts even if it is empty.
    variables = [app.environ[name] for name in ("BLOG_PAGER", "PAGER") if name in app.environ]
    named = variables[0] if variables else str(app.config.values.get("pager", DEFAULT))
    try:
        return shlex.split(named)
    except ValueError:
        app.terminal.warn(f"unclosed quote in the pager command '{named}'")
        return []
