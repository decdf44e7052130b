"""The parsed form of a query: frozen values that print as a query of the same meaning."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from blogcli.posts.model.summary import Summary

# Text that needs no quotes: letters of all scripts, and marks in a word that mean nothing else.
_BARE = r"[^\W_](?:[\w.'/+#@-]*\w)?"
_BARE_VALUE = r"[^\s()\",:/][^\s()\",]*"


class Query:
    """A parsed query; `str()` of it parses to an equal one."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Word(Query):
    """A word or phrase to find in title or body, as written; never blank.

    `begins` says that a `*` followed: a search for whole words then takes it as a prefix.
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
    """A term `name:value`, of which any value may match; `name` is a term or front matter key.

    `tests` are the predicates for the values, as the parser read them.
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
    """A query that selects what its part does not select."""

    part: Query

    def __str__(self) -> str:
        return f"not {_part(self.part)}"


@dataclass(frozen=True, slots=True)
class And(Query):
    """A query that selects what all parts select: two or more; no parts select everything."""

    parts: tuple[Query, ...]

    def __str__(self) -> str:
        return " ".join(map(_part, self.parts))


@dataclass(frozen=True, slots=True)
class Or(Query):
    """A query that selects what any of its two or more parts selects."""

    parts: tuple[Query, ...]

    def __str__(self) -> str:
        return " or ".join(map(_part, self.parts))


EVERYTHING = And(())


def grouped(kind: type[And] | type[Or], parts: Sequence[Query]) -> Query:
    """Return the parts joined by And or Or; a single part is returned as it is."""
    return parts[0] if len(parts) == 1 else kind(tuple(parts))


KEYWORDS = ("and", "or", "not")


def quote(text: str) -> str:
    """Return the text in double quotes, with a backslash before each quote and backslash in it."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _part(query: Query) -> str:
    return f"({query})" if isinstance(query, And | Or) else str(query)
