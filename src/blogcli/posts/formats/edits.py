"""Edits of front matter as values: what is asked, and what must be read back after it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final, TypeAlias, cast

from blogcli.posts.values import KeyPath, Value, find_key


@dataclass(frozen=True, slots=True)
class Put:
    """Give `key` the value, in the style found there; a new key goes after the last one.

    `plain` marks text that is a written date: it is written as the format writes dates, unquoted,
    where the key is new or its old value stands unquoted. A value that is a date always is plain.
    """

    key: KeyPath
    value: Value
    plain: bool = False


@dataclass(frozen=True, slots=True)
class Drop:
    """Remove `key` with its lines; a table that held only it goes too."""

    key: KeyPath


Edit: TypeAlias = Put | Drop


class Missing:
    """The type of `MISSING`, which stands where a key has no value at all."""


MISSING: Final = Missing()


def value_at(values: Mapping[str, Value], key: KeyPath) -> Value | Missing:
    """The value that the key path leads to, its parts matched without case where none is exact."""
    found = find_path(values, key)
    return found[1] if found else MISSING


def find_path(values: Mapping[str, Value], key: KeyPath) -> tuple[KeyPath, Value] | None:
    """The key path as it is written and its value, matched as in `value_at`; None without one."""
    written: list[str] = []
    inner: Value | Mapping[str, Value] = values
    for part in key:
        if not isinstance(inner, Mapping) or (name := find_key(inner, part)) is None:
            return None
        written.append(name)
        inner = inner[name]
    return tuple(written), cast("Value", inner)


def intended(values: Mapping[str, Value], edit: Edit) -> dict[str, Value]:
    """The values as they must be read back once `edit` is made; nothing is changed in place."""
    head, *rest = edit.key
    key = find_key(values, head) or head
    result = dict(values)
    if isinstance(edit, Drop) and value_at(values, edit.key) is MISSING:
        return result
    if rest:
        inner = result.get(key)
        inner = inner if isinstance(inner, dict) else {}
        result[key] = intended(inner, replace(edit, key=tuple(rest)))
    elif isinstance(edit, Put):
        result[key] = edit.value
    else:
        result.pop(key, None)
    return result


def steps(edit: Edit, values: Mapping[str, Value]) -> Iterator[Edit]:
    """The edits of single values that make up `edit`.

    A mapping is put key by key, so that what is equal in it stays as it is written; a drop takes
    the mapping with it that holds nothing else.
    """
    old = value_at(values, edit.key)
    if isinstance(edit, Drop):
        yield edit if old is MISSING else Drop(_lonely(edit.key, values))
    elif (
        isinstance(edit.value, dict)
        and edit.value
        and (old is MISSING or old is None or isinstance(old, dict))
    ):
        for key, value in edit.value.items():
            yield from steps(Put((*edit.key, key), value, edit.plain), values)
        for key in old if isinstance(old, dict) else ():
            if find_key(edit.value, key) is None:
                yield Drop((*edit.key, key))
    else:
        yield edit


def _lonely(key: KeyPath, values: Mapping[str, Value]) -> KeyPath:
    """The key, or the topmost mapping above it that holds it alone."""
    while len(key) > 1:
        holder = value_at(values, key[:-1])
        if not isinstance(holder, dict) or len(holder) > 1:
            break
        key = key[:-1]
    return key
