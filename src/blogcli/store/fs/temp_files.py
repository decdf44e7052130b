"""Temporary files, in a hidden folder beside the files concerned, one for each command.

In the folder of the files themselves, ext4 would look for the inode of each in vain among those
that were freed a moment ago, and a folder that has grown by thousands of names never shrinks.
"""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path


def temp_of(place: Path, token: str) -> Path:
    """Return where a version of the file at `place` waits; `token` makes the folder unique."""
    # The name's own 40 characters are at most 160 bytes, which leaves room below the usual 255. No
    # site generator takes what ends in `~` for a page.
    name, unique = place.name, blake2b(os.fsencode(place.name), digest_size=8).hexdigest()
    return place.parent / f".blogcli-{token}" / f"{name[:40]}-{unique}~"


def make_temp_folder(temp: Path) -> None:
    """Create the folder of a temporary file, for its user alone."""
    with suppress(FileExistsError):
        os.mkdir(temp.parent, 0o700)


def remove_temp_folder(folder: Path, token: str) -> None:
    """Delete the folder for temporary files of `folder`, unless it has a file of someone else."""
    try:
        (folder / f".blogcli-{token}").rmdir()
    except (FileNotFoundError, NotADirectoryError):
        pass
    except OSError as error:
        if error.errno not in (errno.ENOTEMPTY, errno.EEXIST):
            raise
