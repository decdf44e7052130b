"""Choose the folders of a blog's posts: those of its generator that hold some, else others."""

import os
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import chain, islice
from typing import NamedTuple

from blogcli.errors import BlogError
from blogcli.posts.model.paths import day_in_name
from blogcli.store.fs.files import StrPath, real_place
from blogcli.store.layouts.model import Layout
from blogcli.store.layouts.walk import content_folders, find_folders, is_post_name, joined_path

_MOST_ALIKE = 8
"""Files of one folder that are opened: whether they have front matter, they mostly have in common.
"""

_MOST_FILES = 50
"""Files below one folder that are opened."""

_MOST_OPENED = 400
"""Files that are opened for one choice, however many folders are asked."""

_MOST_ENTRIES = 5000
"""Folder entries that one search looks at, however large the site is."""

_DEEPEST = 4
"""How many folders below the site's root a search for posts goes."""

_START = 1000
"""The first bytes of a file, in which its front matter begins, and mostly has the date."""

_FRONT_MATTER = re.compile(rb"\A(?:\xef\xbb\xbf)?(?:---[ \t\r\n]|\+\+\+[ \t\r\n]|\{[ \t\r\n]*\")")
_HEADERS = rb"\A(?:\xef\xbb\xbf)?\w[\w -]*:[ \t]"


class Choice(NamedTuple):
    """The folders of posts; `searched`: none of the generator's usual ones holds a post."""

    folders: tuple[str, ...]
    searched: bool = False


def choose_folders(root: StrPath, layout: Layout) -> Choice:
    """Return the folders of posts: the usual ones that hold posts, else what a search finds.

    If nothing is found, they are the usual ones as they are. Only layouts that leave the folders
    open are searched, and only a few files of a folder are read. Where all else would be the whole
    site, with its pages, folders of dated posts go before it.
    """
    usual = _found(root, layout.folders, layout)
    if not layout.otherwise:
        return Choice(usual)
    search = _FolderSearch(root, layout)
    if kept := search.kept(usual):
        return Choice(kept)
    if kept := search.kept(_found(root, layout.elsewhere, layout)):
        return Choice(kept, searched=True)
    all_else = _found(root, layout.otherwise, layout)
    if all_else == (".",) and (dated := search.topmost(dated=True)):
        return Choice(dated, searched=True)
    if kept := search.kept(all_else) or search.topmost():
        return Choice(kept, searched=True)
    return Choice(usual or all_else)


def _found(root: StrPath, patterns: Sequence[str], layout: Layout) -> tuple[str, ...]:
    found = (folder for pattern in patterns for folder in find_folders(root, pattern))
    return tuple(dict.fromkeys(folder for folder in found if not is_skipped(folder, layout)))


def is_skipped(folder: str, layout: Layout) -> bool:
    """Return whether a folder is one of those that hold no posts, or lies in one."""
    return any(folder == skip or folder.startswith(f"{skip}/") for skip in layout.skip)


