"""Open an export given as file, folder, zip or stream, so that it can be read repeatedly."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import BinaryIO

from blogcli.errors import BlogError, NotFound
from blogcli.exchange.sources.export_file import PIECE, ExportFile, unopened
from blogcli.exchange.sources.zip_files import is_zip, zip_members

_MOST_FILES = 200_000


@contextmanager
def gather(source: Path | BinaryIO) -> Iterator[list[ExportFile]]:
    """Return the files of a path or a stream (standard input); for a zip, its members.

    A stream is copied to a temporary file so that it can be read again. Raises NotFound if the
    file does not exist, BlogError if it cannot be opened.
    """
    if isinstance(source, Path) and source.is_dir():
        yield list(folder_files(source))
        return
    with ExitStack() as opened:
        if isinstance(source, Path):
            file = _of_path(source, str(source))
        else:
            file = opened.enter_context(_spooled(source))
        yield opened.enter_context(zip_members(file)) if is_zip(file) else [file]


def beside(path: Path, name: str) -> ExportFile | None:
    """Return the file of that name in the same folder, or None."""
    neighbour = path.with_name(name)
    return _of_path(neighbour, str(neighbour)) if path.is_file() and neighbour.is_file() else None


def _of_path(path: Path, name: str) -> ExportFile:
    try:
        return ExportFile(name, path.stat().st_size, lambda: path.open("rb"))
    except FileNotFoundError:
        raise NotFound("file not found", path=name) from None
    except (OSError, ValueError) as error:
        raise unopened(name, error) from None


def folder_files(folder: Path) -> Iterator[ExportFile]:
    """Yield the files of a folder and its subfolders, except hidden folders."""
    count = 0
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            count += 1
            if count > _MOST_FILES:
                raise BlogError(
                    f"contains more than {_MOST_FILES} files",
                    "name the export itself",
                    path=str(folder),
                )
            path = Path(place, name)
            if path.is_file():
                yield _of_path(path, str(path))


@contextmanager
def _spooled(stream: BinaryIO) -> Iterator[ExportFile]:
    from shutil import copyfileobj
    from tempfile import TemporaryFile

    with TemporaryFile() as file:
        copyfileobj(stream, file, PIECE)

        def from_start() -> BinaryIO:
            file.seek(0)
            return os.fdopen(os.dup(file.fileno()), "rb")

        yield ExportFile("standard input", file.tell(), from_start)
