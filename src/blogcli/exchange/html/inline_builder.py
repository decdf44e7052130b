"""Build a line of inline elements with normalized spaces, line breaks and emphasis."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_JOINED = ("strong", "em", "del", "code")
_SPACE = re.compile("[ \t\r\n\f\u00a0]+")


@dataclass(slots=True, eq=False)
class Mark:
    """An open inline element, which contains the text that follows."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)

    def goes_on(self, other: Mark) -> bool:
        """Return whether an adjacent element must be merged: `**a****b**` is not two elements."""
        return self.tag == other.tag and self.tag in _JOINED


class Line:
    """The block that receives text, with the pending breaks and spaces.

    Marks are opened only when text follows, so that none is empty and whitespace at their edges
    falls outside. `breaks` and `space` are written before the next piece of text.
    """

    def __init__(self) -> None:
        self.element: HtmlElement | None = None
        self.marks: list[Mark] = []
        self.breaks = 0
        self.space = False
        self._open: list[tuple[Mark, HtmlElement]] = []
        self._texts: list[str] = []  # buffered, because appending to text in the tree copies it
        self._text_place: HtmlElement | None = None

    def begin(self, element: HtmlElement) -> None:
        """Start writing into this block."""
        self.close()
        self.element = element

    def close(self) -> None:
        """Finish the block; remove it if empty, unless it is a table cell."""
        self._flush()
        element, self.element = self.element, None
        self._open = []
        self.space, self.breaks = False, 0
        if element is not None and element.tag not in ("td", "th"):
            remove_if_empty(element)

    @property
    def has_content(self) -> bool:
        """Whether the block has any content yet."""
        if self._texts:
            return True
        return self.element is not None and not is_empty(self.element)

    def split_text(self, text: str) -> str:
        """Return the text with whitespace collapsed and stripped; note a leading space."""
        words = _SPACE.sub(" ", text)
        self.space = self.space or words[:1] == " "
        return words.strip(" ")

    def add(self, core: str, trailing: bool) -> None:
        """Write text; `trailing` means that whitespace follows it."""
        self._write(self._place(), core)
        self.space = trailing

    def add_element(self, tag: str) -> HtmlElement:
        """Write and return an element; it is put outside of code, which cannot contain one."""
        marks = self.marks
        self.marks = [mark for mark in marks if mark.tag != "code"]
        element = self._append(self._place(), tag)
        self.marks = marks
        return element

    def push(self, tag: str, attributes: dict[str, str]) -> Mark:
        """Open a mark; a link is put around open code, which cannot contain it."""
        mark = Mark(tag, attributes)
        codes = [number for number, other in enumerate(self.marks) if other.tag == "code"]
        self.marks.insert(codes[0] if codes else len(self.marks), mark)
        return mark

    def pull(self, mark: Mark) -> None:
        """Close a mark, if it is still open."""
        self.marks = [other for other in self.marks if other is not mark]

    def end_links(self) -> None:
        """Close an open link, as browsers do when another link begins."""
        self.marks = [mark for mark in self.marks if mark.tag != "a"]

    def _place(self) -> HtmlElement:
        """Return the innermost element for the next content, after writing what is pending."""
        assert self.element is not None, "begin comes first"
        kept = 0
        apart = self.space or self.breaks
        for (mark, _), wanted in zip(self._open, self.marks, strict=False):
            if mark is not wanted and (apart or not mark.goes_on(wanted)):
                break
            if self.breaks and mark.tag == "code":
                break  # a line break ends code, which cannot hold one
            kept += 1
        del self._open[kept:]
        place = self._open[-1][1] if self._open else self.element
        if self.breaks and self.has_content:
            self._append(place, "br")
        elif self.space and self.has_content:
            self._write(place, " ")
        self.space, self.breaks = False, 0
        for mark in self.marks[kept:]:
            place = self._append(place, mark.tag)
            for name, value in mark.attributes.items():
                if value:
                    place.set(name, value)
            self._open.append((mark, place))
        return place

    def _write(self, place: HtmlElement, text: str) -> None:
        if place is not self._text_place:
            self._flush()
            self._text_place = place
        self._texts.append(text)

    def _append(self, place: HtmlElement, tag: str) -> HtmlElement:
        self._flush()
        return append(place, tag)

    def _flush(self) -> None:
        place, text = self._text_place, "".join(self._texts)
        self._text_place, self._texts = None, []
        if place is None:
            return
        if len(place):
            place[-1].tail = (place[-1].tail or "") + text
        else:
            place.text = (place.text or "") + text


def append(parent: HtmlElement, tag: str) -> HtmlElement:
    """Append a new child element and return it."""
    from lxml.html import Element

    child = Element(tag)
    parent.append(child)
    return child


def is_empty(element: HtmlElement) -> bool:
    """Return whether the element has neither children nor text."""
    return not len(element) and not element.text


def remove_if_empty(element: HtmlElement) -> None:
    """Remove the element from its parent if it is empty."""
    parent = element.getparent()
    if is_empty(element) and parent is not None:
        parent.remove(element)
