"""Changes whose bytes wait on disk: an import makes more of them than memory should hold."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, TypeAlias

from blogcli.store.changes import Change


class Spool:
    """A temporary file of bytes; `change` makes Changes that read theirs from it when asked."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._end = 0

    def change(self, path: str, before: bytes | None, after: bytes) -> Change:
        """A Change like any other, as long as the spool is open."""
        return _Waiting(path, self._put(before), self._put(after), self)

    def get(self, start: int, length: int) -> bytes:
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
"""Where in the spool bytes begin, and how many they are."""


class _Waiting(Change):
    """A Change that knows where its bytes are."""

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
        """What the dataclass itself would keep is in the spool already."""

    before = property(lambda self: self._bytes(0), _ignore)
    after = property(lambda self: self._bytes(1), _ignore)


@contextmanager
def open_spool() -> Iterator[Spool]:
    """A spool that is gone, with its file, when the block ends."""
    from tempfile import TemporaryFile

    with TemporaryFile() as file:
        yield Spool(file)
