"""Long text through the person's pager."""

from __future__ import annotations

import shlex

from blogcli.cli.app import App

DEFAULT = "less -FRX"


def page(app: App, text: str) -> None:
    """Write the text, through the person's pager where it is longer than the screen.

    That is `$BLOG_PAGER`, `$PAGER` or the setting. It is started from its words, without a shell;
    one that is empty, `cat` or missing means no paging.
    """
    import subprocess

    terminal = app.terminal
    named = _named(app)
    try:
        words = shlex.split(named)
    except ValueError:
        terminal.warn(f"the pager '{named}' has a quote left open")
        words = []
    if not terminal.stdout_is_tty or text.count("\n") < terminal.height or words in ([], ["cat"]):
        terminal.write(text)
        return
    terminal.flush()
    # Colour and links pass through `less` only with -R, which it also takes from $LESS.
    environ = {"LESS": "FRX", **app.environ}
    try:
        pager = subprocess.Popen(words, stdin=subprocess.PIPE, env=environ)
    except OSError:
        terminal.warn(f"cannot start the pager '{words[0]}'")
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
        except KeyboardInterrupt:  # ^C belongs to the pager while it runs
            continue


def _named(app: App) -> str:
    """The pager's command; a variable counts even where it is empty."""
    for variable in ("BLOG_PAGER", "PAGER"):
        if variable in app.environ:
            return app.environ[variable]
    return str(app.config.values.get("pager", DEFAULT))
