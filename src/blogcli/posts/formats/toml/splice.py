"""Edits of TOML text: only the key's own span changes, in the style found there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from blogcli.posts.formats.limits import edit_refused, folded, position
from blogcli.posts.formats.list_diff import list_changes
from blogcli.posts.formats.operations import Drop, Edit, Put
from blogcli.posts.formats.toml.scalars import (
    Quote,
    format_toml_value,
    parse_toml_value,
    write_key,
    write_over,
)
from blogcli.posts.formats.toml.scan import Table, TomlEntry, array, inline_table, scan
from blogcli.posts.model.values import KeyPath, Value
from blogcli.posts.text.text_edits import TextEdit, apply_edits, insert_lines, line_end, line_start


def splice_toml(text: str, edit: Edit, newline: str) -> str:
    """Return TOML text, which tomllib has accepted, with one edit made."""
    if isinstance(edit, Put) and _holds_null(edit.value):
        raise edit_refused(edit.key, "cannot be null: TOML has none")
    return apply_edits(text, _Splice(text, newline, edit, scan(text)).changes())


@dataclass(frozen=True, slots=True)
class _Splice:
    """One edit of one text."""

    text: str
    newline: str
    edit: Edit
    tables: Sequence[Table]

    def changes(self) -> list[TextEdit]:
        key = self.edit.key
        places = [
            ((*table.path, *entry.path), entry)
            for table in self._open_tables()
            for entry in table.entries
        ]
        at = position([path for path, _ in places], key, key)
        if at is not None:
            entry = places[at][1]
            if isinstance(self.edit, Put):
                return self._put(self.edit, entry)
            return [self._lines(entry.start, entry.end)]
        for path, entry in places:
            if _starts_with(key, path):
                return self._inside(entry, key[len(path) :])
        if isinstance(self.edit, Drop):
            return self._drop_table(places)
        if any(_starts_with(table.path, key) for table in self.tables):
            raise edit_refused(key, "is a table and cannot become another value")
        if any(_starts_with(key, table.path) for table in self.tables if table.in_array):
            raise edit_refused(key, "is in a list of tables")
        return [self._new(self.edit)]

    def _open_tables(self) -> list[Table]:
        """Return the tables that a key path can reach."""
        return [table for table in self.tables if not table.in_array]

    def _inside(self, holder: TomlEntry, rest: KeyPath) -> list[TextEdit]:
        """Return the changes for a key in an inline table."""
        if self.text[holder.value] != "{":
            if isinstance(self.edit, Drop):
                return []
            raise edit_refused(self.edit.key, "would be inside something that is not a table")
        flow, entries = inline_table(self.text, holder.value)
        at = position([entry.path for entry in entries], rest, self.edit.key)
        if isinstance(self.edit, Drop):
            return [] if at is None else flow.remove(at, at + 1)
        if at is not None:
            return self._put(self.edit, entries[at])
        for entry in entries:
            if _starts_with(rest, entry.path):
                return self._inside(entry, rest[len(entry.path) :])
        written = f"{write_key(rest)} = {self._value(self.edit)}"
        changes = flow.insert(len(entries), [written], self.newline)
        return changes if entries else [changes[0]._replace(text=f" {written} ")]

    def _put(self, put: Put, entry: TomlEntry) -> list[TextEdit]:
        old = self.text[entry.value : entry.end]
        if isinstance(put.value, list) and old.startswith("["):
            return self._put_list(put.value, entry)
        written = put.value if put.plain else write_over(put.value, old, self.newline)
        return [TextEdit(entry.value, entry.end, str(written))]

    def _put_list(self, new: list[Value], entry: TomlEntry) -> list[TextEdit]:
        flow = array(self.text, entry.value)
        spans = [self.text[start:end] for start, end in flow.items]
        quote: Quote = "'" if spans and all(old.startswith("'") for old in spans) else '"'

        def written(one: Value, over: int | None) -> str:
            if over is None:
                return format_toml_value(one, quote)
            return write_over(one, spans[over], self.newline)

        return list_changes(
            flow, [parse_toml_value(old) for old in spans], new, written, self.newline
        )

    def _lines(self, start: int, end: int) -> TextEdit:
        return TextEdit(line_start(self.text, start), line_end(self.text, end))

    def _drop_table(self, places: Sequence[tuple[KeyPath, TomlEntry]]) -> list[TextEdit]:
        """Return the changes that remove all under the key.

        That is keys, and tables with the blank line before each.
        """
        key = self.edit.key
        changes = []
        dropped: list[TomlEntry] = []
        for table in self.tables[1:]:
            if _starts_with(table.path, key):
                change = self._lines(table.start, table.end)
                before = line_start(self.text, max(change.start - 1, 0))
                is_blank = not self.text[before : change.start].strip()
                changes.append(change._replace(start=before) if is_blank else change)
                dropped += table.entries
        for path, entry in places:
            if _starts_with(path, key) and entry not in dropped:
                changes.append(self._lines(entry.start, entry.end))
        return changes

    def _new(self, put: Put) -> TextEdit:
        """Return the change that adds a key to the table it belongs to, or with a new table."""
        for depth in range(len(put.key) - 1, 0, -1):
            holder = put.key[:depth]
            for table in self._open_tables():
                if folded(table.path) == folded(holder):
                    return self._after(table.entries, table.end, put, put.key[depth:])
                dotted = [
                    entry
                    for entry in table.entries
                    if _starts_with((*table.path, *entry.path[:-1]), holder)
                ]
                if dotted:
                    return self._after(dotted, dotted[-1].end, put, put.key[len(table.path) :])
        root, last = self.tables[0], self.tables[-1]
        if len(put.key) == 1:
            return self._after(root.entries, root.end, put, put.key)
        head = f"[{write_key(put.key[:-1])}]\n{write_key(put.key[-1:])} = {self._value(put)}"
        if last is root and not root.entries:
            return insert_lines(self.text, len(self.text), head, self.newline)
        return insert_lines(self.text, line_end(self.text, last.end), f"\n{head}", self.newline)

    def _after(self, beside: Sequence[TomlEntry], end: int, put: Put, key: KeyPath) -> TextEdit:
        """Return the change that adds a line after the one that ends at `end`.

        It is indented like the last entry in `beside`.
        """
        indent = ""
        if beside:
            indent = self.text[line_start(self.text, beside[-1].start) : beside[-1].start]
        line = f"{indent}{write_key(key)} = {self._value(put)}"
        return insert_lines(self.text, line_end(self.text, end) if end else 0, line, self.newline)

    def _value(self, put: Put) -> str:
        """Return the text of a new value, in the quotes that the other values have."""
        entries = (entry for table in self.tables for entry in table.entries)
        used = {self.text[entry.value] for entry in entries} & {"'", '"'}
        return (
            str(put.value)
            if put.plain
            else format_toml_value(put.value, "'" if used == {"'"} else '"')
        )


def _starts_with(path: KeyPath, holder: KeyPath) -> bool:
    return folded(path[: len(holder)]) == folded(holder)


def _holds_null(value: Value) -> bool:
    if isinstance(value, list):
        return any(map(_holds_null, value))
    if isinstance(value, dict):
        return any(map(_holds_null, value.values()))
    return value is None
