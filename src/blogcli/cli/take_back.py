"""The last step of undo and redo: shown, or asked about, and done."""

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
    """Have `take` take a command back, or, where its second argument says so, only find out how."""
    with history(app) as kept:
        if dry_run:
            show_diff(app, app.blog.root, take(kept, True).changes)
            return
        if not yes and app.terminal.interactive:
            found = take(kept, True)
            if found.files > ASK_ABOVE:
                confirm(app, f"Change {found.files} files back, as before {found.label}?", "--yes")
        taken = take(kept, False)
    files = "1 file" if taken.files == 1 else f"{taken.files} files"
    app.terminal.say(f"{done} {taken.number}: {taken.label} ({files})")
    for path in taken.copies:
        app.terminal.warn(f"{path}: changed since; what it held is in the trash")
    for path in taken.lost:
        app.terminal.warn(f"{path}: is gone and could not be brought back")
