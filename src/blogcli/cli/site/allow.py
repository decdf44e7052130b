"""The question before a site's own code runs, asked once for each command line."""

from __future__ import annotations

from blogcli.cli.app import App
from blogcli.errors import BlogError, Canceled
from blogcli.store.blog.site_commands import SiteCommand
from blogcli.store.fs.site_state import allow, is_allowed


def allow_to_run(app: App, command: SiteCommand, *, yes: bool) -> None:
    """Make sure that the user wants these words to run in the blog's folder.

    A yes is kept, and other words are asked about again. Raises Canceled for a no, BlogError where
    nobody can be asked.
    """
    state = app.blog.state
    if is_allowed(state, command.identity):
        return
    shown = command.shown()
    if not yes:
        if not app.terminal.interactive:
            raise BlogError(
                f"`{shown}` runs this site's own code, which nobody has allowed yet",
                "--yes allows it, for this blog and these words",
            )
        question = f"Run this site's own code in {app.blog.place}: {shown}? [y/N] "
        if (app.terminal.ask(question) or "").casefold() not in ("y", "yes"):
            raise Canceled("Canceled; nothing was started.")
    allow(state, command.identity)
