"""Choose the folders of a blog's posts: those of its generator that hold some, else others."""

import os
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from blogcli.errors import BlogError
from blogcli.store.fs.files import StrPath, real_place
from blogcli.store.layouts.table import Layout
from blogcli.store.layouts.walk import content_folders, find_folders, is_post_name

_MOST_FILES = 50
"""Files of one folder that are looked into for front matter."""

_MOST_ENTRIES = 5000
"""Folder entries that one search looks at, however large the site is."""

_MOST_NAMES = 1000
"""Files of one folder whose endings are looked at for those that are left out."""

_DEEPEST = 4
"""How many folders below the site's root a search for posts goes."""

_FRONT_MATTER = re.compile(rb"\A(?:\xef\xbb\xbf)?(?:---[ \t\r\n]|\+\+\+[ \t\r\n]|\{[ \t\r\n]*\")")
_HEADERS = re.compile(rb"\A(?:\xef\xbb\xbf)?\w[\w -]*:[ \t]")

Holds = Callable[[str], bool]


class Choice(NamedTuple):
    """The folders of posts; `searched`: none of the generator's usual ones holds a post."""

    folders: tuple[str, ...]
    searched: bool = False


def choose_folders(root: StrPath, layout: Layout) -> Choice:
    """Return the folders of posts: the usual ones that hold posts, else what a search finds.

    If nothing is found, they are the usual ones as they are. Only layouts that leave the folders
    open are searched, and only a file or two of a folder is read.
    """

    def holds(folder: str) -> bool:
        return holds_posts(root, folder, layout)

    usual = _found(root, layout.folders, layout)
    if not layout.otherwise:
        return Choice(usual)
    kept = tuple(folder for folder in usual if holds(folder))
    if kept:
        return Choice(kept)
    for patterns in (layout.elsewhere, layout.otherwise):
        found = _found(root, patterns, layout)
        if kept := tuple(folder for folder in found if holds(folder)):
            return Choice(kept, searched=True)
    if searched := _search(root, layout, holds):
        return Choice(searched, searched=True)
    return Choice(usual or _found(root, layout.otherwise, layout))


def _found(root: StrPath, patterns: Sequence[str], layout: Layout) -> tuple[str, ...]:
    found = (folder for pattern in patterns for folder in find_folders(root, pattern))
    return tuple(dict.fromkeys(folder for folder in found if not is_skipped(folder, layout)))


def is_skipped(folder: str, layout: Layout) -> bool:
    """Return whether a folder is one of those that hold no posts, or lies in one."""
    return any(folder == skip or folder.startswith(f"{skip}/") for skip in layout.skip)


def holds_posts(root: StrPath, folder: str, layout: Layout) -> bool:
    """Return whether a folder, or one below it, holds a file with front matter."""
    try:
        real_place(root, folder)
    except BlogError:
        return True  # the walk reports a link that leads out
    files = _post_files(root, folder, layout)
    return any(_has_front_matter(f"{root}/{file}", layout) for file in islice(files, _MOST_FILES))


def left_out(
    root: StrPath, folders: Sequence[str], endings: Sequence[str], layout: Layout
) -> list[str]:
    """Return the first file found of each of the endings in the folders of posts."""
    found: dict[str, str] = {}
    for folder in folders if endings else ():
        for path in islice(_files(root, folder, layout), _MOST_NAMES):
            ending = path.rpartition(".")[2]
            if ending in endings:
                found.setdefault(ending, path)
    return sorted(found.values())


def _post_files(root: StrPath, folder: str, layout: Layout) -> Iterator[str]:
    """Yield the files below a folder that are posts by their names, the nearest first."""
    for path in _files(root, folder, layout):
        if is_post_name(os.path.basename(path), layout):
            yield path


def _files(root: StrPath, folder: str, layout: Layout) -> Iterator[str]:
    """Yield the files below a folder, the nearest first, up to a number."""
    if os.path.isfile(f"{root}/{folder}"):
        yield folder
        return
    waiting, seen = [folder], 0
    while waiting and seen <= _MOST_ENTRIES:
        at = waiting.pop(0)
        inner: list[str] = []
        try:
            with os.scandir(f"{root}/{at}") as entries:
                for entry in islice(entries, _MOST_ENTRIES):
                    seen += 1
                    path = entry.name if at == "." else f"{at}/{entry.name}"
                    if entry.is_file():
                        yield path
                    elif entry.is_dir(follow_symlinks=False):
                        inner.append(path)
        except OSError:
            continue
        waiting += [path for path in content_folders(inner) if not is_skipped(path, layout)]


def _has_front_matter(place: str, layout: Layout) -> bool:
    try:
        with open(place, "rb", opener=_without_waiting) as file:
            start = file.read(200)
    except OSError:
        return False
    headers = layout.conventions.headers and _HEADERS.match(start)
    return bool(_FRONT_MATTER.match(start) or headers)


def _without_waiting(place: str, flags: int) -> int:
    return os.open(place, flags | getattr(os, "O_NONBLOCK", 0))


def _search(root: StrPath, layout: Layout, holds: Holds) -> tuple[str, ...]:
    """Return the topmost folders of the site, outside its own ones, that hold posts directly."""
    own = {layout.pages, layout.static, layout.templates} - {"", "."}
    found: list[str] = []
    waiting = ["."]
    while waiting:
        at = waiting.pop(0)
        try:
            with os.scandir(f"{root}/{at}") as entries:
                names = [entry.name for entry in entries if entry.is_dir(follow_symlinks=False)]
        except OSError:
            continue
        paths = content_folders(name if at == "." else f"{at}/{name}" for name in sorted(names))
        for path in paths:
            if path in own or is_skipped(path, layout):
                continue
            if not holds(path):
                continue
            direct = _holds_directly(root, path, layout)
            if direct or path.count("/") + 1 >= _DEEPEST:
                found.append(path)
            else:
                waiting.append(path)
    return tuple(sorted(found))


def _holds_directly(root: StrPath, folder: str, layout: Layout) -> bool:
    try:
        with os.scandir(f"{root}/{folder}") as entries:
            names = [entry.name for entry in islice(entries, _MOST_ENTRIES)]
    except OSError:
        return False
    return any(is_post_name(name, layout) for name in names)
