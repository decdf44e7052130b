"""What a file holds, as a value: the bytes, or where to read them when they are needed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias, overload


@dataclass(frozen=True, slots=True)
class Spooled:
    """Bytes that are read each time they are needed, since those of many files fill the memory."""

    read: Callable[[], bytes]


Content: TypeAlias = bytes | Spooled


@overload
def loaded(content: Content) -> bytes: ...
@overload
def loaded(content: Content | None) -> bytes | None: ...
def loaded(content: Content | None) -> bytes | None:
    """Return the bytes of a content; None for no file."""
    return content.read() if isinstance(content, Spooled) else content
