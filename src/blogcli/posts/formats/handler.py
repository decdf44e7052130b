"""The interface of every front matter format; reading follows that of python-frontmatter."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, time
from typing import ClassVar

from frontmatter.default_handlers import BaseHandler

from blogcli.errors import Unreadable
from blogcli.posts.formats.operations import Edit, Put
from blogcli.posts.model.conventions import FormatName
from blogcli.posts.model.document import split
from blogcli.posts.model.values import Value


class Handler(BaseHandler):
    """One format: `detect`, `split` and `load` as python-frontmatter calls them, and `splice`.

    `frontmatter.parse(text, handler=YamlHandler())` reads a post by the rules of `document.split`.
    """

    FM_BOUNDARY = re.compile("")  # required by BaseHandler; `split` knows the boundaries
    name: ClassVar[FormatName]
    fences: ClassVar[tuple[str, str]]
    """The lines around a new block, each with its line end."""
    empty: ClassVar[str] = ""
    """The text of a new block before its first key."""

    def detect(self, text: str) -> bool:
        """Return whether the text has front matter of this format."""
        try:
            return split(text.encode(), headers=self.name == "headers").format == self.name
        except Unreadable:
            return False

    def split(self, text: str) -> tuple[str, str]:
        """Return the text of the front matter, and the body."""
        document = split(text.encode(), headers=self.name == "headers")
        return document.meta, document.body.decode()

    def load(self, fm: str) -> dict[str, Value]:
        """Return the values, keys in written order. Raise Partial if not all could be read."""
        raise NotImplementedError

    def settle(self, put: Put, values: Mapping[str, Value]) -> tuple[Put, Value]:
        """Return the put as this format makes it, and the value that is read back after it."""
        return put, _dates_as_text(put.value)

    def splice(self, meta: str, edit: Edit, newline: str) -> str:
        """Return the front matter's text with one edit made; to drop a missing key changes nothing.

        Raise Refused if the edit cannot be made, Partial if the text cannot be read.
        """
        raise NotImplementedError


def _dates_as_text(value: Value) -> Value:
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, list):
        return [_dates_as_text(item) for item in value]
    if isinstance(value, dict):
        return {key: _dates_as_text(item) for key, item in value.items()}
    return value