class _FolderSearch:
    """A search for folders that hold posts, with all that it may still open."""

    def __init__(self, root: StrPath, layout: Layout) -> None:
        self._root = root
        self._layout = layout
        self._left = _MOST_OPENED

    def kept(self, folders: Sequence[str]) -> tuple[str, ...]:
        """Return the folders that hold a file with front matter, or lead out of the blog."""
        return tuple(folder for folder in folders if self._holds(folder))

    def topmost(self, *, dated: bool = False) -> tuple[str, ...]:
        """Return the topmost folders of the site, outside its own ones, that hold posts directly.

        With `dated`, they hold posts with dates, and there are none if the site's root holds some.
        """
        layout = self._layout
        own = {layout.pages, layout.static, layout.templates} - {"", "."}
        if dated and self._holds_directly(".", dated=True):
            return ()
        found: list[str] = []
        waiting = ["."]
        while waiting:
            for path in self._inner(waiting.pop(0)):
                if path in own or not self._holds(path):
                    continue
                if self._holds_directly(path, dated=dated):
                    found.append(path)
                elif path.count("/") + 1 < _DEEPEST:
                    waiting.append(path)
                elif not dated:
                    found.append(path)
        return tuple(sorted(found))

    def _holds(self, folder: str) -> bool:
        try:
            real_place(self._root, folder)
        except BlogError:
            return True  # the walk reports a link that leads out
        # Mostly a first file decides, in a hundredth of the time for a folder of 10,000 posts.
        files = chain(self._first_posts(folder), islice(self._posts_below(folder), _MOST_FILES))
        return any(self._is_post(path) for path in files)

    def _first_posts(self, folder: str) -> Iterator[str]:
        """Yield a few files of the folder that are posts by their names, as they come."""
        with suppress(OSError), os.scandir(f"{self._root}/{folder}") as entries:
            for entry in islice(entries, _MOST_ALIKE):
                if is_post_name(entry.name, self._layout) and entry.is_file():
                    yield joined_path(folder, entry.name)

    def _posts_below(self, folder: str) -> Iterator[str]:
        """Yield a few files of each folder that are posts by their names, the nearest first."""
        if os.path.isfile(f"{self._root}/{folder}"):
            yield folder
            return
        waiting, seen = [folder], 0
        while waiting and seen <= _MOST_ENTRIES:
            at = waiting.pop(0)
            names, inner = self._entries(at)
            seen += len(names) + len(inner)
            yield from self._some_posts(at, names)
            waiting += self._content(at, inner)

    def _holds_directly(self, folder: str, *, dated: bool) -> bool:
        """Return whether posts are in the folder itself, or each in a folder of its own there."""
        names, _ = self._entries(folder)
        if not dated:
            return any(is_post_name(name, self._layout) for name in names)
        posts = [path for path in self._some_posts(folder, names) if not _is_index(path)]
        beside = (
            path
            for inner in self._inner(folder)[:_MOST_ALIKE]
            for path in self._some_posts(inner, self._entries(inner)[0])
            if _is_index(path)
        )
        return any(self._is_post(path, dated=True) for path in (*posts, *beside))

    def _some_posts(self, folder: str, names: Sequence[str]) -> list[str]:
        posts = sorted(name for name in names if is_post_name(name, self._layout))
        return [joined_path(folder, name) for name in posts[:: len(posts) // _MOST_ALIKE + 1]]

    def _inner(self, folder: str) -> list[str]:
        return self._content(folder, self._entries(folder)[1])

    def _content(self, folder: str, names: Sequence[str]) -> list[str]:
        paths = content_folders(joined_path(folder, name) for name in sorted(names))
        return [path for path in paths if not is_skipped(path, self._layout)]

    def _entries(self, folder: str) -> tuple[list[str], list[str]]:
        """Return the names of files and of folders in a folder, up to a number."""
        files: list[str] = []
        folders: list[str] = []
        try:
            with os.scandir(f"{self._root}/{folder}") as entries:
                for entry in islice(entries, _MOST_ENTRIES):
                    if entry.is_file():
                        files.append(entry.name)
                    elif entry.is_dir(follow_symlinks=False):
                        folders.append(entry.name)
        except OSError:
            pass
        return files, folders

    def _is_post(self, path: str, *, dated: bool = False) -> bool:
        """Return whether a file begins with front matter, or with `dated`, has a date as well."""
        self._left -= 1
        if self._left < 0:
            return False
        try:
            with open(f"{self._root}/{path}", "rb", opener=_without_waiting) as file:
                start = file.read(_START)
        except OSError:
            return False
        headers = self._layout.conventions.headers and re.match(_HEADERS, start)
        if not (_FRONT_MATTER.match(start) or headers):
            return False
        return not dated or day_in_name(path) is not None or self._has_date(start)

    def _has_date(self, start: bytes) -> bool:
        names = "|".join(re.escape(key) for key in self._layout.conventions.names["date"])
        return (
            re.search(rf"^[\"']?(?:{names})[\"']?[ \t]*[:=]".encode(), start, re.I | re.M)
            is not None
        )


def _is_index(path: str) -> bool:
    return path.rpartition("/")[2].startswith("index.")


def _without_waiting(place: str, flags: int) -> int:
    return os.open(place, flags | getattr(os, "O_NONBLOCK", 0))
