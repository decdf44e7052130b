"""A query taken apart: frozen values that print as a query of the same meaning."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from blogcli.posts.summary import Summary

# What needs no quotes: letters of all scripts, and marks inside a word that mean nothing else.
_BARE = r"[^\W_](?:[\w.'/+#@-]*\w)?"
_BARE_VALUE = r"[^\s()\",:/][^\s()\",]*"


class Query:
    """A parsed query; `str()` of it parses to an equal one."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Word(Query):
    """A word or phrase of title or body, as written; never blank.

    `begins` says that a `*` followed: what looks for whole words then takes the beginning of one.
    """

    text: str
    begins: bool = False

    def __str__(self) -> str:
        if self.begins:  # only a word without quotes can
            return f"{self.text}*"
        plain = re.fullmatch(_BARE, self.text) and self.text.lower() not in KEYWORDS
        return self.text if plain else quote(self.text)


@dataclass(frozen=True, slots=True)
class Term(Query):
    """`name:value`, where any of the values will do; `name` is a term's or a front matter key.

    `tests` are what the values stand for, as the parser read them.
    """

    name: str
    values: tuple[str, ...]
    tests: tuple[Callable[[Summary], bool], ...] = field(default=(), compare=False, repr=False)

    def __str__(self) -> str:
        written = (
            value if re.fullmatch(_BARE_VALUE, value) else quote(value) for value in self.values
        )
        return f"{self.name}:{','.join(written)}"


@dataclass(frozen=True, slots=True)
class Not(Query):
    """What the part does not select."""

    part: Query

    def __str__(self) -> str:
        return f"not {_part(self.part)}"


@dataclass(frozen=True, slots=True)
class And(Query):
    """What all parts select: two or more of them, or none, which selects everything."""

    parts: tuple[Query, ...]

    def __str__(self) -> str:
        return " ".join(map(_part, self.parts))


@dataclass(frozen=True, slots=True)
class Or(Query):
    """What any of two or more parts selects."""

    parts: tuple[Query, ...]

    def __str__(self) -> str:
        return " or ".join(map(_part, self.parts))


EVERYTHING = And(())


def grouped(kind: type[And] | type[Or], parts: Sequence[Query]) -> Query:
    """What all parts select, or any of them: the part itself where there is but one."""
    return parts[0] if len(parts) == 1 else kind(tuple(parts))


KEYWORDS = ("and", "or", "not")


def quote(text: str) -> str:
    """The text in double quotes, with a backslash before those and backslashes in it."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _part(query: Query) -> str:
    return f"({query})" if isinstance(query, And | Or) else str(query)
