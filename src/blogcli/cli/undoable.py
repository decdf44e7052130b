"""The history of the blog that a call is about, with a bar while it works."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from blogcli.cli.app import App

if TYPE_CHECKING:
    from blogcli.store.history import History


@contextmanager
def history(app: App, keep: str | None = None) -> Iterator[History]:
    """The history of the blog; a long change shows how far it has come.

    `keep` is how much of it is kept, the setting without it.
    """
    from time import monotonic

    from blogcli.output.progress import Progress
    from blogcli.store.history import History
    from blogcli.store.retention import KEEP, parse_keep

    blog = app.blog
    said = keep or blog.config.text("history.keep")
    progress = Progress(app.terminal, "writing", monotonic)
    try:
        yield History(
            blog.state,
            app.now,
            kept=blog.folders,
            keep=parse_keep(said) if said else KEEP,
            check=blog.writable.check,
            tell=app.terminal.say,
            progress=progress.step,
        )
    finally:
        progress.clear()
        blog.forget()
