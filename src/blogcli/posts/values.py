"""The values that front matter holds."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TypeAlias

When: TypeAlias = date | datetime
"""A written date: a calendar day alone, or a day and time, with its offset if one was written."""

Value: TypeAlias = (
    "None | bool | int | float | str | date | datetime | time | list[Value] | dict[str, Value]"
)
"""A front matter value. Dates come as values from TOML alone; elsewhere they are written text."""

KeyPath: TypeAlias = tuple[str, ...]
"""A key, or the keys down to a nested one: ("taxonomies", "tags")."""


def key_path(dotted: str) -> KeyPath:
    return tuple(dotted.split("."))
