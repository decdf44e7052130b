"""Changes whose bytes wait on disk, since an import makes more than memory should hold."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, TypeAlias

from blogcli.store.changes.change import FileChange


class Spool:
    """A temporary file of bytes; `change` makes Changes that read theirs from it when needed."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._end = 0

    def change(self, path: str, before: bytes | None, after: bytes) -> FileChange:
        """Return a FileChange like any other, valid as long as the spool is open."""
        return _Waiting(path, self._put(before), self._put(after), self)

    def get(self, start: int, length: int) -> bytes:
        """Return `length` bytes at offset `start`."""
        self._file.seek(start)
        return self._file.read(length)

    def _put(self, data: bytes | None) -> _Place:
        if data is None:
            return None
        self._file.seek(self._end)
        self._file.write(data)
        place = (self._end, len(data))
        self._end += len(data)
        return place


_Place: TypeAlias = tuple[int, int] | None
"""Offset and length of bytes in the spool."""


class _Waiting(FileChange):
    """A Change whose bytes are in the spool."""

    __slots__ = ("_places", "_spool")
    _places: tuple[_Place, _Place]
    _spool: Spool

    def __init__(self, path: str, before: _Place, after: _Place, spool: Spool) -> None:
        object.__setattr__(self, "_places", (before, after))
        object.__setattr__(self, "_spool", spool)
        super().__init__(path, None, b"")

    def _bytes(self, which: int) -> bytes | None:
        place = self._places[which]
        return None if place is None else self._spool.get(*place)

    def _ignore(self, value: object) -> None:
        """Discard the value, since the spool has it already."""

    before = property(lambda self: self._bytes(0), _ignore)
    after = property(lambda self: self._bytes(1), _ignore)


@contextmanager
def open_spool() -> Iterator[Spool]:
    """Yield a spool that is deleted, with its file, when the block ends."""
    from tempfile import TemporaryFile

    with TemporaryFile() as file:
        yield Spool(file)
