"""Edits of YAML text: only the key's own span changes, in the style found there."""

import re
from typing import NamedTuple, TypeGuard

from blogcli.posts.formats.limits import Broken, Partial, edit_refused, position
from blogcli.posts.formats.list_diff import list_changes
from blogcli.posts.formats.operations import Drop, Edit, Put
from blogcli.posts.formats.yaml.compose import compose_yaml
from blogcli.posts.formats.yaml.key_blocks import MAX_KEY_BLOCKS, key_blocks, may_hold
from blogcli.posts.formats.yaml.lists import after, flow_items, list_items, list_quotes, quotes
from blogcli.posts.formats.yaml.scalars import (
    Quote,
    format_yaml_value,
    write_block,
    write_date,
    write_text,
)
from blogcli.posts.formats.yaml.tree import Branch, Node, Scalar, end, marking
from blogcli.posts.formats.yaml.values import is_merge, key_text, value
from blogcli.posts.model.values import KeyPath, Value, find_key
from blogcli.posts.text.text_edits import (
    TextEdit,
    apply_edits,
    begins_line,
    insert_lines,
    line_start,
)

_COLON = re.compile(r"[ \t]*:")
_REST_IS_BLANK = re.compile(r"[ \t]*(?=\r?\n|\Z|[,}\]])")


def splice_yaml(text: str, edit: Edit, newline: str) -> str:
    """Return the YAML text with one edit made.

    Raise Refused for a key whose lines cannot be distinguished from others', Partial for text that
    is not read at all. In text that is not valid YAML, a key is edited if its own lines are valid.
    """
    try:
        root = compose_yaml(text)
    except Broken:
        return _splice_broken(text, edit, newline)
    return _splice_tree(text, root, edit, newline)


def _splice_tree(text: str, root: Node | None, edit: Edit, newline: str) -> str:
    if root is None and isinstance(edit, Put):
        return apply_edits(text, [_lines(text, len(text), edit, newline)])
    if not isinstance(root, Branch) or not root.is_mapping:
        if isinstance(edit, Drop):
            return text
        raise edit_refused(edit.key, "cannot be edited: the front matter is not a mapping")
    try:
        return apply_edits(text, _Splice(text, newline, edit).changes(root))
    except ValueError:
        raise edit_refused(
            edit.key, "cannot be edited: a list item is not on the line of its dash"
        ) from None


def _splice_broken(text: str, edit: Edit, newline: str) -> str:
    blocks = key_blocks(text)
    if len(blocks) == MAX_KEY_BLOCKS:
        raise edit_refused(
            edit.key, "cannot be edited: the front matter is not valid YAML, and too long"
        )
    name = find_key([block.key for block in blocks], edit.key[0])
    if name is None and may_hold(text, edit.key[0]):
        raise edit_refused(edit.key, "cannot be edited: the front matter is not valid YAML")
    if name is None and isinstance(edit, Drop):
        return text
    if name is None and blocks and isinstance(edit, Put):
        return apply_edits(text, [_lines(text, blocks[-1].content_end, edit, newline)])
    named = [block for block in blocks if block.key == name]
    if len(named) != 1:
        raise edit_refused(edit.key, "cannot be edited: the front matter is not valid YAML")
    block = named[0]
    source = text[block.start : block.end]
    try:
        root = compose_yaml(source)
    except Partial:
        raise edit_refused(edit.key, "cannot be edited: its lines are not valid YAML") from None
    return text[: block.start] + _splice_tree(source, root, edit, newline) + text[block.end :]


def _lines(text: str, at: int, put: Put, newline: str) -> TextEdit:
    """Return the change that adds a top-level key at a line start, without a sibling's style."""
    return insert_lines(text, at, new_lines(put, ""), newline)


def new_lines(put: Put, indent: str, quoted: tuple[Quote, Quote] = ("", '"')) -> str:
    """Return the lines of a new key with its value, without a last line end.

    A list is in brackets, so that the edit is one line, whatever the lists beside it look like.
    """
    head, *rest = put.key
    name = f"{indent}{write_text(head)}:"
    if rest:
        return f"{name}\n{new_lines(put._replace(key=tuple(rest)), indent + '  ', quoted)}"
    match put.value:
        case None:
            return name
        case list():
            quote, fallback = quoted
            return f"{name} {format_yaml_value(put.value, quote, fallback=fallback)}"
        case str() if put.plain:
            return f"{name} {write_date(put.value)}"
        case _:
            return f"{name} {format_yaml_value(put.value, flow=False)}"


