"""Faults of front matter, and the limits of what is read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from blogcli.errors import Refused
from blogcli.posts.model.values import ExactKey, KeyPath, Value

MAX_LENGTH = 1 << 18
"""The most characters of front matter that are read; real ones stay far below."""

MAX_DEPTH = 100
"""The most levels of nested lists and mappings that are read."""

TOO_LONG = f"the front matter is longer than {MAX_LENGTH // 1024} thousand characters"
TOO_DEEP = f"the front matter is nested more than {MAX_DEPTH} levels deep"
TOO_LARGE = "the front matter has a number with thousands of digits"
_MOST_BITS = 14_000  # Python converts no larger number to decimal digits

BY_HAND = "change it by hand with `blog edit`"


class Partial(Exception):
    """Front matter of which only `values` could be read, because of `problem` at `offset`."""

    def __init__(
        self, problem: str, offset: int = 0, values: Mapping[str, Value] | None = None
    ) -> None:
        super().__init__(problem)
        self.problem = problem
        self.offset = offset
        self.values = values or {}


class Broken(Partial):
    """Text that is not valid as a whole, though single keys of it may be readable."""


def edit_refused(key: KeyPath, reason: str) -> Refused:
    """Return the error for an edit of `key`; the reason follows the key's name in the sentence."""
    return Refused(f"`{'.'.join(key)}` {reason}", BY_HAND)


def folded(path: KeyPath) -> KeyPath:
    """Return the key path for comparison without case."""
    return tuple(part.casefold() for part in path)


def position(written: Sequence[KeyPath], wanted: KeyPath, edited: KeyPath) -> int | None:
    """Return the index of the wanted key path: one in the same case, or else in another.

    Return None if there is none. Raise Refused, for the key that is edited, if there are several.
    """
    alike = [at for at, path in enumerate(written) if folded(path) == folded(wanted)]
    found = [at for at in alike if written[at] == wanted]
    if not any(isinstance(part, ExactKey) for part in wanted):
        found = found or alike
    if len(found) > 1:
        raise edit_refused(edited, "is there more than once")
    return found[0] if found else None


def check_length(text: str) -> None:
    """Raise Partial for front matter that is too long to be read."""
    if len(text) > MAX_LENGTH:
        raise Partial(TOO_LONG)


def check_depth(value: Value, depth: int = 0) -> None:
    """Raise Partial for a value, `depth` levels down, that nests too deep or is too large."""
    pending = [(value, depth)]
    while pending:
        value, depth = pending.pop()
        if depth > MAX_DEPTH:
            raise Partial(TOO_DEEP)
        if isinstance(value, int) and value.bit_length() > _MOST_BITS:
            raise Partial(TOO_LARGE)
        if isinstance(value, dict):
            pending.extend((inner, depth + 1) for inner in value.values())
        elif isinstance(value, list):
            pending.extend((inner, depth + 1) for inner in value)
