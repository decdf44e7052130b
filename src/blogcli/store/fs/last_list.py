"""The posts of the last list on each terminal, kept among the user's files."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress

from blogcli.store.fs.state_dir import cache_folder, cache_name, write_private

_TERMINALS = 20
"""Most terminals whose lists are kept; the oldest are deleted."""

_LONGEST = 1 << 16
"""Largest file in bytes that is read."""


def keep_list(root: str, environ: Mapping[str, str], terminal: str, paths: Sequence[str]) -> None:
    """Keep the paths of posts listed on a terminal; without a cache folder, nothing."""
    folder = cache_folder(root, environ)
    if folder is None:
        return
    home = f"{folder}/lists"
    with suppress(OSError):
        if not os.path.isdir(home):
            os.mkdir(home, 0o700)
        write_private(f"{home}/{_file_name(terminal)}", b"\0".join(map(os.fsencode, paths)))
        _drop_oldest(home)


def kept_list(root: str, environ: Mapping[str, str], terminal: str) -> list[str] | None:
    """Return the paths kept for a terminal, in the order of the list; None if none were kept."""
    folder = cache_name(root, environ)
    if folder is None:
        return None
    try:
        with open(f"{folder}/lists/{_file_name(terminal)}", "rb") as stream:
            data = stream.read(_LONGEST)
    except OSError:
        return None
    return [os.fsdecode(path) for path in data.split(b"\0") if path]


def _file_name(terminal: str) -> str:
    return re.sub(r"[^\w-]", "_", terminal, flags=re.ASCII)[-80:]


def _drop_oldest(home: str) -> None:
    files = [entry for entry in os.scandir(home) if entry.is_file(follow_symlinks=False)]
    files.sort(key=lambda entry: entry.stat(follow_symlinks=False).st_mtime_ns, reverse=True)
    for entry in files[_TERMINALS:]:
        os.unlink(entry.path)
