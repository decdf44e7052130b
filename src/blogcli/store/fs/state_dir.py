"""The folders that blogcli keeps for a blog: among the user's files, never in the blog itself.

History, pending changes and trash are state (`$XDG_STATE_HOME/blogcli/`), index and search a cache
(`$XDG_CACHE_HOME/blogcli/`), see https://specifications.freedesktop.org/basedir-spec/latest/. So
nothing that came with a clone is trusted, and reading a blog writes nothing into it.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from zlib import crc32

HISTORY = "history.db"
PENDING = "pending"
TRASH = "trash"
"""What the state folder holds: the journal, the mark of a pending command, and removed files."""

EARLIER = ".blog"
"""Where earlier versions kept all of it: a folder of the blog, which may come with a clone."""

IN_TRASH = f"{EARLIER}/{TRASH}/"
"""Prefix of paths in the trash in the journal; no file of a blog has such a path."""

_RECORD = "blog.json"
"""The file that identifies the blog's folder: by its path, and its inode, which a move keeps."""


def say_nothing(sentence: str) -> None:
    """Discard the message."""


class StateDir:
    """The state folder of the blog at `root`, a real path; `tell` receives messages for the user.

    It belongs to one folder. Another folder at the same path gets its own state, and the old one is
    kept under another name. A folder that was moved keeps its state.
    """

    def __init__(
        self, root: str, environ: Mapping[str, str], tell: Callable[[str], None] = say_nothing
    ) -> None:
        self.root = root
        self.tell = tell
        self._home = user_folder(environ, "XDG_STATE_HOME", ".local/state")
        self.name = self.named(root)

    def named(self, root: str) -> str | None:
        """Return the name of the state folder of a blog at `root`; None without a home folder."""
        return f"{self._home}/{_name(root)}" if self._home else None

    def is_pending(self) -> bool:
        """Return whether a command is running on this blog, or was interrupted."""
        name = self.name
        return name is not None and os.path.lexists(f"{name}/{PENDING}") and self._is_ours(name)

    def find(self) -> str | None:
        """Return the folder if this blog has one; a blog that was moved keeps its own."""
        if self.name is None:
            return None
        if os.path.isdir(self.name) and not self._is_ours(self.name):
            self._set_aside(self.name)
        if not os.path.isdir(self.name):
            self._bring_along(self.name)
        if not _holds_history(self.name):
            self._hint_at_earlier()
        return self.name if os.path.isdir(self.name) else None

    def make(self) -> str | None:
        """Return the folder, created if it is missing; None if it cannot be written."""
        found = self.find()
        if found is None and self.name is not None:
            with suppress(OSError):
                _make_private(self.name)
                os.mkdir(f"{self.name}/{TRASH}", 0o700)
                self._write_record(self.name)
                found = self.name
        return found if found and os.access(found, os.W_OK) else None

    def start_over(self) -> str | None:
        """Set the existing history aside, and return its new name; None if there is none."""
        found = self.find()
        return self._moved_aside(found) if found and _holds_history(found) else None

    def _is_ours(self, folder: str) -> bool:
        record = _read_record(folder)
        return record is None or record["inode"] == _inode(self.root)

    def _set_aside(self, folder: str) -> None:
        kept = self._moved_aside(folder)
        self.tell(
            "this folder is new, but its path has the history of an older one, which was set aside;"
            f" `blog history --adopt {kept}` takes it over"
        )

    def _moved_aside(self, folder: str) -> str:
        number = 1
        while os.path.lexists(kept := f"{folder}.{number}"):
            number += 1
        os.rename(folder, kept)
        return kept

    def _bring_along(self, name: str) -> None:
        """Take over the state of a folder that is gone from its path and has this one's inode."""
        inode = _inode(self.root)
        for other in _folders(os.path.dirname(name)):
            record = _read_record(other)
            if record and record["inode"] == inode and not os.path.lexists(str(record["path"])):
                with suppress(OSError):
                    os.rename(other, name)
                    self._write_record(name)
                    self.tell(f"the blog was moved from {record['path']}; its history was kept")
                    return

    def _write_record(self, folder: str) -> None:
        import json

        text = json.dumps({"path": self.root, "inode": _inode(self.root)})
        write_private(f"{folder}/{_RECORD}", text.encode())

    def _hint_at_earlier(self) -> None:
        if os.path.isfile(f"{self.root}/{EARLIER}/{HISTORY}"):
            self.tell(
                f"{EARLIER}/ has the history of an earlier version or of a clone; it is not"
                f" used: `blog history --adopt {EARLIER}` takes it over"
            )


