"""How long the history is kept, and how much disk space it takes."""

from __future__ import annotations

import os
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from blogcli.store.fs.state_dir import HISTORY, TRASH, StateDir
from blogcli.store.settings.keep import Keep

if TYPE_CHECKING:
    from blogcli.store.history.journal import Journal


def prune(journal: Journal, keep: Keep, now: datetime) -> int:
    """Delete the commands beyond the limit from the history, and return how many.

    The files that they changed stay as they are, and files in the trash stay there. The age of a
    command is that of the last time it was done, undone or redone.
    """
    actions = journal.actions()
    latest = {action.number: action.time for action in actions}
    if keep.commands is not None:
        old = set(sorted(latest)[: max(0, len(latest) - keep.commands)])
    else:
        old = {number for number, time in latest.items() if _age(time, now) > (keep.days or 0)}
    if old:
        journal.forget(action.id for action in actions if action.number in old)
    return len(old)


def _age(time: str, now: datetime) -> int:
    """Return the age in whole days; a clock that was set back makes nothing old."""
    return (now - datetime.fromisoformat(time)) // timedelta(days=1)


def sizes(state: StateDir) -> tuple[int, int]:
    """Return the bytes that the history takes on the disk, and those of the trash."""
    if (found := state.find()) is None:
        return 0, 0
    folder = Path(found)
    history = sum(file.stat().st_size for file in folder.glob(f"{HISTORY}*"))
    removed = (f"{at}/{name}" for at, _, names in os.walk(folder / TRASH) for name in names)
    return history, sum(os.lstat(file).st_size for file in removed)
