"""Open an export given as file, folder, zip or stream, so that it can be read repeatedly."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO, Protocol

from blogcli.errors import BlogError, NotFound

_HEAD, _TAIL = 256 << 10, 16 << 10  # bytes needed to detect the format
_MOST_FILES = 200_000
_PIECE = 1 << 20


class _Readable(Protocol):
    def read(self, size: int = -1, /) -> bytes: ...

    def close(self) -> None: ...


class Stream:
    """A stream of bytes that reports each read to a callback, which may raise to stop it."""

    def __init__(self, raw: _Readable, told: Callable[[int], None]) -> None:
        self._raw = raw
        self._told = told

    def read(self, size: int = -1) -> bytes:
        """Return up to `size` bytes, all for -1."""
        data = self._raw.read(size)
        self._told(len(data))
        return data


def _nobody(count: int) -> None:
    pass


@dataclass(frozen=True, slots=True)
class ExportFile:
    """A file of an export; `name` is for messages, `size` its bytes as far as known."""

    name: str
    size: int
    opener: Callable[[], _Readable]
    told: Callable[[int], None] = _nobody

    @contextmanager
    def open(self) -> Iterator[Stream]:
        """Open the file from the start, any number of times; raises BlogError on failure."""
        try:
            raw = self.opener()
        except OSError as error:
            raise _unopened(self.name, error) from None
        with closing(raw):
            yield Stream(raw, self.told)

    def read(self, most: int) -> bytes:
        """Return the whole content; raises BlogError if it is larger than `most` bytes."""
        with self.open() as stream:
            data = stream.read(most + 1)
        if len(data) > most:
            raise BlogError(f"is larger than {most >> 20} MB", "split it", path=self.name)
        return data

    def sample(self) -> bytes:
        """Return the first 256 KiB; for JSON, also the last 16 KiB, where the version may be."""
        with replace(self, told=_nobody).open() as stream:
            head = stream.read(_HEAD)
            tail = b""
            while head.lstrip()[:1] == b"{" and (piece := stream.read(_PIECE)):
                tail = (tail + piece)[-_TAIL:]
        return head + tail


@contextmanager
def gather(source: Path | BinaryIO) -> Iterator[list[ExportFile]]:
    """Return the files of a path or a stream (standard input); for a zip, its members.

    A stream is copied to a temporary file so that it can be read again. Raises NotFound if the
    file does not exist, BlogError if it cannot be opened.
    """
    if not isinstance(source, Path):
        with _spooled(source) as file, _members(file) as files:
            yield files
    elif source.is_dir():
        yield list(folder_files(source))
    else:
        with _members(_of_path(source, str(source))) as files:
            yield files


def beside(path: Path, name: str) -> ExportFile | None:
    """Return the file of that name in the same folder, or None."""
    neighbour = path.with_name(name)
    return _of_path(neighbour, str(neighbour)) if path.is_file() and neighbour.is_file() else None


@contextmanager
def _members(file: ExportFile) -> Iterator[list[ExportFile]]:
    from blogcli.exchange.zips import is_zip, members

    if not is_zip(file):
        yield [file]
        return
    with members(file) as files:
        yield files


def _of_path(path: Path, name: str) -> ExportFile:
    try:
        return ExportFile(name, path.stat().st_size, lambda: path.open("rb"))
    except FileNotFoundError:
        raise NotFound("file not found", path=name) from None
    except (OSError, ValueError) as error:
        raise _unopened(name, error) from None


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
        copyfileobj(stream, file, _PIECE)

        def from_start() -> BinaryIO:
            file.seek(0)
            return os.fdopen(os.dup(file.fileno()), "rb")

        yield ExportFile("standard input", file.tell(), from_start)


def _unopened(name: str, error: Exception) -> BlogError:
    reason = getattr(error, "strerror", None) or str(error)
    return BlogError(f"cannot be opened: {reason}", path=name)
