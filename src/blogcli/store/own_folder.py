"""The folder `.blog/` at the root of a blog: what blogcli keeps about it, never seen by git."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from blogcli.store.files import StrPath

NAME = ".blog"

HISTORY = "history.db"
PENDING = "pending"
TRASH = "trash"
"""What is in it: the journal, the mark of a command that is at work, and what was removed."""

_GIT = ".git"


def is_blogs_own(path: str) -> bool:
    """Whether a path may be of a file of the blog: not in a folder of blogcli's or git's."""
    return {NAME, _GIT}.isdisjoint(part.casefold() for part in path.split("/"))


def is_kept(path: str) -> bool:
    """Whether a path may be in the history: of a file of the blog, or of one in the trash.

    The history may have come with the blog from someone else, and must lead nowhere else.
    """
    return is_blogs_own(path.removeprefix(f"{NAME}/{TRASH}/"))


def own_folder(root: StrPath) -> str | None:
    """The folder, made where it is not there yet; None where nothing can be written.

    Nor is it used where it is a link or holds one, for that came from someone else and leads
    elsewhere. A `.gitignore` in it that holds `*` keeps git from listing it, and with it itself.
    """
    folder = f"{root}/{NAME}"
    try:
        if not _is_folder(folder):
            os.mkdir(folder)
        if not os.path.lexists(f"{folder}/.gitignore"):
            with open(f"{folder}/.gitignore", "x") as stream:
                stream.write("*\n")
    except FileExistsError:
        pass  # a file or a link is in the way, or another process was faster
    except OSError:
        return None
    usable = _is_folder(folder) and not _holds_links(folder)
    return folder if usable and os.access(folder, os.W_OK) else None


def cache_folder(root: str, environ: Mapping[str, str]) -> str | None:
    """A folder for the blog at `root` among the user's caches, made where it is missing.

    None where the environment names no home, and where it cannot be made
    (https://specifications.freedesktop.org/basedir-spec/latest/).
    """
    from hashlib import blake2b

    home = environ.get("HOME") or environ.get("USERPROFILE")
    caches = environ.get("XDG_CACHE_HOME", "")
    if not caches.startswith("/"):
        caches = f"{home}/.cache" if home else ""
    if not caches:
        return None
    name = blake2b(os.fsencode(root), digest_size=8).hexdigest()
    folder = f"{caches}/blogcli/{name}"
    with suppress(OSError):
        os.makedirs(folder, mode=0o700, exist_ok=True)
    return folder if os.access(folder, os.W_OK) else None


def is_pending(root: StrPath) -> bool:
    """Whether a command is at work, or was cut off; one look at one name."""
    return os.path.lexists(f"{root}/{NAME}/{PENDING}")


def _is_folder(path: str) -> bool:
    try:
        return stat.S_ISDIR(os.lstat(path).st_mode)
    except OSError:
        return False


def _holds_links(folder: str) -> bool:
    try:
        with os.scandir(folder) as entries:
            return any(entry.is_symlink() for entry in entries)
    except OSError:
        return True
