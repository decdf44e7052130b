"""What can be wrong with front matter, and how much of it is read at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from blogcli.errors import Refused
from blogcli.posts.values import KeyPath, Value

MAX_LENGTH = 1 << 18
"""Characters of front matter that are read; real ones stay far below."""

MAX_DEPTH = 100
"""Levels of lists and mappings within each other that are read."""

TOO_LONG = f"the front matter is longer than {MAX_LENGTH // 1024} thousand characters"
TOO_DEEP = f"the front matter is nested more than {MAX_DEPTH} levels deep"
TOO_LARGE = "the front matter has a number with thousands of digits"
_MOST_BITS = 14_000  # Python writes no larger number as decimal digits

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
    """Text that is not the format as a whole, though single keys of it may be readable."""


def refused(key: KeyPath, reason: str) -> Refused:
    """The error for an edit of `key`; the reason follows the key's name in the sentence."""
    return Refused(f"`{'.'.join(key)}` {reason}", BY_HAND)


def folded(path: KeyPath) -> KeyPath:
    """The key path for comparing without case."""
    return tuple(part.casefold() for part in path)


def position(written: Sequence[KeyPath], wanted: KeyPath, edited: KeyPath) -> int | None:
    """Which of the written key paths is wanted: one in its case, else one in another.

    Raises Refused, for the key that is edited, where there are several.
    """
    alike = [at for at, path in enumerate(written) if folded(path) == folded(wanted)]
    found = [at for at in alike if written[at] == wanted] or alike
    if len(found) > 1:
        raise refused(edited, "is there more than once")
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
