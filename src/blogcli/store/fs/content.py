"""What a file holds, as a value: the bytes, or where to read them when they are needed."""

from collections.abc import Callable
from typing import NamedTuple, TypeAlias, overload


class Spooled(NamedTuple):
    """Bytes that are read each time they are needed, since those of many files fill the memory.

    `digest` is that of the bytes, if `read` raises an error for any others.
    """

    read: Callable[[], bytes]
    digest: bytes = b""


Content: TypeAlias = bytes | Spooled


@overload
def loaded(content: Content) -> bytes: ...
@overload
def loaded(content: Content | None) -> bytes | None: ...
def loaded(content: Content | None) -> bytes | None:
    """Return the bytes of a content; None for no file."""
    return content.read() if isinstance(content, Spooled) else content


def digest(content: Content) -> bytes:
    """Return the BLAKE2b digest of contents (20 bytes)."""
    if isinstance(content, Spooled):
        return content.digest or digest(content.read())
    from hashlib import blake2b  # not to show a change

    return blake2b(content, digest_size=20).digest()


def holds(data: bytes, content: Content) -> bool:
    """Return whether the bytes are those of a content, which is not read if its digest is known."""
    if isinstance(content, Spooled):
        return digest(data) == digest(content)
    return data == content
