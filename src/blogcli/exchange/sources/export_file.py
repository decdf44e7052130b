"""One file of an export, as a stream that can be opened again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from typing import Protocol

from blogcli.errors import BlogError, os_reason

_HEAD, _TAIL = 256 << 10, 16 << 10  # bytes needed to detect the format
PIECE = 1 << 20


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


@dataclass(frozen=True, slots=True)
class ExportFile:
    """A file of an export; `name` is for messages, `size` its bytes as far as known."""

    name: str
    size: int
    opener: Callable[[], _Readable]
    told: Callable[[int], None] = lambda count: None

    @contextmanager
    def open(self) -> Iterator[Stream]:
        """Open the file from the start, any number of times; raises BlogError on failure."""
        try:
            raw = self.opener()
        except OSError as error:
            raise unopened(self.name, error) from None
        with closing(raw):
            yield Stream(raw, self.told)

    def read(self, most: int) -> bytes:
        """Return the whole content; raises BlogError if it is larger than `most` bytes."""
        data = b""
        if self.size <= most:
            with self.open() as stream:
                data = stream.read(most + 1)
        if max(self.size, len(data)) > most:
            raise BlogError(f"is larger than {most >> 20} MB", "split it", path=self.name)
        return data

    def sample(self) -> bytes:
        """Return the first 256 KiB; for JSON, also the last 16 KiB, where the version may be."""
        with replace(self, told=lambda count: None).open() as stream:
            head = stream.read(_HEAD)
            tail = b""
            while head.lstrip()[:1] == b"{" and (piece := stream.read(PIECE)):
                tail = (tail + piece)[-_TAIL:]
        return head + tail


def unopened(name: str, error: Exception) -> BlogError:
    """Return the error for a file that cannot be opened."""
    reason = os_reason(error) if isinstance(error, OSError) else str(error)
    return BlogError(f"cannot be opened: {reason}", path=name)
