"""Make writes durable: fsync each file, or one syncfs for many."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable
from pathlib import Path

_ONE_BY_ONE = 16
"""Up to this many files get an fsync each; for more, their whole file system is synced."""


def sync_files(files: Collection[Path]) -> None:
    """Make the contents of files durable."""
    if len(files) <= _ONE_BY_ONE or os.name == "nt":
        for file in files:
            sync(file)
    else:
        _sync_systems({file.parent for file in files})


def sync_folders(folders: Iterable[Path]) -> None:
    """Make the names in folders durable; a missing folder needs nothing, nor does Windows."""
    there = {folder for folder in folders if folder.is_dir()}
    if os.name == "nt":
        return
    if len(there) <= _ONE_BY_ONE:
        for folder in sorted(there):
            sync(folder)
    else:
        _sync_systems(there)


def sync(file: Path) -> None:
    """Make one file durable, or the names in one folder."""
    handle = os.open(file, os.O_RDWR if os.name == "nt" else os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _sync_systems(folders: Iterable[Path]) -> None:
    """Make everything durable that was written to the file systems of the folders."""
    import ctypes

    # Only Linux has syncfs(2); it reports failed writes, which sync(2) cannot.
    syncfs = getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None)
    if syncfs is None:
        os.sync()
        return
    for folder in {folder.stat().st_dev: folder for folder in folders}.values():
        handle = os.open(folder, os.O_RDONLY)
        try:
            if syncfs(handle) != 0:
                code = ctypes.get_errno()
                raise OSError(code, os.strerror(code), str(folder))
        finally:
            os.close(handle)
