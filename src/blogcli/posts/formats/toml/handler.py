"""TOML front matter between `+++` lines: parsed by tomllib, edited by spans."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from tomllib import loads

from blogcli.posts.formats.handler import Handler
from blogcli.posts.formats.operations import Edit, Missing, Put, value_at
from blogcli.posts.formats.toml.load import load_toml
from blogcli.posts.model.values import Value


class TomlHandler(Handler):
    """A handler for TOML 1.0; python-frontmatter's own needs the abandoned `toml` package."""

    name = "toml"
    fences = ("+++\n", "+++\n")

    def load(self, fm: str) -> dict[str, Value]:
        """Return the values of TOML text. Raise Partial if it cannot be read."""
        return load_toml(fm)

    def settle(self, put: Put, values: Mapping[str, Value]) -> tuple[Put, Value]:
        """Return the put and the value that is read back: a plain date becomes a TOML date.

        It stays text if the old value is text, or if TOML has no such date.
        """
        if put.plain and isinstance(put.value, str):
            old = value_at(values, put.key)
            written = written_date(put.value)
            if written is not None and (isinstance(old, Missing) or not isinstance(old, str)):
                return put, written
            return Put(put.key, put.value), put.value
        return put, put.value

    def splice(self, meta: str, edit: Edit, newline: str) -> str:
        """Return the TOML text with one edit made."""
        from blogcli.posts.formats.toml.splice import splice_toml

        self.load(meta)  # only text that tomllib accepts can be scanned
        return splice_toml(meta, edit, newline)


def written_date(text: str) -> date | time | None:
    """Return the text as TOML's own date, time or both; None if it is not one."""
    try:
        value = loads(f"date = {text}")["date"] if "\n" not in text else None
    except ValueError:
        return None
    return value if isinstance(value, date | time) else None
