"""Carry out steps on many files, all or none: a process that ends at any point loses nothing.

First the journal records, durably, what the files hold and that an action is pending. Then all new
versions are written beside their files and synced; only then is the first of them renamed into
place. If anything interrupts that, the next command can roll it back (see recovery).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from blogcli.errors import BlogError
from blogcli.store.callbacks import OnProgress, no_progress
from blogcli.store.fs.atomic_write import (
    Staged,
    exists,
    keep_mode,
    link_new,
    make_folders,
    missing,
    put,
    raise_if_changed,
    stage,
    take_away,
    write_refused,
)
from blogcli.store.fs.files import BlogPaths, reason
from blogcli.store.fs.fsync import sync_files, sync_folders
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
        held = (step.before for step in steps if step.before is not None and not step.carries)
        try:
            self.journal.begin(action, rows, held, trashed)
            self._carry_out(action, steps)
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

    def _carry_out(self, action: Action, steps: Sequence[FileStep]) -> None:
        total = 2 * len(steps)
        versions: dict[int, Staged] = {}
        for number, step in enumerate(steps):
            self.progress(number, total)
            if step.after is not None:
                versions[number] = _stage(step, self.places, f"{action.token}-{number}")
        sync_files([version.temp for version in versions.values()])
        for number, step in enumerate(steps):
            self.progress(len(steps) + number, total)
            if number in versions:
                put(versions[number])
            if step.source and step.source != step.target:
                _move_on(step, self.places, action.token, number)
        for folder in action.leaves:
            with suppress(OSError):
                self.places.folder(folder).rmdir()
        sync_folders(_touched(action, steps, self.places))


def _stage(step: FileStep, places: BlogPaths, token: str) -> Staged:
    assert step.after is not None
    stays = step.source == step.target
    version = stage(
        step.target,
        step.after,
        before=step.before if stays else None,
        places=places,
        token=token,
        stamp=step.stamp,
    )
    if step.source and not stays and step.stamp is None:
        try:
            keep_mode(version.temp, places.entry(step.source))
        except OSError as error:
            raise write_refused(step.target, error) from None
    return version


def _move_on(step: FileStep, places: BlogPaths, token: str, number: int) -> None:
    """Move the file to its new path if that is still free; remove it if a new version is there."""
    entry = places.entry(step.source)
    try:
        if not step.carries:
            assert step.before is not None
            take_away(step.source, entry, step.before, f"{token}-old-{number}")
            return
        if step.before is not None:
            raise_if_changed(step.source, entry, step.before)
        place = places.entry(step.target)
        make_folders(missing(place.parent))
        link_new(entry, place, f"{token}-{number}")
    except FileExistsError:
        raise exists(step.target) from None
    except OSError as error:
        raise write_refused(step.path, error) from None


def _touched(action: Action, steps: Iterable[FileStep], places: BlogPaths) -> set[Path]:
    """Return the folders in which a name was added or removed."""
    paths = [path for step in steps for path in {step.source, step.target} if path]
    entries = {places.place(path).parent for path in paths}
    return entries | {places.folder(folder).parent for folder in (*action.made, *action.leaves)}
