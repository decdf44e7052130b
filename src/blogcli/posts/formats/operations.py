"""Edits of front matter as values: what to change, and what must be read back afterwards."""

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple, TypeAlias, cast

from blogcli.posts.model.values import KeyPath, Value, find_key


class Put(NamedTuple):
    """An edit that gives `key` a value, in the style found there; a new key goes after the last.

    `plain` marks text that is a written date. It is written as the format writes dates, unquoted,
    if the key is new or its old value is unquoted. A value that is a date is always plain.
    """

    key: KeyPath
    value: Value
    plain: bool = False


class Drop(NamedTuple):
    """An edit that removes `key` with its lines, and a table that held only this key."""

    key: KeyPath


Edit: TypeAlias = Put | Drop


class Missing:
    """The type of `MISSING`, which stands for a key without any value."""


MISSING: Final = Missing()


def value_at(values: Mapping[str, Value], key: KeyPath) -> "Value | Missing":
    """Return the value at a key path, or MISSING; an exact key goes before one in another case."""
    found = find_path(values, key)
    return found[1] if found else MISSING


def find_path(values: Mapping[str, Value], key: KeyPath) -> tuple[KeyPath, Value] | None:
    """Return the key path as written and its value, matched as in `value_at`; None without one."""
    written: list[str] = []
    inner: Value | Mapping[str, Value] = values
    for part in key:
        if not isinstance(inner, Mapping) or (name := find_key(inner, part)) is None:
            return None
        written.append(name)
        inner = inner[name]
    return tuple(written), cast("Value", inner)


def intended(values: Mapping[str, Value], edit: Edit) -> dict[str, Value]:
    """Return the values that must be read back after `edit`; `values` itself is not changed."""
    head, *rest = edit.key
    key = find_key(values, head) or head
    result = dict(values)
    if isinstance(edit, Drop) and value_at(values, edit.key) is MISSING:
        return result
    if rest:
        inner = result.get(key)
        inner = inner if isinstance(inner, dict) else {}
        result[key] = intended(inner, edit._replace(key=tuple(rest)))
    elif isinstance(edit, Put):
        result[key] = edit.value
    else:
        result.pop(key, None)
    return result


def steps(edit: Edit, values: Mapping[str, Value]) -> Iterator[Edit]:
    """Yield the edits of single values that make up `edit`.

    A mapping is put key by key, so that equal parts stay as they are written. A drop also removes a
    mapping that holds nothing else.
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
    """Return the key, or the topmost mapping above it that holds nothing else."""
    while len(key) > 1:
        holder = value_at(values, key[:-1])
        if not isinstance(holder, dict) or len(holder) > 1:
            break
        key = key[:-1]
    return key
