"""YAML of any kind to a tree, from the events of PyYAML's parser.

They are read in one loop, so depth and size are checked before anything grows. A thousand nested
lists or an alias bomb give one error message, never a crash.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar

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
from blogcli.posts.formats.yaml.tree import Alias, Branch, Node, Scalar

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

_NOT_YAML = re.compile("[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def parse_yaml(text: str) -> Node | None:
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
        self.anchors: dict[str, Scalar | Branch] = {}
        self.documents = 0

    def build(self, parser: Parser) -> Node | None:
        for count, event in enumerate(iter(parser.get_event, None)):
            kind = type(event)
            if kind is ScalarEvent:
                place = event.start_mark.index, event.end_mark.index
                scalar = Scalar(event.value, *place, event.style or "", event.tag, event.anchor)
                self.nodes.append(scalar)
                if event.anchor:
                    self.anchors[event.anchor] = scalar
                if count > MAX_NODES:
                    raise Partial(TOO_MANY, _first(event))
            elif step := self.STEPS.get(kind):
                step(self, event)
        return self.root[0] if self.root else None

    def _open(self, event: MappingStartEvent | SequenceStartEvent) -> None:
        branch = Branch(
            _first(event),
            is_mapping=type(event) is MappingStartEvent,
            is_flow=bool(event.flow_style),
            tag=event.tag,
            anchor=event.anchor,
        )
        self.nodes.append(branch)
        self.nodes = branch.children
        self.branches.append(branch)
        if len(self.branches) > MAX_DEPTH:
            raise Partial(TOO_DEEP, _first(event))

    def _close(self, event: MappingEndEvent | SequenceEndEvent) -> None:
        branch = self.branches.pop()
        branch.end = _last(event)
        branch.size += len(branch.children)
        if branch.anchor:
            self.anchors[branch.anchor] = branch
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
        self.nodes.append(Alias(target, _first(event), _last(event)))
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
