"""How long the history is kept, and how much disk space it takes."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from blogcli.errors import UsageError
from blogcli.store.own_folder import HISTORY, TRASH, StateDir

if TYPE_CHECKING:  # settings need no database
    from blogcli.store.journal import Journal

_DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}


class Keep(NamedTuple):
    """How many commands are kept, or of how many days; None for no such limit."""

    commands: int | None = None
    days: int | None = None


KEEP = Keep(commands=500)
"""The limit if no setting gives one."""


def parse_keep(text: str) -> Keep:
    """Parse `500` (commands), or `90d`, `12w`, `6m`, `2y`. Raises UsageError for anything else."""
    found = re.fullmatch(r"(\d{1,6})([dwmy]?)", text.strip(), re.ASCII)
    if found is None:
        hint = "give a number of commands or an age: 500, 90d, 12w, 6m, 2y"
        raise UsageError(f"'{text}' is not a number of commands or an age", hint)
    count, unit = int(found[1]), found[2]
    return Keep(days=count * _DAYS[unit]) if unit else Keep(commands=count)


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
    return history, sum(_sizes_below(folder / TRASH))


def _sizes_below(folder: Path) -> Iterable[int]:
    for at, _, names in os.walk(folder):
        for name in names:
            yield os.lstat(os.path.join(at, name)).st_size
