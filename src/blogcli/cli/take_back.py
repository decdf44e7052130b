"""The last step of undo and redo: show the change, or ask and make it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from blogcli.cli.app import App
from blogcli.cli.carry_out import ASK_ABOVE, confirm, show_diff
from blogcli.cli.undoable import history

if TYPE_CHECKING:
    from blogcli.store.history import History, Taken


def take_back(
    app: App, take: Callable[[History, bool], Taken], done: str, dry_run: bool, yes: bool
) -> None:
    """Undo or redo a command with `take`; its second argument asks for a dry run."""
    with history(app) as kept:
        if dry_run:
            show_diff(app, app.blog.root, take(kept, True).changes)
            return
        if not yes and app.terminal.interactive:
            found = take(kept, True)
            if found.files > ASK_ABOVE:
                confirm(app, f"Change {found.files} files ({found.label})?", "--yes")
        taken = take(kept, False)
    files = "1 file" if taken.files == 1 else f"{taken.files} files"
    app.terminal.say(f"{done} {taken.number}: {taken.label} ({files})")
    for path in taken.copies:
        app.terminal.warn(f"{path}: changed since then; your version is in the trash")
    for path in taken.lost:
        app.terminal.warn(f"{path}: is missing and could not be restored")
