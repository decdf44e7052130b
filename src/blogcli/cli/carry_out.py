"""The last step of every writing command: show the changes, or ask, and make them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from blogcli.cli.app import App
from blogcli.errors import BlogError, UsageError
from blogcli.store.changes import Change, apply, diff, patch_prefix

ASK_ABOVE = 20
"""A change of more files than this is asked about first, on a terminal."""


@dataclass(frozen=True, slots=True)
class Writing:
    """How a writing command was told to go about it."""

    dry_run: bool = False
    yes: bool = False


def carry_out(app: App, changes: Sequence[Change], writing: Writing, done: str) -> None:
    """Make the changes and say `done` with their number on stderr, or print them as a diff."""
    changes = [change for change in changes if change.before != change.after]
    if writing.dry_run:
        show_diff(app, app.blog.root, changes)
        return
    if not changes:
        app.terminal.say("nothing to change")
        return
    if len(changes) > ASK_ABOVE and not writing.yes and app.terminal.interactive:
        confirm(app, f"Change {len(changes)} files?", "--yes")
    apply(app.blog.root, changes)
    files = "1 post" if len(changes) == 1 else f"{len(changes)} posts"
    app.terminal.say(f"{done} {files}")


def show_diff(app: App, root: Path, changes: Sequence[Change]) -> None:
    """Print changes as a patch: coloured for a person, byte for byte for a pipe."""
    patch = diff(changes, patch_prefix(root, app.cwd))
    if app.terminal.stdout_is_tty:
        from blogcli.output.page import render_diff

        app.terminal.write(render_diff(patch.decode(errors="replace"), app.terminal.stdout_colour))
    else:
        app.terminal.write_bytes(patch)


def confirm(app: App, question: str, flag: str) -> None:
    """Ask; raises BlogError where the answer is no, UsageError where nobody can be asked."""
    if not app.terminal.interactive:
        raise UsageError(f"{question} nobody is there to answer", f"say {flag}")
    if app.terminal.ask(f"{question} [y/N] ").casefold() not in {"y", "yes"}:
        raise BlogError("left as it was", f"{flag} does it without asking")
