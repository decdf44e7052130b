"""YAML text as a tree that knows the position of each part; parsing and edits both use it.

It is built from the parser's events in one loop, so depth and size are checked before anything
grows. A thousand nested lists or an alias bomb give one error message, never a crash.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, TypeAlias

from yaml.error import MarkedYAMLError, YAMLError
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from blogcli.posts.formats.limits import MAX_DEPTH, TOO_DEEP, Broken, Partial

if TYPE_CHECKING:
    from yaml.loader import BaseLoader as Parser
else:
    try:
        from yaml.cyaml import CParser as Parser
    except ImportError:
        from yaml.loader import BaseLoader as Parser

MAX_NODES = 50_000
"""The most scalars and collections that are read; an alias counts as all that it stands for."""

TOO_MANY = f"the front matter has more than {MAX_NODES} values"

_LINE_END = re.compile(r"\r?\n")
_NOT_YAML = re.compile("[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(slots=True)
class Branch:
    """A list, or a mapping with its keys and values in turn; `end` is past the closing bracket.

    `size` and `height` count what is in it, with aliases resolved.
    """

    opening: MappingStartEvent | SequenceStartEvent
    children: list[Node] = field(default_factory=list)
    end: int = 0
    size: int = 1
    height: int = 1

    @property
    def is_mapping(self) -> bool:
        """Return whether the branch is a mapping."""
        return type(self.opening) is MappingStartEvent

    @property
    def is_flow(self) -> bool:
        """Return whether the branch is written in brackets."""
        return bool(self.opening.flow_style)

    def pairs(self) -> Iterator[tuple[Node, Node]]:
        """Yield the keys of a mapping with their values."""
        return zip(self.children[::2], self.children[1::2], strict=True)


@dataclass(slots=True)
class Alias:
    """An alias, `*name`, and the anchored node that it stands for."""

    event: AliasEvent
    target: ScalarEvent | Branch


Node: TypeAlias = ScalarEvent | Branch | Alias


def compose_yaml(text: str) -> Node | None:
    """Parse a text of one document into a tree; None for a text of only comments.

    Raise Broken, with the offset of the fault, for text that is not YAML. Raise Partial for text
    that nests too deep, holds too much, or has more than one document.
    """
    try:
        return _Builder().build(Parser(text))
    except MarkedYAMLError as error:
        # A bracket or quote that is left open is noticed only at the end of the block.
        left_open = any(word in (error.context or "") for word in ("flow", "quoted"))
        mark = (error.context_mark if left_open else None) or error.problem_mark
        if "nesting depth" in (error.problem or ""):  # newer parsers' own limit
            raise Partial(TOO_DEEP, mark.index if mark else 0) from None
        fault = (error.problem or error.context or "unknown fault").replace("\n", " ")
        raise Broken(f"the front matter is not YAML: {fault}", mark.index if mark else 0) from None
    except YAMLError:  # the reader's own, which gives no mark
        control = _NOT_YAML.search(text)
        offset = control.start() if control else 0
        raise Broken("the front matter has a control character", offset) from None


class _Builder:
    """The state of one parse: the branches that are open, and the anchors so far."""

    def __init__(self) -> None:
        self.root: list[Node] = []
        self.nodes = self.root
        self.branches: list[Branch] = []
        self.anchors: dict[str, ScalarEvent | Branch] = {}
        self.documents = 0

    def build(self, parser: Parser) -> Node | None:
        for count, event in enumerate(iter(parser.get_event, None)):
            kind = type(event)
            if kind is ScalarEvent:
                self.nodes.append(event)
                if event.anchor:
                    self.anchors[event.anchor] = event
                if count > MAX_NODES:
                    raise Partial(TOO_MANY, _first(event))
            elif step := self.STEPS.get(kind):
                step(self, event)
        return self.root[0] if self.root else None

    def _open(self, event: MappingStartEvent | SequenceStartEvent) -> None:
        branch = Branch(event)
        self.nodes.append(branch)
        self.nodes = branch.children
        self.branches.append(branch)
        if len(self.branches) > MAX_DEPTH:
            raise Partial(TOO_DEEP, _first(event))

    def _close(self, event: MappingEndEvent | SequenceEndEvent) -> None:
        branch = self.branches.pop()
        branch.end = _last(event)
        branch.size += len(branch.children)
        if branch.opening.anchor:
            self.anchors[branch.opening.anchor] = branch
        if self.branches:
            self.nodes = self.branches[-1].children
            self._hold(branch, event)
        else:
            self.nodes = self.root

    def _alias(self, event: AliasEvent) -> None:
        target = self.anchors.get(event.anchor or "")
        if target is None:
            at = _first(event)
            raise Broken(f"undefined alias `*{event.anchor}` in the front matter", at)
        self.nodes.append(Alias(event, target))
        if isinstance(target, Branch) and self.branches:
            self._hold(target, event)

    def _hold(self, inner: Branch, event: Event) -> None:
        """Count `inner` as a part of the innermost open branch."""
        holder = self.branches[-1]
        holder.size += inner.size
        holder.height = max(holder.height, inner.height + 1)
        if holder.size > MAX_NODES:
            raise Partial(TOO_MANY, _first(event))
        if len(self.branches) + inner.height > MAX_DEPTH:
            raise Partial(TOO_DEEP, _first(event))

    def _document(self, event: DocumentStartEvent) -> None:
        self.documents += 1
        if self.documents > 1:
            raise Partial("the front matter has several documents", _first(event))

    STEPS: ClassVar[dict[type[Event], Callable[[Any, Any], None]]] = {
        MappingStartEvent: _open,
        SequenceStartEvent: _open,
        MappingEndEvent: _close,
        SequenceEndEvent: _close,
        AliasEvent: _alias,
        DocumentStartEvent: _document,
    }


def _first(event: Event) -> int:
    return event.start_mark.index if event.start_mark else 0


def _last(event: Event) -> int:
    return event.end_mark.index if event.end_mark else 0


def start(node: Node) -> int:
    """Return where the node begins, with its anchor and tag."""
    if isinstance(node, Branch):
        return _first(node.opening)
    return _first(node.event if isinstance(node, Alias) else node)


def end(node: Node, text: str) -> int:
    """Return where the node's own text ends.

    The parser's end mark of a block collection is at the next token, and that of a block scalar is
    after its line end. The end returned here is that of the last leaf's text. Only the blank lines
    that `|+` or `>+` keep belong to the scalar; its end is then the start of the line after them.
    """
    while isinstance(node, Branch) and not node.is_flow:
        node = node.children[-1]
    if isinstance(node, Branch):
        return node.end
    if isinstance(node, Alias):
        return _last(node.event)
    stop = _last(node)
    if not is_block(node) or keeps_blank_lines(node, text):
        return stop
    first = _first(node)
    last = first + len(text[first:stop].rstrip())
    return last + len(_LINE_END.split(text[last:stop], maxsplit=1)[0])


def is_block(node: ScalarEvent) -> bool:
    """Return whether the scalar is a block scalar, `|` or `>`."""
    return node.style in ("|", ">")


def keeps_blank_lines(node: ScalarEvent, text: str) -> bool:
    """Return whether the block scalar keeps the blank lines after it, as `|+` and `>+` do."""
    header, _, _ = text[_first(node) : _last(node)].partition("\n")
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
        event = node.opening if isinstance(node, Branch) else node
        if event.anchor:
            return "an anchor"
        if event.tag and (isinstance(node, Branch) or event.tag != "!"):
            return "a tag"
        if isinstance(node, Branch):
            pending.extend(node.children)
    return ""
