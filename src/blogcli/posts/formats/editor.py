"""The interface of the edits of every front matter format."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from typing import ClassVar

from blogcli.posts.formats.operations import Edit, Put
from blogcli.posts.model.values import Value


class Editor:
    """The edits of one format."""

    fences: ClassVar[tuple[str, str]]
    """The lines around a new block, each with its line end."""
    empty: ClassVar[str] = ""
    """The text of a new block before its first key."""

    def settle(self, put: Put, values: Mapping[str, Value]) -> tuple[Put, Value]:
        """Return the put as this format makes it, and the value that is read back after it."""
        return put, _dates_as_text(put.value)

    def splice(self, meta: str, edit: Edit, newline: str) -> str:
        """Return the front matter's text with one edit made; to drop a missing key changes nothing.

        Raise Refused if the edit cannot be made, Partial if the text cannot be read.
        """
        raise NotImplementedError


def _dates_as_text(value: Value) -> Value:
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, list):
        return [_dates_as_text(item) for item in value]
    if isinstance(value, dict):
        return {key: _dates_as_text(item) for key, item in value.items()}
    return value
