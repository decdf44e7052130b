"""Pelican's headers: `Title: x` lines, with or without a fence, up to the first blank line.

They follow the rules of Python-Markdown's meta-data extension
(https://python-markdown.github.io/extensions/meta_data/); every value is text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, time

from blogcli.posts.formats.handler import Handler
from blogcli.posts.formats.limits import edit_refused, folded, position
from blogcli.posts.formats.operations import Drop, Edit, Put
from blogcli.posts.model.conventions import Split, join_tags, split_tags
from blogcli.posts.model.values import Value, find_key
from blogcli.posts.text.text_edits import TextEdit, apply_edits, insert_lines

_ENTRY = re.compile(
    r"^[ ]{0,3}(?P<key>[A-Za-z0-9_-]+):"
    r"(?P<value>[^\r\n]*(?:\r?\n(?:[ ]{4}|[ ]{0,3}\t)[ \t]*\S[^\r\n]*)*)(?:\r?\n|\Z)",
    re.MULTILINE,
)
_KEY = re.compile(r"[A-Za-z0-9_-]+")

_ONE_LINE = frozenset(
    ("tags", "date", "modified", "status", "category", "author", "authors", "slug", "url")
) | {"save_as"}
"""The keys of which Pelican takes the first line alone: `DUPLICATES_DEFINITIONS_ALLOWED` in
https://github.com/getpelican/pelican/blob/main/pelican/readers.py."""


class HeaderHandler(Handler):
    """A handler for header lines; the lines that continue a value are joined to it by spaces."""

    name = "headers"
    fences = ("", "\n")

    def load(self, fm: str) -> dict[str, Value]:
        """Return the headers as text, keys in written order."""
        values: dict[str, Value] = {}
        for entry in _ENTRY.finditer(fm):
            if entry["key"].lower() not in _ONE_LINE:
                values[entry["key"]] = _joined(entry["value"])
            elif find_key(values, entry["key"]) is None:
                values[entry["key"]] = entry["value"].partition("\n")[0].strip()
        return values

    def settle(self, put: Put, values: Mapping[str, Value]) -> tuple[Put, Value]:
        """Return the put with its value as text; a new key is capitalized if the first one is.

        Raise Refused for a key or a text that a header cannot hold.
        """
        key = put.key[0]
        if len(put.key) > 1 or not _KEY.fullmatch(key):
            raise edit_refused(put.key, "cannot be a header: it takes letters, digits, `-` and `_`")
        if find_key(values, key) is None and next(iter(values), "").istitle():
            key = key[0].upper() + key[1:]
        text = _text(put)
        if "\n" in text or text != text.strip():
            raise edit_refused(put.key, "takes text on one line, without space around it")
        return Put((key,), text), text

    def splice(self, meta: str, edit: Edit, newline: str) -> str:
        """Return the header lines with one edit made."""
        entries = [*_ENTRY.finditer(meta)]
        keys = [folded((entry["key"],)) for entry in entries]
        at = position(keys, folded(edit.key), edit.key)
        if isinstance(edit, Drop):
            return meta if at is None else apply_edits(meta, [TextEdit(*entries[at].span())])
        if at is None:
            line = f"{edit.key[0]}: {edit.value}".rstrip()
            return apply_edits(meta, [insert_lines(meta, len(meta), line, newline)])
        old, new = entries[at]["value"], str(edit.value)
        if new and old.strip():
            before, _, after = old.partition(old.strip())
            new = before + new + after
        elif new:
            new = " " + new
        return apply_edits(meta, [TextEdit(*entries[at].span("value"), new)])


def _joined(written: str) -> str:
    return " ".join(line.strip() for line in written.split("\n")).strip()


def _text(put: Put) -> str:
    match put.value:
        case None:
            return ""
        case bool():
            return str(put.value).lower()
        case date() | time():
            return put.value.isoformat()
        case dict():
            raise edit_refused(put.key, "cannot be a header: it has keys of its own")
        case list() as items:
            texts = [_text(Put(put.key, item)) for item in items]
            text = join_tags(texts, Split.COMMA)
            if len(texts) > 1 and split_tags(text, Split.COMMA) != texts:
                raise edit_refused(put.key, "cannot be a header: an item has a semicolon")
            return text
        case _:
            return str(put.value)
