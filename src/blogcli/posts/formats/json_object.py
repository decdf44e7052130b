"""JSON front matter, a leading object as in Hugo: parsed by json, edited by spans."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from blogcli.posts.formats.brackets import Flow
from blogcli.posts.formats.handler import Handler
from blogcli.posts.formats.limits import check_depth, edit_refused, position
from blogcli.posts.formats.list_diff import list_changes
from blogcli.posts.formats.operations import Drop, Edit, Put
from blogcli.posts.model.values import Value
from blogcli.posts.text.text_edits import TextEdit, apply_edits

_BLANKS = re.compile(r"[ \t\r\n]*")
_decode = json.JSONDecoder().raw_decode


class JsonHandler(Handler):
    """A handler for JSON; unlike python-frontmatter's own, it allows the braces anywhere."""

    name = "json"
    fences = ("", "\n")
    empty = "{\n}"

    def load(self, fm: str) -> dict[str, Value]:
        """Return the values of a JSON object. Raise Partial if it nests too deep."""
        values: dict[str, Value] = json.loads(fm)  # `document.split` has found the object's end
        check_depth(values)
        if "\\ud" in fm.lower():
            return {str(_whole(key)): _whole(value) for key, value in values.items()}
        return values

    def splice(self, meta: str, edit: Edit, newline: str) -> str:
        """Return the JSON text with one edit made."""
        self.load(meta)  # raises for what is nested too deep
        return apply_edits(meta, _Splice(meta, newline, edit).changes())


@dataclass(frozen=True, slots=True)
class _Member:
    """One `"key": value` of an object."""

    key: str
    start: int
    key_end: int
    value: int
    end: int


@dataclass(frozen=True, slots=True)
class _Splice:
    """One edit of one text."""

    text: str
    newline: str
    edit: Edit

    def changes(self) -> list[TextEdit]:
        path, start = self.edit.key, 0
        for depth, part in enumerate(path):
            flow, members = _object(self.text, start)
            at = position([(member.key,) for member in members], (part,), path)
            if at is None:
                return self._new(flow, members, depth)
            found = members[at]
            if depth + 1 == len(path):
                if isinstance(self.edit, Drop):
                    return flow.remove(at, at + 1)
                return self._put(self.edit.value, found)
            start = found.value
            if self.text[start] == "{":
                continue
            if isinstance(self.edit, Drop):
                return []
            if _decode(self.text, start)[0] is None:
                written = _nested(self.edit._replace(key=path[depth + 1 :]))
                return [TextEdit(start, found.end, written)]
            raise edit_refused(path[: depth + 1], "is not an object")
        return []

    def _new(self, flow: Flow, members: list[_Member], depth: int) -> list[TextEdit]:
        if isinstance(self.edit, Drop):
            return []
        head, *rest = self.edit.key[depth:]
        colon = self.text[members[-1].key_end : members[-1].value] if members else ": "
        value = _nested(self.edit._replace(key=tuple(rest)))
        return flow.insert(len(members), [_write(head) + colon + value], self.newline)

    def _put(self, value: Value, member: _Member) -> list[TextEdit]:
        if isinstance(value, list) and self.text[member.value] == "[":
            old: list[Value] = _decode(self.text, member.value)[0]
            flow = _array(self.text, member.value)
            return list_changes(flow, old, value, lambda one, _: _write(one), self.newline)
        return [TextEdit(member.value, member.end, _write(value))]


def _object(text: str, start: int) -> tuple[Flow, list[_Member]]:
    """Return the items and members of the object that begins at `start`."""
    members = []
    at = _skip(text, start + 1)
    while text[at] != "}":
        key, key_end = _decode(text, at)
        value = _skip(text, _skip(text, key_end) + 1)
        end = _decode(text, value)[1]
        members.append(_Member(key, at, key_end, value, end))
        at = _next(text, end)
    return Flow(text, start, at + 1, [(one.start, one.end) for one in members]), members


def _array(text: str, start: int) -> Flow:
    """Return the items of the array that begins at `start`."""
    spans = []
    at = _skip(text, start + 1)
    while text[at] != "]":
        end = _decode(text, at)[1]
        spans.append((at, end))
        at = _next(text, end)
    return Flow(text, start, at + 1, spans)


def _next(text: str, end: int) -> int:
    """Return the offset of the next item or closing bracket after an item that ends at `end`."""
    at = _skip(text, end)
    return _skip(text, at + 1) if text[at] == "," else at


def _skip(text: str, at: int) -> int:
    blanks = _BLANKS.match(text, at)
    return blanks.end() if blanks else at


def _write(value: Value) -> str:
    return json.dumps(value, ensure_ascii=False, default=lambda when: when.isoformat())


def _nested(put: Put) -> str:
    """Return the put's value as JSON, in the objects that its remaining keys name."""
    value = put.value
    for key in reversed(put.key):
        value = {key: value}
    return _write(value)


def _whole(value: Value) -> Value:
    """Return the value with U+FFFD for each escaped lone surrogate, which no output could hold."""
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, list):
        return [*map(_whole, value)]
    if isinstance(value, dict):
        return {str(_whole(key)): _whole(inner) for key, inner in value.items()}
    return value
