"""Carry out steps on many files, all or none: a process that ends at any point loses nothing.

First the journal records, durably, what the files hold and that an action is pending. Then all new
versions are written beside their files and synced; only then is the first of them renamed into
place. If anything interrupts that, the next command can roll it back (see recovery).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from blogcli.errors import BlogError
from blogcli.store.callbacks import OnProgress, no_progress
from blogcli.store.fs.files import BlogPaths, reason
from blogcli.store.history.carry_out import carry_out, close_action
from blogcli.store.history.journal import Journal
from blogcli.store.history.records import Action, Trashed
from blogcli.store.history.recovery import roll_back
from blogcli.store.history.steps import FileStep, folders_left, folders_made, look


@dataclass(frozen=True)
class Transaction:
    """What an action is carried out with; the caller holds the lock.

    Folders that are left empty are removed, except those in `kept`. `progress` receives how far it
    has come.
    """

    journal: Journal
    places: BlogPaths
    kept: Collection[str] = ()
    progress: OnProgress = no_progress

    def perform(
        self, action: Action, steps: Sequence[FileStep], trashed: Iterable[Trashed] = ()
    ) -> None:
        """Carry out the steps and record them in the journal, or leave every file as it was.

        Raises as steps.look; also Conflict for a file that is changed meanwhile, and BlogError if
        the system refuses. What is done by then is rolled back.
        """
        rows = look(steps, self.places)
        action = action._replace(
            made=folders_made(steps, self.places),
            leaves=folders_left(steps, self.places, self.kept),
        )
        held = (step.old for step in steps if step.old is not None and not step.carries)
        try:
            self.journal.mark(action.id)
            self.journal.add(action, rows, held, trashed)
            carry_out(steps, self.places, action.token, self.progress)
            close_action(action, rows, self.places, empty=action.leaves)
        except BaseException as error:
            trouble = self._take_back(action)
            if isinstance(error, OSError):
                raise BlogError(reason("cannot write to the disk", error), trouble) from None
            if isinstance(error, BlogError) and trouble:
                error.hint = trouble
            raise
        self.journal.unmark()

    def _take_back(self, action: Action) -> str:
        """Roll back what was begun, and return a message on what could not be, "" for none."""
        try:
            if self.journal.action(action.id) is None:
                self.journal.unmark()
                return ""
            left = roll_back(self.journal, self.places, action)
        except (BlogError, OSError) as error:
            return f"the changes so far are still there: {error}; the next command rolls them back"
        return f"kept files that changed meanwhile: {', '.join(left)}" if left else ""
