"""The parsed form of a query: frozen values that print as a query of the same meaning."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from blogcli.posts.model.summary import Summary

# Text that needs no quotes: letters of all scripts, and marks in a word that mean nothing else.
_BARE = r"[^\W_](?:[\w.'/+#@-]*\w)?"
_BARE_VALUE = r"[^\s()\",:/][^\s()\",]*"


class Query:
    """A parsed query, which does not change; `str()` of it parses to an equal one.

    These are no dataclasses, whose making takes a tenth of the time of a small list.
    """

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and str(self) == str(other)

    def __hash__(self) -> int:
        return hash(str(self))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({str(self)!r})"


class Word(Query):
    """A word or phrase to find in title or body, as written; never blank.

    `begins` says that a `*` followed: a search for whole words then takes it as a prefix.
    """

    __slots__ = __match_args__ = ("text", "begins")

    def __init__(self, text: str, begins: bool = False) -> None:
        self.text = text
        self.begins = begins

    def __str__(self) -> str:
        if self.begins:  # only a word without quotes can
            return f"{self.text}*"
        plain = re.fullmatch(_BARE, self.text) and self.text.lower() not in KEYWORDS
        return self.text if plain else quote(self.text)


class Term(Query):
    """A term `name:value`, of which any value may match; `name` is a term or front matter key.

    `tests` are the predicates for the values, as the parser read them.
    """

    __slots__ = __match_args__ = ("name", "values", "tests")

    def __init__(
        self,
        name: str,
        values: tuple[str, ...],
        tests: tuple[Callable[[Summary], bool], ...] = (),
    ) -> None:
        self.name = name
        self.values = values
        self.tests = tests

    def __str__(self) -> str:
        written = (
            value if re.fullmatch(_BARE_VALUE, value) else quote(value) for value in self.values
        )
        return f"{self.name}:{','.join(written)}"


class Not(Query):
    """A query that selects what its part does not select."""

    __slots__ = __match_args__ = ("part",)

    def __init__(self, part: Query) -> None:
        self.part = part

    def __str__(self) -> str:
        return f"not {_part(self.part)}"


class And(Query):
    """A query that selects what all parts select: two or more; no parts select everything."""

    __slots__ = __match_args__ = ("parts",)

    def __init__(self, parts: tuple[Query, ...]) -> None:
        self.parts = parts

    def __str__(self) -> str:
        return " ".join(map(_part, self.parts))


class Or(Query):
    """A query that selects what any of its two or more parts selects."""

    __slots__ = __match_args__ = ("parts",)

    def __init__(self, parts: tuple[Query, ...]) -> None:
        self.parts = parts

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
