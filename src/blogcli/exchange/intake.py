"""What the user hands over, as files that can be opened again: file, folder, zip or stream."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO, Protocol

from blogcli.errors import BlogError, NotFound

_HEAD, _TAIL = 256 << 10, 16 << 10  # bytes that tell what a file is
_MOST_FILES = 200_000
_PIECE = 1 << 20


class _Readable(Protocol):
    def read(self, size: int = -1, /) -> bytes: ...

    def close(self) -> None: ...


class Stream:
    """Bytes to read once; who waits is told how many came, and may refuse more of them."""

    def __init__(self, raw: _Readable, told: Callable[[int], None]) -> None:
        self._raw = raw
        self._told = told

    def read(self, size: int = -1) -> bytes:
        data = self._raw.read(size)
        self._told(len(data))
        return data


def _nobody(count: int) -> None:
    pass


@dataclass(frozen=True, slots=True)
class ExportFile:
    """One file of an export; `name` is what to call it, `size` its bytes as far as is known."""

    name: str
    size: int
    opener: Callable[[], _Readable]
    told: Callable[[int], None] = _nobody

    @contextmanager
    def open(self) -> Iterator[Stream]:
        """Its bytes from the start, as often as is asked; raises BlogError where that fails."""
        try:
            raw = self.opener()
        except OSError as error:
            raise _unopened(self.name, error) from None
        with closing(raw):
            yield Stream(raw, self.told)

    def read(self, most: int) -> bytes:
        """The whole of it; raises BlogError where it holds more than `most` bytes."""
        with self.open() as stream:
            data = stream.read(most + 1)
        if len(data) > most:
            raise BlogError(f"is larger than {most >> 20} MB", "split it", path=self.name)
        return data

    def sample(self) -> bytes:
        """Its first 256 KiB, and of JSON, which may name itself at its end, the last 16 KiB."""
        with replace(self, told=_nobody).open() as stream:
            head = stream.read(_HEAD)
            tail = b""
            while head.lstrip()[:1] == b"{" and (piece := stream.read(_PIECE)):
                tail = (tail + piece)[-_TAIL:]
        return head + tail


@contextmanager
def gather(source: Path | BinaryIO) -> Iterator[list[ExportFile]]:
    """The files of a path or of a stream (standard input); a zip's are its members.

    A stream is kept in a temporary file, so that it can be read again. Raises NotFound for no such
    file, BlogError for one that cannot be opened.
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
    """The file of that name in the same folder, if there is one."""
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
    """The files of a folder and of those in it, hidden folders left out."""
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
