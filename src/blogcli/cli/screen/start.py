"""Start the screen of `blog browse`, where there is a terminal for it, and end as it ended."""

from __future__ import annotations

import os
from collections.abc import Collection
from contextlib import suppress
from typing import TYPE_CHECKING

from blogcli.cli.app import App
from blogcli.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from blogcli.browse.browser import Browser

_FIRST = 200
"""How many posts are read before the screen is drawn for the first time."""

_MALLOPT = ((-3, 1 << 18), (-8, 1))
"""M_MMAP_THRESHOLD and M_ARENA_MAX of malloc.h, see mallopt(3)."""


def keys_from_terminal(app: App) -> None:
    """Let keys come from the terminal where stdin is a pipe.

    Raises UsageError if there is no terminal to draw on, or none to read keys from.
    """
    hint = "`blog list` lists posts in a pipe"
    if not app.terminal.stderr_is_tty:
        raise UsageError("blog browse needs a terminal", hint)
    if app.terminal.stdin_is_tty:
        return
    try:
        tty = os.open("/dev/tty", os.O_RDWR)
    except OSError:
        raise UsageError("blog browse needs a terminal to read keys from", hint) from None
    os.dup2(tty, 0)
    os.close(tty)


def browse(
    app: App, query: str, sort: str, only: Collection[str] | None, *, picks: bool
) -> list[str]:
    """Show the screen until the user leaves; return the slugs of the picked posts."""
    from blogcli.browse.browser import Browser
    from blogcli.browse.frame import Look, Start
    from blogcli.browse.library import Library
    from blogcli.cli.screen.inside import CommandHost
    from blogcli.store.callbacks import no_progress

    _keep_memory_whole()
    blog = app.blog
    app.query(query)
    library = Library(blog, app.now, app.query, sort, only)
    with app.progress("reading") as library.step:
        count, first = library.first(_FIRST)
    library.step = no_progress
    terminal = app.terminal
    look = Look(terminal.stderr_colour, terminal.theme, blog.config.text("list.dates"))
    start = Start(first, count, query, picks)
    browser = Browser(blog, library, CommandHost(app), start, app.now, look)
    app.terminal = terminal.muted()  # nothing else may draw while the screen is there
    try:
        return _shown(browser)
    finally:
        app.terminal = terminal


def _keep_memory_whole() -> None:
    """Let the C library keep no holes where large pieces of memory were, if it can be told so.

    After the second reading of 100,000 posts they take 30 MB: once a piece is given back, glibc
    puts the next ones of that size among the small ones, in a place of its own for each thread.
    """
    import ctypes

    with suppress(AttributeError, OSError, TypeError):
        for option, value in _MALLOPT:
            ctypes.CDLL(None).mallopt(option, value)


def _shown(browser: Browser) -> list[str]:
    """Show the screen; return what was picked. Raises what went wrong in it."""
    try:
        # No mouse: the terminal selects text as it does elsewhere.
        picked = browser.run(mouse=False)
    finally:
        browser.close_threads()
    if error := browser.failure:
        raise error
    if browser.return_code == ExitCode.INTERRUPTED:
        raise KeyboardInterrupt
    return picked or []
