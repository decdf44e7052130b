"""One line of inline elements while it is written: spaces, breaks and emphasis put in order."""

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
    """An inline element that the text to come is inside of."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)

    def goes_on(self, other: Mark) -> bool:
        """Whether the other, right behind it, has to be one with it: `**a****b**` is not two."""
        return self.tag == other.tag and self.tag in _JOINED


class Line:
    """The block that takes text, and what is due before the next piece of it.

    Marks are opened only once there is text for them, so that none is empty, and white space at
    their edges falls outside of them. `breaks` and `space` are due before the next piece.
    """

    def __init__(self) -> None:
        self.element: HtmlElement | None = None
        self.marks: list[Mark] = []
        self.breaks = 0
        self.space = False
        self._open: list[tuple[Mark, HtmlElement]] = []
        self._texts: list[str] = []  # not yet in the tree: to lengthen a text there copies it
        self._text_place: HtmlElement | None = None

    def begin(self, element: HtmlElement) -> None:
        """Write into this block from now on."""
        self.close()
        self.element = element

    def close(self) -> None:
        """Write into it no more; a block without anything in it goes, but a cell of a table."""
        self._flush()
        element, self.element = self.element, None
        self._open = []
        self.space, self.breaks = False, 0
        if element is not None and element.tag not in ("td", "th"):
            remove_if_empty(element)

    @property
    def has_content(self) -> bool:
        """Whether anything stands in the block by now."""
        if self._texts:
            return True
        return self.element is not None and not is_empty(self.element)

    def split_text(self, text: str) -> str:
        """The text with single spaces and none around it; one before it is noted as due."""
        words = _SPACE.sub(" ", text)
        self.space = self.space or words[:1] == " "
        return words.strip(" ")

    def add(self, core: str, trailing: bool) -> None:
        """Write text; `trailing` says that white space follows it."""
        self._write(self._place(), core)
        self.space = trailing

    def add_element(self, tag: str) -> HtmlElement:
        """Write an element, which is given back to be filled; none can stand in code."""
        marks = self.marks
        self.marks = [mark for mark in marks if mark.tag != "code"]
        element = self._append(self._place(), tag)
        self.marks = marks
        return element

    def push(self, tag: str, attributes: dict[str, str]) -> Mark:
        """Begin a mark; a link goes around code that is open, since it cannot stand in it."""
        mark = Mark(tag, attributes)
        codes = [number for number, other in enumerate(self.marks) if other.tag == "code"]
        self.marks.insert(codes[0] if codes else len(self.marks), mark)
        return mark

    def pull(self, mark: Mark) -> None:
        """End a mark, if nothing has ended it before."""
        self.marks = [other for other in self.marks if other is not mark]

    def end_links(self) -> None:
        """End a link that is open, as browsers do where another begins."""
        self.marks = [mark for mark in self.marks if mark.tag != "a"]

    def _place(self) -> HtmlElement:
        """The innermost element that the next thing belongs into, with all that was due."""
        assert self.element is not None, "begin comes first"
        kept = 0
        apart = self.space or self.breaks
        for (mark, _), wanted in zip(self._open, self.marks, strict=False):
            if mark is not wanted and (apart or not mark.goes_on(wanted)):
                break
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
    """A new last child."""
    from lxml.html import Element

    child = Element(tag)
    parent.append(child)
    return child


def is_empty(element: HtmlElement) -> bool:
    return not len(element) and not element.text


def remove_if_empty(element: HtmlElement) -> None:
    parent = element.getparent()
    if is_empty(element) and parent is not None:
        parent.remove(element)
