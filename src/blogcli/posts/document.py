"""Bytes of a post file to its parts and back, without loss."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

DocumentFormat = Literal["yaml", "toml", "json", "headers", "none", "foreign"]


@dataclass(frozen=True, slots=True)
class Document:
    """A post file taken apart; `join` gives back the very same bytes.

    `bom` is b"" or the UTF-8 mark; `opening` and `closing` are the fence lines with their line
    ends (for JSON and headers b"" and what ends the block); `meta` is the front matter's text
    between them; `body` is kept as bytes. `format` is "none" without front matter and "foreign"
    for front matter that is recognised and not read (`reason` says which).
    """

    format: DocumentFormat
    body: bytes
    bom: bytes = b""
    opening: bytes = b""
    meta: str = ""
    closing: bytes = b""
    reason: str = ""

    def join(self) -> bytes:
        return self.bom + self.opening + self.meta.encode() + self.closing + self.body


def split(data: bytes, *, headers: bool = False) -> Document:
    """Take a post file apart; `headers` allows Pelican's `Title: x` lines without a fence.

    Raises Unreadable (with the line) for text that is not UTF-8 in the front matter.
    """
    raise NotImplementedError
