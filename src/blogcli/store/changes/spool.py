"""Changes whose bytes wait on disk, since an import makes more than memory should hold."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import BinaryIO

from blogcli.store.changes.change import FileChange
from blogcli.store.fs.content import Spooled


class Spool:
    """A temporary file of bytes; `change` makes changes that read theirs from it when needed."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._end = 0

    def change(self, path: str, before: bytes | None, after: bytes) -> FileChange:
        """Return a FileChange like any other, valid as long as the spool is open."""
        old = None if before is None else self._put(before)
        return FileChange(path, old, self._put(after))

    def _put(self, data: bytes) -> Spooled:
        self._file.seek(self._end)
        self._file.write(data)
        start, self._end = self._end, self._end + len(data)
        return Spooled(partial(self._get, start, len(data)))

    def _get(self, start: int, length: int) -> bytes:
        self._file.seek(start)
        return self._file.read(length)


@contextmanager
def open_spool() -> Iterator[Spool]:
    """Yield a spool that is deleted, with its file, when the block ends."""
    from tempfile import TemporaryFile

    with TemporaryFile() as file:
        yield Spool(file)
