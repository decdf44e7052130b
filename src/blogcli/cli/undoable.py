"""Open the history of the blog, with a progress bar for long changes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from blogcli.cli.app import App

if TYPE_CHECKING:
    from blogcli.store.history import History


@contextmanager
def history(app: App, keep: str | None = None) -> Iterator[History]:
    """Yield the history of the blog; a long change shows a progress bar.

    `keep` overrides the setting `history.keep`.
    """
    from time import monotonic

    from blogcli.output.progress import Progress
    from blogcli.store.history import History
    from blogcli.store.retention import KEEP, parse_keep

    blog = app.blog
    wanted = keep or blog.config.text("history.keep")
    progress = Progress(app.terminal, "writing", monotonic)
    try:
        yield History(
            blog.state,
            app.now,
            kept=blog.folders,
            keep=parse_keep(wanted) if wanted else KEEP,
            check=blog.writable.check,
            tell=app.terminal.say,
            progress=progress.step,
        )
    finally:
        progress.clear()
        blog.forget()
