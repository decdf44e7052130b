"""Front matter formats: text to values, and edits of single keys that leave all other text alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from blogcli.posts.conventions import FormatName
from blogcli.posts.document import Document
from blogcli.posts.values import KeyPath, Value


@dataclass(frozen=True, slots=True)
class Put:
    """Give `key` the value, in the style found there; a new key goes after the last one."""

    key: KeyPath
    value: Value


@dataclass(frozen=True, slots=True)
class Drop:
    """Remove `key` with its lines; a table that held only it goes too."""

    key: KeyPath


Edit: TypeAlias = Put | Drop


@dataclass(frozen=True, slots=True)
class Loaded:
    """Front matter as values, keys in written order; `problem` where only a part could be read."""

    values: Mapping[str, Value]
    problem: str = ""
    line: int | None = None  # in the file, from 1


def load(document: Document) -> Loaded:
    """The document's front matter as values; never raises for front matter that is merely bad."""
    raise NotImplementedError


def edit(document: Document, edits: Sequence[Edit], *, new_block: FormatName = "yaml") -> Document:
    """The document with `edits` made in order and every other byte as it was.

    The result is read again and compared, type by type; a document without front matter gets a
    block in the format `new_block` on top. Raises Refused where the edit cannot be made so.
    """
    raise NotImplementedError
