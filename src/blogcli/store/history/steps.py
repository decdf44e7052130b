"""What happens to each file of an action, in the terms of the journal."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from blogcli.errors import BlogError, Conflict, Refused, UsageError
from blogcli.store.changes.change import ChangeKind, FileChange
from blogcli.store.fs.atomic_write import (
    AGAIN,
    Stamp,
    exists,
    missing,
    raise_if_changed,
    write_refused,
)
from blogcli.store.fs.content import Content, Spooled, digest
from blogcli.store.fs.files import BlogPaths
from blogcli.store.fs.state_dir import IN_TRASH, in_trash
from blogcli.store.history.records import FileRecord
from blogcli.store.layouts.table import MARKDOWN_AND_HTML
from blogcli.store.settings.load import BLOG_FILE

_SETTINGS = (BLOG_FILE, "config.toml")
"""The settings of a blog, and in another folder the user's."""


@dataclass(frozen=True, slots=True)
class FileStep:
    """One file that moves from `source` to `target`, which are the same if it stays.

    A file that is created has no source, one that is removed no target. `old` is what the source
    holds, None if that is not checked; `new` what the target is to hold, None for a file that is
    moved as it is. `stamp` is the mode and time of a new version, if not those of the file.
    """

    source: str
    target: str
    old: Content | None = None
    new: Content | None = None
    stamp: Stamp | None = None

    @property
    def path(self) -> str:
        """Return the file's path for messages: its place in the blog, not in the trash."""
        return self.target if not self.source or in_trash(self.source) else self.source

    @property
    def carries(self) -> bool:
        """Return whether the file is only moved, as it is."""
        return bool(self.source and self.target) and self.new is None


def stored_path(action: int, path: str) -> str:
    """Return the path in the trash of a file of the blog.

    The `~` at the end keeps site generators that read hidden folders from taking it for a page.
    """
    return f"{IN_TRASH}{action}/{path}~"


def steps_of(changes: Iterable[FileChange], action: int) -> list[FileStep]:
    """Return the steps that carry out changes. Raises UsageError for one that is not the blog's."""
    return [_step(change, action) for change in changes if not change.is_empty]


def _step(change: FileChange, action: int) -> FileStep:
    for path in (change.path, change.to):
        if in_trash(path):
            raise UsageError("is not a file of the blog", path=path)
    match change.kind:
        case ChangeKind.CREATE:
            return FileStep("", change.path, None, change.new)
        case ChangeKind.WRITE:
            return FileStep(change.path, change.path, change.old, change.new)
        case ChangeKind.TRASH:
            return FileStep(change.path, stored_path(action, change.path), change.old)
        case ChangeKind.MOVE:
            new = None if change.before == change.after else change.new
            return FileStep(change.path, change.to, change.old, new)


def look(steps: Sequence[FileStep], places: BlogPaths) -> list[FileRecord]:
    """Check every file and return its row for the journal.

    Raises Conflict for a file that is not as it was, or whose new path is taken; UsageError for a
    path that leads out of the blog, or a file with two steps; Refused for a link that may lead
    elsewhere from another folder, and for an executable file that is no post.
    """
    ends = [path for step in steps for path in {step.source, step.target} if path]
    if len(ends) != len(set(ends)):
        twice = next(path for path in ends if ends.count(path) > 1)
        raise UsageError("would be changed in two ways at once", path=twice)
    try:
        return [_row(step, places) for step in steps]
    except OSError as error:
        raise write_refused(str(error.filename), error) from None


def _row(step: FileStep, places: BlogPaths) -> FileRecord:
    after = None if step.new is None else digest(step.new)
    if step.target and step.target != step.source and _is_taken(step, places):
        raise exists(step.target)
    if not step.source:
        return FileRecord("", step.target, None, after)
    entry = places.entry(step.source)
    if step.target == step.source:
        entry = places.place(step.source)
    try:
        status = os.lstat(entry)
    except FileNotFoundError:
        raise Conflict("was deleted after it was read", AGAIN, path=step.source) from None
    if stat.S_ISDIR(status.st_mode):
        raise BlogError("is a folder", path=step.source)
    held = step.old
    goes_on = step.target and not in_trash(step.target)
    if stat.S_ISLNK(status.st_mode) and held is not None and goes_on:
        hint = "move it yourself, or its target"
        raise Refused("is a link, which may break when it is moved", hint, path=step.source)
    if after is not None and status.st_mode & 0o111 and not _may_be_executable(step.target):
        hint = "remove its executable bit first, if nothing runs it"
        raise Refused("is executable and not a post, so it is not moved", hint, path=step.path)
    before = None
    if held is not None:
        if not (isinstance(held, Spooled) and held.digest):  # which is checked when it is read
            raise_if_changed(step.source, entry, held)
        before = digest(held)
    mode = stat.S_IMODE(status.st_mode)
    return FileRecord(
        step.source, step.target, before, after, status.st_size, mode, status.st_mtime_ns
    )


def _may_be_executable(path: str) -> bool:
    """Return whether it is a post or settings, which some file systems make executable."""
    return path in _SETTINGS or path.rpartition(".")[2].lower() in MARKDOWN_AND_HTML


def _is_taken(step: FileStep, places: BlogPaths) -> bool:
    place = places.entry(step.target)
    if not os.path.lexists(place):
        return False
    return not (
        step.source
        and step.source.casefold() == step.target.casefold()
        and place.samefile(places.entry(step.source))
    )


def folders_made(steps: Iterable[FileStep], places: BlogPaths) -> list[str]:
    """Return the folders to create for the steps, relative to the blog, the outermost first."""
    parents = {places.entry(step.target).parent for step in steps if step.target}
    found = {folder for parent in parents for folder in missing(parent)}
    return [places.relative(folder) for folder in sorted(found)]


def folders_left(steps: Iterable[FileStep], places: BlogPaths, kept: Iterable[str]) -> list[str]:
    """Return the folders that files leave and that may be empty then, the innermost first.

    Those in `kept`, and all that contain them, stay.
    """
    stays = {places.root, *places.root.parents}
    for folder in kept:
        place = places.root / folder
        stays.update((place, *place.parents))
    found: set[Path] = set()
    for step in steps:
        if step.source and step.source != step.target:
            left = places.entry(step.source).parent
            top = places.trash if in_trash(step.source) else places.root
            while left not in stays and left != top:
                found.add(left)
                left = left.parent
    return [places.relative(folder) for folder in sorted(found, reverse=True)]
