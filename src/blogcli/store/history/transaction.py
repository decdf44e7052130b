"""Carry out steps on many files, all or none: a process that ends at any point loses nothing.

First the journal records, durably, what the files hold and that an action is pending. Then all new
versions are written beside their files and synced; only then is the first of them renamed into
place. If anything interrupts that, the next command can roll it back (see recovery).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from blogcli.errors import BlogError
from blogcli.store.callbacks import OnProgress, no_progress
from blogcli.store.fs.files import BlogPaths, reason
from blogcli.store.history.carry_out import carry_out, close_action
from blogcli.store.history.journal import Journal
from blogcli.store.history.records import Action, Trashed
from blogcli.store.history.recovery import roll_back
from blogcli.store.history.steps import FileStep, folders_made, look


def perform(
    journal: Journal,
    places: BlogPaths,
    action: Action,
    steps: Sequence[FileStep],
    trashed: Iterable[Trashed] = (),
    progress: OnProgress = no_progress,
) -> None:
    """Carry out the steps and record them in the journal, or leave every file as it was.

    The caller holds the lock. Folders that the action leaves are removed if they are empty then.
    Raises as steps.look; also Conflict for a file that is changed meanwhile, and BlogError if the
    system refuses. What is done by then is rolled back.
    """
    rows = look(steps, places)
    action = action._replace(made=folders_made(steps, places))
    held = (step.old for step in steps if step.old is not None and not step.carries)
    try:
        journal.mark(action.id)
        journal.add(action, rows, held, trashed)
        carry_out(steps, places, action.token, progress)
        close_action(action, rows, places, empty=action.leaves)
    except BaseException as error:
        trouble = _take_back(journal, places, action)
        if isinstance(error, OSError):
            raise BlogError(reason("cannot write to the disk", error), trouble) from None
        if isinstance(error, BlogError) and trouble:
            error.hint = trouble
        raise
    journal.unmark()


def _take_back(journal: Journal, places: BlogPaths, action: Action) -> str:
    """Roll back what was begun, and return a message on what could not be, "" for none."""
    try:
        if journal.action(action.id) is None:
            journal.unmark()
            return ""
        left = roll_back(journal, places, action)
    except (BlogError, OSError) as error:
        return f"the changes so far are still there: {error}; the next command rolls them back"
    return f"kept files that changed meanwhile: {', '.join(left)}" if left else ""
