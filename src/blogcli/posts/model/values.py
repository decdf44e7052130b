"""The types of front matter values, and how values are found and compared."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime, time
from typing import Any, TypeAlias

Value: TypeAlias = (
    "bool | int | float | str | date | datetime | time | list[Value] | dict[str, Value] | None"
)
"""A front matter value. Only TOML gives dates as values; elsewhere they are written text."""

KeyPath: TypeAlias = tuple[str, ...]
"""A key, or the keys down to a nested one: ("taxonomies", "tags")."""


class ParsedLater(Mapping[str, "Value"]):
    """Front matter that is parsed only when a value is needed."""

    __slots__ = ()

    def may_have(self, key: str) -> bool:
        """Return False only if no key is this one, whatever its case; nothing is parsed for it."""
        return True

    def get(self, key: str, default: Any = None, /) -> Any:  # noqa: ANN401
        """Return the value of a key; nothing is parsed for one that is not there."""
        return super().get(key, default) if self.may_have(key) else default

    @abstractmethod
    def parsed(self) -> Mapping[str, Value]:
        """Return the values, parsed at the first time; asking them is quicker than asking this."""

    def part(self, *keys: str) -> Mapping[str, Value]:
        """Return the values of these keys, whatever their case, and perhaps of others."""
        return self.parsed() if any(map(self.may_have, keys)) else {}

    def written(self, key: str) -> bytes:
        """Return the JSON of a key's value, if that is a single one; b"" if it is not known."""
        return b""

    def __getitem__(self, key: str) -> Value:
        return self.parsed()[key]

    def __contains__(self, key: object) -> bool:
        if not isinstance(key, str) or not self.may_have(key):
            return False
        return bool(self.written(key)) or key in self.parsed()

    def __iter__(self) -> Iterator[str]:
        return iter(self.parsed())

    def __len__(self) -> int:
        return len(self.parsed())

    def __repr__(self) -> str:
        return repr(dict(self))


def key_path(dotted: str) -> KeyPath:
    """Return the key path of a dotted key."""
    return tuple(dotted.split("."))


class ExactKey(str):
    """A key that is another key in another case, as most generators see it."""

    __slots__ = ()


def find_key(keys: Collection[str], wanted: str) -> str | None:
    """Return the key that equals `wanted`, or else the first that differs only in case.

    An ExactKey is found in its own case alone.
    """
    if wanted in keys:
        return str(wanted)
    if isinstance(wanted, ExactKey):
        return None
    folded = wanted.casefold()
    return next((key for key in keys if key.casefold() == folded), None)


def same(one: Value, other: Value) -> bool:
    """Return whether two values are equal type by type: 1, 1.0, "1" and True all differ."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, float):
        return repr(one) == repr(other)  # NaN is the same as itself, -0.0 is not 0.0
    if isinstance(one, datetime) and isinstance(other, datetime):
        return one == other and one.utcoffset() == other.utcoffset()
    return one == other


def nested(value: object, key: str) -> object:
    """Return the value of a dotted key, ignoring case; a key that itself has the dots wins.

    Return None if there is no such key.
    """
    if not isinstance(value, Mapping):
        return None
    first, dot, rest = key.partition(".")
    if isinstance(value, ParsedLater) and not any(map(value.may_have, {key, first})):
        return None
    found = {str(name).lower(): inner for name, inner in value.items()}
    if key.lower() in found:
        return found[key.lower()]
    return nested(found.get(first.lower()), rest) if dot else None


def written_text(value: Value) -> str:
    """Return a single value as it was written; "" for none and for a list or mapping."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None or isinstance(value, list | dict) else str(value)
