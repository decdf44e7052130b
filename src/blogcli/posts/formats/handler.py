"""The interface of every front matter format; reading follows that of python-frontmatter."""

from __future__ import annotations

import re
from typing import ClassVar

from frontmatter.default_handlers import BaseHandler

from blogcli.errors import Unreadable
from blogcli.posts.formats.editor import Editor
from blogcli.posts.model.conventions import FormatName
from blogcli.posts.model.document import split
from blogcli.posts.model.values import Value


class Handler(Editor, BaseHandler):
    """One format: `detect`, `split` and `load` as python-frontmatter calls them, and its edits.

    `frontmatter.parse(text, handler=YamlHandler())` reads a post by the rules of `document.split`.
    """

    FM_BOUNDARY = re.compile("")  # required by BaseHandler; `split` knows the boundaries
    name: ClassVar[FormatName]

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
