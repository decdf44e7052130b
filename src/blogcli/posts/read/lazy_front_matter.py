"""Front matter that is kept as text until a value is needed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any, cast

from blogcli.posts.model.values import ParsedLater, Value


class FrontMatter(ParsedLater):
    """The values of front matter in one format, parsed from its text on first use."""

    __slots__ = ("_values", "format", "text")

    def __init__(self, format: str, text: str, values: Mapping[str, Value] | None = None) -> None:
        self.format = format
        self.text = text
        self._values = values

    def parsed(self) -> Mapping[str, Value]:
        """Return the values, parsed at the first time."""
        if self._values is None:
            from blogcli.posts.formats import load
            from blogcli.posts.model.document import Document, DocumentFormat

            document = Document(cast("DocumentFormat", self.format), b"", meta=self.text)
            self._values = load(document).values
        return self._values

    def may_have(self, key: str) -> bool:
        """Return False only if no key is this one, whatever its case; nothing is parsed for it."""
        named = key.lower() in self.text.lower()
        return named or self._values is not None or not key.isascii() or "\\" in self.text

    def __getitem__(self, key: str) -> Value:
        return self.parsed()[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.parsed())

    def __len__(self) -> int:
        return len(self.parsed())

    def __repr__(self) -> str:
        return repr(dict(self))


_is_written_otherwise = re.compile(r"[^ !#-\[\]-~]").search
"""Finds what a key may have that JSON writes in another way, or that has other cases than ASCII."""


@cache
def _decoder() -> Callable[[str], tuple[Any, int]]:
    """Return what reads JSON without blanks around it: a third less time than `json.loads`."""
    from json import JSONDecoder

    return JSONDecoder().raw_decode


class JsonValues(FrontMatter):
    """The values of front matter, parsed from their JSON on first use; dates are text in it.

    Text may follow the JSON.
    """

    __slots__ = ("_json",)

    def __init__(self, text: bytes) -> None:
        super().__init__("json", "")
        self._json = text

    def parsed(self) -> Mapping[str, Value]:
        """Return the values, parsed at the first time."""
        if self._values is None:
            self._values = _decoder()(self._json.decode())[0]
        return self._values

    def may_have(self, key: str) -> bool:
        """Return False only if no key is this one, whatever its case; nothing is parsed for it."""
        if _is_written_otherwise(key):
            return True
        text, named = self._json, f'"{key.lower()}"'.encode()
        return named in text or named in text.lower() or b"\\u" in text

    def part(self, *keys: str) -> Mapping[str, Value]:
        """Return the values of these keys, whatever their case, and perhaps of others.

        The value of a single key is parsed alone, in half the time of all, if it is surely not in
        another: no brace stands before it, and no backslash, as before a quote in text.
        """
        [key, *others] = keys
        named = f'"{key}": '.encode()
        start = -1 if others or self._values else self._json.find(named)
        if (
            start < 1
            or self._json[start - 1 : start] == b"\\"
            or self._json.find(b"{", 1, start) > 0
        ):
            return super().part(*keys)
        return {key: _decoder()(self._json[start + len(named) :].decode())[0]}
