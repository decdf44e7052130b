"""The trash of a blog: files that were removed, until it is emptied."""

import os
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from blogcli.errors import Ambiguous, NotFound
from blogcli.posts.model.paths import split_path
from blogcli.posts.text.suggest import did_you_mean
from blogcli.store.fs.files import BlogPaths
from blogcli.store.fs.state_dir import IN_TRASH, TRASH, StateDir
from blogcli.store.history.history import History
from blogcli.store.history.log import kept_journal
from blogcli.store.history.records import Trashed
from blogcli.store.history.steps import FileStep


class TrashItem(NamedTuple):
    """A post in the trash with the files that went with it; `time` is in ISO 8601.

    `path` is where the post was, `size` the bytes of all files. `files` are pairs of the path in
    the trash and the path where the file was.
    """

    path: str
    time: str
    size: int
    files: tuple[tuple[str, str], ...]

    @property
    def slug(self) -> str:
        """Return the slug in the post's path."""
        return split_path(self.path)[1]


def stored_file(folder: str, stored: str) -> str:
    """Return where a file in the trash is, from its path in the journal and the state folder."""
    return f"{folder}/{TRASH}/{stored.removeprefix(IN_TRASH)}"


def trash_items(state: StateDir) -> list[TrashItem]:
    """Return what is in the trash of a blog, latest first."""
    with kept_journal(state) as journal:
        known = [] if journal is None else journal.trashed()
    folder = state.find() or ""
    stored = [one for one in known if os.path.lexists(stored_file(folder, one.stored))]
    groups: dict[tuple[int, str], list[Trashed]] = {}
    for one in stored:
        groups.setdefault((_action(one), one.post), []).append(one)
    found = []
    for (_, post), files in sorted(groups.items(), key=lambda pair: pair[0][0], reverse=True):
        size = sum(os.lstat(stored_file(folder, one.stored)).st_size for one in files)
        pairs = tuple(sorted((one.stored, one.path) for one in files))
        found.append(TrashItem(post, files[0].time, size, pairs))
    return found


def trash_places(state: StateDir) -> BlogPaths:
    """Return the places of the blog's paths and of its trash, for reading."""
    folder = state.find()
    return BlogPaths(state.root, trash=folder and f"{folder}/{TRASH}")


def find_in_trash(names: Iterable[str], there: Sequence[TrashItem]) -> list[TrashItem]:
    """Return the item for each name: with this path, this slug, or a slug that begins with it.

    Of several with the same path it is the last removed. Raises NotFound with a hint, Ambiguous for
    a name that matches several posts.
    """
    last = {item.path: item for item in reversed(there)}
    slugs: dict[str, list[TrashItem]] = {}
    for item in last.values():
        slugs.setdefault(item.slug, []).append(item)
    return [last.get(name) or _by_slug(name, slugs) for name in names]


def _by_slug(name: str, slugs: Mapping[str, Sequence[TrashItem]]) -> TrashItem:
    items = slugs.get(name) or [
        item for slug, found in slugs.items() if name and slug.startswith(name) for item in found
    ]
    if len(items) == 1:
        return items[0]
    if items:
        paths = tuple(sorted(item.path for item in items))
        raise Ambiguous(f"'{name}' matches {len(paths)} posts", "give a path", candidates=paths)
    known = [word for slug, found in slugs.items() for item in found for word in (slug, item.path)]
    hint = did_you_mean(name, known) or "`blog trash` lists the trash"
    raise NotFound(f"nothing in the trash matches '{name}'", hint)


def way_back(there: Sequence[TrashItem]) -> list[FileStep]:
    """Return the steps that restore files to where they were."""
    return [FileStep(stored, path) for item in there for stored, path in item.files]


def empty_trash(history: History) -> int:
    """Delete everything in the trash for good, and return how many files it was."""
    with history.writing() as journal:
        count = 0
        for at, folders, names in os.walk(history.places.trash, topdown=False):
            for name in names:
                Path(at, name).unlink()
                count += 1
            for name in folders:
                with suppress(OSError):
                    Path(at, name).rmdir()
        journal.forget_trashed([one.stored for one in journal.trashed()])
    return count


def _action(one: Trashed) -> int:
    number = one.stored.split("/")[2]
    return int(number) if number.isdecimal() else 0