def cache_folder(root: str, environ: Mapping[str, str]) -> str | None:
    """Return the cache folder of the blog at `root`, created if it is missing.

    None if the environment names no home, or if it cannot be written. When a new one is created,
    the caches of blogs that no longer exist are deleted.
    """
    folder = cache_name(root, environ)
    if folder is None:
        return None
    if not os.path.isdir(folder):
        with suppress(OSError):
            _make_private(folder)
            write_private(f"{folder}/path", os.fsencode(root))
            _drop_stale(os.path.dirname(folder))
    return folder if os.access(folder, os.W_OK) else None


def cache_name(root: str, environ: Mapping[str, str]) -> str | None:
    """Return the name of the cache folder of the blog at `root`; None without a home."""
    home = user_folder(environ, "XDG_CACHE_HOME", ".cache")
    return f"{home}/{_name(root)}" if home else None


def in_trash(path: str) -> bool:
    """Return whether a path of the journal is one in the trash."""
    return path.startswith(IN_TRASH)


def open_private(name: str) -> int:
    """Open a file for writing that only its user may read; create it if it is missing."""
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)
    return os.open(name, flags, 0o600)


def write_private(name: str, data: bytes) -> None:
    """Write a file that only its user may read, aside at first; an existing one is replaced."""
    temp = f"{name}.{os.getpid()}"
    with open(open_private(temp), "wb") as stream:
        stream.write(data)
    os.replace(temp, name)


def _holds_history(folder: str) -> bool:
    return os.path.exists(f"{folder}/{HISTORY}")


def user_folder(environ: Mapping[str, str], variable: str, usual: str) -> str | None:
    """Return blogcli's folder for one kind of the user's files; a relative one is ignored.

    It is in the folder that the variable names, else in the `usual` one of the home folder.
    """
    folder = environ.get(variable, "")
    if not os.path.isabs(folder):
        home = environ.get("HOME") or environ.get("USERPROFILE") or ""
        folder = f"{home}/{usual}" if os.path.isabs(home) else ""
    return os.path.join(os.path.normpath(folder), "blogcli") if folder else None


def _name(root: str) -> str:
    """Return a blog's name with a hash of its path.

    The hash is two CRC-32s, since loading hashlib takes 4 ms of every call.
    """
    path = os.fsencode(root)
    name = os.path.basename(root)[:40] or "root"
    return f"{name}-{crc32(path):08x}{crc32(path[::-1]):08x}"


def _make_private(folder: str) -> None:
    os.makedirs(os.path.dirname(folder), mode=0o700, exist_ok=True)
    os.mkdir(folder, 0o700)


def _inode(root: str) -> int:
    """Return the inode of a folder, 0 if it does not exist."""
    try:
        return os.stat(root).st_ino
    except OSError:
        return 0


def _folders(home: str) -> Iterator[str]:
    try:
        names = sorted(os.listdir(home))
    except OSError:
        return
    for name in names:
        if stat.S_ISDIR(os.lstat(f"{home}/{name}").st_mode):
            yield f"{home}/{name}"


def _read_record(folder: str) -> Mapping[str, object] | None:
    """Return what the record says; None if it is missing or invalid."""
    import json

    try:
        with open(f"{folder}/{_RECORD}", encoding="ascii") as stream:
            record = json.load(stream)
        return record if {"path", "inode"} <= record.keys() else None
    except (OSError, ValueError, AttributeError):
        return None


def _drop_stale(home: str) -> None:
    from shutil import rmtree

    for folder in _folders(home):
        with suppress(OSError), open(f"{folder}/path", "rb") as stream:
            if not os.path.lexists(os.fsdecode(stream.read())):
                rmtree(folder, ignore_errors=True)
