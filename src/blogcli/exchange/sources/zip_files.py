"""Read untrusted zip files: members as streams with size limits, never unpacked to disk."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import IO, TYPE_CHECKING, BinaryIO, cast

from blogcli.errors import BlogError
from blogcli.exchange.sources.export_file import ExportFile

if TYPE_CHECKING:
    from zipfile import ZipFile, ZipInfo

_MAGIC = b"PK\x03\x04"
_MOST_RATIO = 200  # exports compress 3 to 30 times, a zip bomb 1000 times
_ALWAYS_ALLOWED = 1 << 20
_MOST_BYTES = 4 << 30
_MOST_MEMBERS = 50_000
_MOST_LISTED = 16 << 20  # bytes of the list of members
_MEMBER = b"PK\x01\x02"
_ENCRYPTED = 0x1
_OUTSIDE = re.compile(r"^[/\\]|^[A-Za-z]:|(?:^|[/\\])\.\.(?:[/\\]|$)|[\x00-\x1f]")


def is_zip(file: ExportFile) -> bool:
    """Return whether the file starts like a zip file."""
    with file.open() as stream:
        return stream.read(len(_MAGIC)) == _MAGIC


@contextmanager
def zip_members(file: ExportFile) -> Iterator[list[ExportFile]]:
    """Open a zip for a `with` block and yield its files, named by their path in it.

    Raises BlogError for a broken zip, and for a member path that points outside of it.
    """
    from zipfile import ZipFile

    with closing(_Listing(cast("BinaryIO", file.opener()), file.name)) as stream:
        try:
            archive = ZipFile(cast("IO[bytes]", stream))
        except Exception as error:
            raise _broken(file.name, error) from None
        stream.is_read = True
        with archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
            _refuse_outside(file, infos)
            yield [_member(file, archive, info) for info in infos]


def _refuse_outside(file: ExportFile, infos: list[ZipInfo]) -> None:
    for info in infos:
        if _OUTSIDE.search(info.orig_filename):
            raise BlogError(
                f"contains the path {info.orig_filename!r}, which points outside the zip",
                "exports never do that; check where the file came from",
                path=file.name,
            )


def _member(file: ExportFile, archive: ZipFile, info: ZipInfo) -> ExportFile:
    name = f"{file.name}/{info.filename}"
    return ExportFile(name, info.file_size, lambda: _MemberStream(name, archive, info))


class _Listing:
    """A zip file object that limits the central directory, which zipfile reads without a limit."""

    def __init__(self, raw: BinaryIO, name: str) -> None:
        self._raw = raw
        self._name = name
        self.is_read = False
        self.seek, self.tell, self.close = raw.seek, raw.tell, raw.close
        self.seekable = raw.seekable

    def read(self, size: int = -1, /) -> bytes:
        """Return up to `size` bytes; raise BlogError if the directory has too many members."""
        if self.is_read:
            return self._raw.read(size)
        data = self._raw.read(min(size, _MOST_LISTED) if size >= 0 else _MOST_LISTED)
        if size > _MOST_LISTED or data.count(_MEMBER) > _MOST_MEMBERS:
            raise BlogError(
                f"is a zip of more than {_MOST_MEMBERS} files",
                "unpack it and import the export inside",
                path=self._name,
            )
        return data


class _MemberStream:
    """A member decompressed while it is read; raises BlogError for a zip bomb."""

    def __init__(self, name: str, archive: ZipFile, info: ZipInfo) -> None:
        if info.flag_bits & _ENCRYPTED:
            raise BlogError("is encrypted", "unpack it first", path=name)
        self._name = name
        self._left = min(_MOST_BYTES, max(_ALWAYS_ALLOWED, info.compress_size * _MOST_RATIO))
        try:
            self._raw = archive.open(info)
        except Exception as error:
            raise _broken(name, error) from None

    def read(self, size: int = -1, /) -> bytes:
        """Return up to `size` bytes; raise BlogError if the member is broken or too large."""
        try:
            data = self._raw.read(size if size >= 0 else self._left + 1)
        except Exception as error:
            raise _broken(self._name, error) from None
        self._left -= len(data)
        if self._left < 0:
            raise BlogError(
                f"unpacks to more than {_MOST_RATIO} times its size",
                "exports never do that; check where the file came from",
                path=self._name,
            )
        return data

    def close(self) -> None:
        """Close the member."""
        self._raw.close()


def _broken(name: str, error: Exception) -> BlogError:
    # For hostile bytes zipfile raises a dozen kinds of errors, such as struct.error.
    if isinstance(error, BlogError):
        return error
    return BlogError(f"is not a readable zip: {error}", "fetch it again", path=name)
