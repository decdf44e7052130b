"""Carry out steps on files: first all new versions are on the disk, then names change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress

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
    remove_temp_folder,
    stage,
    take_away,
    write_refused,
)
from blogcli.store.fs.files import BlogPaths
from blogcli.store.fs.fsync import sync_files, sync_folders
from blogcli.store.history.records import Action, FileRecord
from blogcli.store.history.steps import FileStep

BACK = "-back"
"""Appended to the token of an action in the names of its rollback's temporary files."""


def carry_out(
    steps: Sequence[FileStep], places: BlogPaths, token: str, progress: OnProgress = no_progress
) -> None:
    """Make every step's new version durable, then rename them into place and move other files.

    Raises Conflict for a file that is not as its step says, BlogError or OSError if the system
    refuses; what was done by then stays. `token` is part of the names of temporary files.
    """
    versions: list[Staged | None] = []
    for number, step in enumerate(steps):
        progress(number, 2 * len(steps))
        versions.append(None if step.new is None else _stage(step, places, token))
    sync_files([version.temp for version in versions if version])
    for number, (step, version) in enumerate(zip(steps, versions, strict=True), len(steps)):
        progress(number, 2 * len(steps))
        if version:
            put(version)
        if step.source and step.source != step.target:
            _move_on(step, places, token)


def close_action(
    action: Action, rows: Iterable[FileRecord], places: BlogPaths, empty: Iterable[str]
) -> None:
    """Remove the action's temporary folders, and those in `empty` that are; make names durable."""
    paths = {path for row in rows for path in (row.source, row.target) if path}
    found = {at(path).parent for path in paths for at in (places.entry, places.place)}
    for folder in found:
        for token in (action.token, action.token + BACK):
            remove_temp_folder(folder, token)
    for path in empty:
        with suppress(OSError):
            places.folder(path).rmdir()
    made = {places.folder(folder).parent for folder in (*action.made, *action.leaves)}
    sync_folders(found | made)


def _stage(step: FileStep, places: BlogPaths, token: str) -> Staged:
    assert step.new is not None
    path, before = step.target, step.old if step.source == step.target else None
    version = stage(path, step.new, before=before, places=places, token=token, stamp=step.stamp)
    if step.source != step.target and step.source and step.stamp is None:
        try:
            keep_mode(version.temp, places.entry(step.source))
        except OSError as error:
            raise write_refused(path, error) from None
    return version


def _move_on(step: FileStep, places: BlogPaths, token: str) -> None:
    """Move the file to its new path if that is still free; remove it if a new version is there."""
    entry = places.entry(step.source)
    try:
        if not step.carries:
            assert step.old is not None
            take_away(step.source, entry, step.old, token)
            return
        if step.old is not None:
            raise_if_changed(step.source, entry, step.old)
        place = places.entry(step.target)
        make_folders(missing(place.parent))
        link_new(entry, place, token)
    except FileExistsError:
        raise exists(step.target) from None
    except OSError as error:
        raise write_refused(step.path, error) from None
