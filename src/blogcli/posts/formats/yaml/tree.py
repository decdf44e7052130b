"""YAML text as a tree that knows the position of each part; reading and edits both use it.

`parse` builds it of any YAML, `simple` of that which nearly every post has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

_LINE_END = re.compile(r"\r?\n")


class Scalar(NamedTuple):
    """A single value as text, at `text[start:end]`; the `style` of a plain one is ""."""

    value: str
    start: int
    end: int
    style: str = ""
    tag: str | None = None
    anchor: str | None = None


class Branch:
    """A list, or a mapping with its keys and values in turn; `end` is past the closing bracket.

    `is_flow`: it is written in brackets. `size` and `height` count what is in it, with aliases
    resolved.
    """

    def __init__(
        self,
        start: int,
        *,
        is_mapping: bool,
        is_flow: bool,
        tag: str | None = None,
        anchor: str | None = None,
    ) -> None:
        self.start = start
        self.is_mapping = is_mapping
        self.is_flow = is_flow
        self.tag = tag
        self.anchor = anchor
        self.children: list[Node] = []
        self.end = 0
        self.size = self.height = 1

    def pairs(self) -> Iterator[tuple[Node, Node]]:
        """Yield the keys of a mapping with their values."""
        return zip(self.children[::2], self.children[1::2], strict=True)


class Alias(NamedTuple):
    """An alias, `*name`, and the anchored node that it stands for."""

    target: Scalar | Branch
    start: int
    end: int


Node: TypeAlias = Scalar | Branch | Alias


def end(node: Node, text: str) -> int:
    """Return where the node's own text ends.

    The parser's end mark of a block collection is at the next token, and that of a block scalar is
    after its line end. The end returned here is that of the last leaf's text. Only the blank lines
    that `|+` or `>+` keep belong to the scalar; its end is then the start of the line after them.
    """
    while isinstance(node, Branch) and not node.is_flow:
        node = node.children[-1]
    if not isinstance(node, Scalar) or not is_block(node) or keeps_blank_lines(node, text):
        return node.end
    last = node.start + len(text[node.start : node.end].rstrip())
    return last + len(_LINE_END.split(text[last : node.end], maxsplit=1)[0])


def is_block(node: Scalar) -> bool:
    """Return whether the scalar is a block scalar, `|` or `>`."""
    return node.style in ("|", ">")


def keeps_blank_lines(node: Scalar, text: str) -> bool:
    """Return whether the block scalar keeps the blank lines after it, as `|+` and `>+` do."""
    header, _, _ = text[node.start : node.end].partition("\n")
    return "+" in header.partition("#")[0]


def marking(node: Node) -> str:
    """Return what the node holds other than text, lists and mappings; "" if nothing.

    The non-specific tag `!` does not count, as it only says that a scalar is text.
    """
    pending = [node]
    while pending:
        node = pending.pop()
        if isinstance(node, Alias):
            return "an alias"
        if node.anchor:
            return "an anchor"
        if node.tag and (isinstance(node, Branch) or node.tag != "!"):
            return "a tag"
        if isinstance(node, Branch):
            pending.extend(node.children)
    return ""
