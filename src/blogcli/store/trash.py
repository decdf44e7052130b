"""The trash of a blog: what was removed, until it is emptied."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from blogcli.errors import Ambiguous, NotFound
from blogcli.posts.closest import did_you_mean
from blogcli.posts.slugs import split_path
from blogcli.store.actions import Trashed
from blogcli.store.files import Places
from blogcli.store.history import History
from blogcli.store.journal import Journal
from blogcli.store.own_folder import IN_TRASH, TRASH, StateDir
from blogcli.store.past import kept_journal
from blogcli.store.steps import Step


class Item(NamedTuple):
    """A post in the trash with the files that went with it; `time` is in ISO 8601.

    `path` is where the post was. `files` are pairs of where a file lies and where it was.
    """

    path: str
    time: str
    size: int
    files: tuple[tuple[str, str], ...]

    @property
    def slug(self) -> str:
        return _slug(self.path)


def stored_file(folder: str, stored: str) -> str:
    """Return where a file in the trash lies, by its path in the journal and the state folder."""
    return f"{folder}/{TRASH}/{stored.removeprefix(IN_TRASH)}"


def items(state: StateDir) -> list[Item]:
    """What is in the trash of a blog, the last removed first."""
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
        found.append(Item(post, files[0].time, size, pairs))
    return found


def trash_places(state: StateDir) -> Places:
    """Return where the paths of the blog and of its trash lead, to be read."""
    folder = state.find()
    return Places(state.root, trash=folder and f"{folder}/{TRASH}")


def find(name: str, there: Sequence[Item]) -> Item:
    """What a person names: a path, a slug, or the start of one; of the same path the last removed.

    Raises NotFound with a hint, Ambiguous for a name that several posts answer to.
    """
    last = {item.path: item for item in reversed(there)}
    for answers in (
        [item for item in last.values() if item.path == name],
        [item for item in last.values() if item.slug == name],
        [item for item in last.values() if name and item.slug.startswith(name)],
    ):
        if len(answers) == 1:
            return answers[0]
        if answers:
            paths = tuple(sorted(item.path for item in answers))
            raise Ambiguous(f"'{name}' matches {len(paths)} posts", "give a path", candidates=paths)
    known = [word for item in last.values() for word in (item.slug, item.path)]
    hint = did_you_mean(name, known) or "`blog trash` lists the trash"
    raise NotFound(f"nothing in the trash matches '{name}'", hint)


def way_back(there: Sequence[Item]) -> list[Step]:
    """The steps that bring files back to where they were."""
    return [Step(stored, path) for item in there for stored, path in item.files]


def empty(history: History) -> int:
    """Remove for good what is in the trash, and give how many files that were."""
    with history.writing() as journal:
        count = 0
        for at, folders, names in os.walk(history.places.trash, topdown=False):
            for name in names:
                Path(at, name).unlink()
                count += 1
            for name in folders:
                with suppress(OSError):
                    Path(at, name).rmdir()
        _forget_all(journal)
    return count


def _forget_all(journal: Journal) -> None:
    journal.forget_trashed([one.stored for one in journal.trashed()])


def _action(one: Trashed) -> int:
    number = one.stored.split("/")[2]
    return int(number) if number.isdecimal() else 0


def _slug(path: str) -> str:
    """The name of a post by its file or folder, without its date."""
    return split_path(path)[1]
