"""Parse a large JSON document whose one long list is read item by item."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from typing import Any, NoReturn

from blogcli.errors import BlogError
from blogcli.exchange.sources.export_file import ExportFile, Stream

_PIECE = 64 << 10
_LONGEST = 32 << 20
_MOST_PARTS = 1_000_000  # commas and brackets of a value: each may be an object in memory
_SPACE = re.compile(r"[ \t\r\n]*")


def json_members(file: ExportFile, listed: str) -> Iterator[tuple[str, Any]]:
    """Yield the members of the file's top-level object in order: each name with its value.

    The list named `listed` is yielded item by item, each under that name, so that only one item is
    in memory. Raises BlogError, with the line, if the text is not JSON.
    """
    with file.open() as stream:
        text = _Text(stream, file.name)
        text.expect("{")
        while not text.took("}"):
            name = text.value()
            text.expect(":")
            if name == listed and text.took("["):
                while not text.took("]"):
                    yield listed, text.value()
                    text.took(",")
            else:
                yield str(name), text.value()
            text.took(",")


class _Text:
    """The unread text, as much of it as the next value needs."""

    def __init__(self, stream: Stream, name: str) -> None:
        self._stream = stream
        self._name = name
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")("strict")
        self._parser = json.JSONDecoder()
        self._text = ""
        self._at = 0
        self._line = 1
        self._ended = False

    def took(self, mark: str) -> bool:
        """Skip the mark if it comes next; return whether it did."""
        self._skip_space()
        if not self._text.startswith(mark, self._at):
            return False
        self._at += len(mark)
        return True

    def expect(self, mark: str) -> None:
        """Skip the mark; raise BlogError if it does not come next."""
        if not self.took(mark):
            self._fail(f"expected {mark!r}")

    def value(self) -> Any:  # noqa: ANN401 -- JSON of any shape
        """Return the next value, complete."""
        self._skip_space()
        while True:
            try:
                value, end = self._parser.raw_decode(self._text, self._at)
                if end < len(self._text) or self._ended:
                    self._at = end
                    return value
            except json.JSONDecodeError as error:
                if self._ended:
                    self._fail(error.msg)
            except (RecursionError, ValueError) as error:  # nested deep; a number without end
                self._fail(
                    "it is nested too deeply" if isinstance(error, RecursionError) else str(error)
                )
            self._refuse_large()
            self._more(len(self._text) - self._at)

    def _refuse_large(self) -> None:
        """Raise BlogError if the value read so far would take too much memory."""
        if len(self._text) - self._at > _LONGEST:
            self._fail(f"has a value larger than {_LONGEST >> 20} MB", "leave it out")
        if sum(self._text.count(mark, self._at) for mark in ",[{") > _MOST_PARTS:
            self._fail(f"has a value with more than {_MOST_PARTS} parts", "leave it out")

    def _skip_space(self) -> None:
        while True:
            space = _SPACE.match(self._text, self._at)
            self._at = space.end() if space else self._at
            if self._at < len(self._text) or self._ended:
                return
            self._more(0)

    def _more(self, at_least: int) -> None:
        """Read more text, twice as much each time that a value was incomplete."""
        data = self._stream.read(max(_PIECE, at_least))
        self._line += self._text.count("\n", 0, self._at)
        self._ended = not data
        try:
            self._text = self._text[self._at :] + self._decoder.decode(data, final=self._ended)
        except UnicodeDecodeError:
            self._fail("it is not UTF-8")
        self._at = 0

    def _fail(self, why: str, hint: str = "") -> NoReturn:
        line = self._line + self._text.count("\n", 0, self._at)
        told = why if hint else f"is not JSON: {why}"
        raise BlogError(told, hint, path=self._name, line=line) from None