class _Splice(NamedTuple):
    """One edit of one tree."""

    text: str
    newline: str
    edit: Edit

    def changes(self, holder: Branch) -> list[TextEdit]:
        """Return the changes under `holder`, walking down the edit's key path."""
        path = self.edit.key
        for depth, part in enumerate(path, 1):
            at = self._find(holder, part)
            if at is None:
                return self._new(self.edit, holder, path[depth - 1 :])
            key, node = holder.children[at], holder.children[at + 1]
            if isinstance(self.edit, Put) and is_merge(key):
                raise edit_refused(path, "merges another mapping and cannot be changed")
            if depth == len(path):
                if mark := marking(node):
                    raise edit_refused(path, f"uses {mark}, which an edit could break")
                if isinstance(self.edit, Drop):
                    return self._drop(holder, at)
                return self._put(self.edit, key, node, holder.is_flow)
            inner = value(node, self.text)
            if isinstance(self.edit, Drop) and not isinstance(inner, dict):
                break
            if inner is None and isinstance(self.edit, Put) and not holder.is_flow:
                return self._nest(self.edit, key, node, path[depth:])
            if not _is_plain_mapping(node):
                raise edit_refused(path[:depth], "is not a mapping that can be edited")
            holder = node
        return []

    def _find(self, holder: Branch, part: str) -> int | None:
        """Return the index of the key in the mapping's children; None if there is none."""
        written = [(key_text(key, self.text),) for key in holder.children[::2]]
        at = position(written, (part,), self.edit.key)
        return None if at is None else 2 * at

    def _drop(self, holder: Branch, at: int) -> list[TextEdit]:
        key, node = holder.children[at], holder.children[at + 1]
        if holder.is_flow:
            return flow_items(holder, self.text).remove(at // 2, at // 2 + 1)
        if not begins_line(self.text, key.start):
            raise edit_refused(self.edit.key, "does not begin its line")
        return [TextEdit(line_start(self.text, key.start), after(node, self.text))]

    def _new(self, edit: Edit, holder: Branch, path: KeyPath) -> list[TextEdit]:
        """Return the changes that add a key after the last one."""
        if isinstance(edit, Drop):
            return []
        put = edit._replace(key=path)
        if holder.is_flow:
            flow = flow_items(holder, self.text)
            return flow.insert(len(flow.items), [_flow_pair(put)], self.newline)
        first = holder.children[0].start
        if not begins_line(self.text, first):
            raise edit_refused(self.edit.key, "cannot be added on a line of its own")
        indent = self.text[line_start(self.text, first) : first]
        lines = new_lines(put, indent, list_quotes(holder))
        return [insert_lines(self.text, after(holder, self.text), lines, self.newline)]

    def _nest(self, put: Put, key: Node, node: Node, path: KeyPath) -> list[TextEdit]:
        """Return the changes that add a nested key under one that holds nothing yet."""
        first, colon = key.start, self._colon(key)
        indent = self.text[line_start(self.text, first) : first] + "  "
        lines = new_lines(put._replace(key=path), indent)
        place = insert_lines(self.text, after(node, self.text), lines, self.newline)
        return [TextEdit(colon, max(colon, end(node, self.text))), place]

    def _put(self, put: Put, key: Node, node: Node, flow: bool) -> list[TextEdit]:
        if isinstance(put.value, list) and _takes_items(node, put.value):
            return self._put_list(put.value, node)
        colon = self._colon(key)
        if isinstance(node, Branch) and not node.is_flow:
            first = line_start(self.text, node.start)
            written = "" if put.value is None else " " + format_yaml_value(put.value, flow=flow)
            return [TextEdit(colon, colon, written), TextEdit(first, after(node, self.text))]
        if put.value is None and not flow:
            return [TextEdit(colon, end(node, self.text))]
        written = self._over(put, node, flow)
        if end(node, self.text) > node.start:
            return [TextEdit(self._start(node, put.value), end(node, self.text), written)]
        blank = _REST_IS_BLANK.match(self.text, colon)
        return [TextEdit(colon, blank.end() if blank else colon, written)]

    def _start(self, node: Node, new: Value) -> int:
        """Return the start of the text that a new value replaces; the `!` of `! 'text'` stays."""
        if isinstance(new, str) and isinstance(node, Scalar) and node.tag and node.style:
            return self.text.index(node.style, node.start)
        return node.start

    def _put_list(self, new: list[Value], node: Branch) -> list[TextEdit]:
        old = [value(child, self.text) for child in node.children]
        quote, fallback = quotes(node.children)

        def written(one: Value, over: int | None) -> str:
            if over is None:
                return format_yaml_value(one, quote, flow=node.is_flow, fallback=fallback)
            return self._over(Put((), one), node.children[over], node.is_flow)

        return list_changes(list_items(node, self.text), old, new, written, self.newline)

    def _over(self, put: Put, node: Node, flow: bool) -> str:
        """Return the value in the style of the one that it replaces.

        If there is none, a space separates the value from the colon or the dash.
        """
        quote, fallback = quotes([node])
        source = self.text[node.start : end(node, self.text)]
        if not isinstance(put.value, str):
            written = format_yaml_value(put.value, quote, flow=flow, fallback=fallback)
        elif put.plain and not quote:
            written = write_date(put.value, flow=flow)
        elif block := write_block(put.value, source):
            written = block.replace("\n", self.newline)
        else:
            written = write_text(put.value, quote, flow=flow, fallback=fallback)
        return ("" if source else " ") + written + self.newline * source.endswith("\n")

    def _colon(self, key: Node) -> int:
        """Return the offset after the colon of a key; raise Refused for an explicit `?` key."""
        colon = _COLON.match(self.text, end(key, self.text))
        if colon is None:
            raise edit_refused(self.edit.key, "is written as an explicit `?` key")
        return colon.end()


def _takes_items(node: Node, new: list[Value]) -> TypeGuard[Branch]:
    """Return whether the node is a list that can be changed item by item.

    A block list is never empty.
    """
    return isinstance(node, Branch) and not node.is_mapping and (bool(new) or node.is_flow)


def _is_plain_mapping(node: Node) -> TypeGuard[Branch]:
    if not isinstance(node, Branch) or not node.is_mapping:
        return False
    return not (node.anchor or node.tag)


def _flow_pair(put: Put) -> str:
    head, *rest = put.key
    if rest:
        return f"{write_text(head, flow=True)}: {{{_flow_pair(put._replace(key=tuple(rest)))}}}"
    return f"{write_text(head, flow=True)}: {format_yaml_value(put.value)}"
