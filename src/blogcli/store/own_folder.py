"""The folder where blogcli keeps what is its own: nothing in it belongs to the blog."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from contextlib import suppress

NAME = ".blog"


def own_folder(root: str) -> str | None:
    """The folder `.blog` of the blog at `root`, made where it is missing; None where it cannot be.

    It holds a `.gitignore` by which git ignores the folder, that file included. A link is not
    followed: it could lead out of the blog.
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
    return folder if _is_folder(folder) and os.access(folder, os.W_OK) else None


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


def _is_folder(path: str) -> bool:
    try:
        return stat.S_ISDIR(os.lstat(path).st_mode)
    except OSError:
        return False
