"""Front matter that is kept as text until a value is needed."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
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


_is_written_otherwise = re.compile(r"[^ !#-\[\]-~]").search
"""Finds what a key may have that JSON writes in another way, or that has other cases than ASCII."""


_single = re.compile(rb'[^"\[\]{},]+').match
"""Matches a single value in JSON that is no text."""

_BACKSLASH, _QUOTE = b'\\"'


@cache
def _decoder() -> Callable[[str], tuple[Any, int]]:
    """Return what reads JSON without blanks around it: a third less time than `json.loads`."""
    from json import JSONDecoder

    return JSONDecoder().raw_decode


@lru_cache(100)
def _as_key(key: str) -> bytes:
    """Return how a key is written before its value."""
    return f'"{key}": '.encode()


class JsonValues(ParsedLater):
    """The values of front matter, parsed from their JSON on first use; dates are text in it.

    Text may follow the JSON.
    """

    __slots__ = ("_json", "_values")

    def __init__(self, text: bytes) -> None:
        self._json = text
        self._values: Mapping[str, Value] | None = None

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

        The value of a single key is parsed alone, in half the time of all.
        """
        place = self._place(keys[0]) if len(keys) == 1 and not self._values else 0
        if not place:
            return super().part(*keys)
        return {keys[0]: _decoder()(self._json[place:].decode())[0]}

    def written(self, key: str) -> bytes:
        """Return the JSON of a key's value, if that is a single one; b"" if it is not known."""
        place = self._place(key)
        if not place:
            return b""
        text = self._json
        if text[place] == _QUOTE:  # most are text: found in half the time that the pattern takes
            value = text[place : text.find(b'"', place + 1) + 1]
            return b"" if _BACKSLASH in value else value
        found = _single(text, place)
        return found[0] if found else b""

    def _place(self, key: str) -> int:
        """Return where the value of a key begins, if it is surely not in another; 0 if not.

        Then no brace stands before it, and no backslash, as before a quote in text.
        """
        text, named = self._json, _as_key(key)
        start = text.find(named)
        if start < 1 or text[start - 1] == _BACKSLASH or text.find(b"{", 1, start) > 0:
            return 0
        return start + len(named)
