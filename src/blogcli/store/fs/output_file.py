"""Write an output file that the user names, atomically."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from blogcli.errors import BlogError, os_reason
from blogcli.store.fs.files import real_place


def check_output(path: Path, root: Path) -> None:
    """Raise UsageError for a file below `root` that a linked folder leads out of it."""
    if Path(os.path.normpath(path)).is_relative_to(root):
        real_place(root, path.parent)


def write_file(path: Path, pieces: Iterable[str]) -> None:
    """Write the pieces as UTF-8 and rename the file into place; an existing one is replaced.

    Raises BlogError if the system refuses. An error of `pieces` leaves everything as it was.
    """
    temp = path.with_name(f".{path.name[:40]}.blogcli-{os.urandom(4).hex()}")
    try:
        with temp.open("x", encoding="utf-8", errors="replace", newline="") as file:
            file.writelines(pieces)
            file.flush()
            os.fsync(file.fileno())
        temp.replace(path)
    except OSError as error:
        raise BlogError(f"cannot be written: {os_reason(error)}", path=str(path)) from None
    finally:
        temp.unlink(missing_ok=True)
