"""Second step of the conversion: normalize the HTML into a tree of Markdown blocks.

Line breaks, spans, and mixed block and inline elements become the few elements that Markdown has.
The children of the root `div` are blocks; a block contains blocks or one line of inline elements.
HTML without a Markdown equivalent becomes an `x-raw` that has it in the attribute `html`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from blogcli.exchange.html import raw_html
from blogcli.exchange.html.inline_builder import Line, Mark, append, remove_if_empty
from blogcli.exchange.html.url_policy import BLOCKS, CODE, HEADINGS

if TYPE_CHECKING:
    from lxml.etree import _Element
    from lxml.html import HtmlElement

_CELLS = ("td", "th")
_LISTS = ("ul", "ol")
_SINGLE = frozenset(("br", "hr", "img", "more", "anchor", "note", "iframe", "video", "audio"))
_MOST_DEPTH = 40  # nested lists; markdown-it parses 100 levels, and a list takes two

_INLINE = {  # inline elements and their names in the resulting tree
    "a": "a",
    **dict.fromkeys(("b", "strong", "dt", "summary"), "strong"),
    **dict.fromkeys(("cite", "dfn", "em", "i", "var", "figcaption"), "em"),
    **dict.fromkeys(("code", "samp", "tt"), "code"),
    **dict.fromkeys(("del", "s", "strike"), "del"),
    **{tag: tag for tag in ("kbd", "mark", "rb", "rp", "rt", "ruby", "sub", "sup")},
}
_STYLES = (  # inline elements that a CSS style implies
    ("strong", re.compile(r"font-weight:\s*(?:bold|[6-9]00)", re.I)),
    ("em", re.compile(r"font-style:\s*(?:italic|oblique)", re.I)),
    ("del", re.compile(r"text-decoration[\w-]*:[^;]*line-through", re.I)),
)
_PLAIN = {
    "strong": re.compile(r"font-weight:\s*(?:normal|[1-5]00)", re.I),
    "em": re.compile(r"font-style:\s*normal", re.I),
}
_LONGEST_STYLE = 2000  # the patterns above take quadratic time
_CAPTION = re.compile(r"(?:^|\s)(?:tr-caption|wp-caption-text)(?:\s|$)")


def blocks_of(tree: HtmlElement) -> HtmlElement:
    """Return a `div` with the blocks of a tree that `scrub` has cleaned."""
    from lxml.etree import iterwalk
    from lxml.html import Element

    builder = _Builder(Element("div"))
    walker = iterwalk(tree, events=("start", "end"))
    for event, element in walker:
        if event == "start":
            if builder.start(element):
                builder.text(element.text or "")
            else:
                walker.skip_subtree()
        else:
            builder.end(element)
            if element is not tree:
                builder.text(element.tail or "")
    builder.line.close()
    return builder.root


def _finish(block: HtmlElement) -> None:
    """Complete a block: number its items, pad its rows, or remove it if empty."""
    remove_if_empty(block)
    if block.tag == "ol":
        start = int(block.get("start", "1"))
        for number, item in enumerate(block.iterchildren("li"), start):
            item.set("n", str(number))
    elif block.tag == "li":
        first = block[:1]
        # Only a list that begins with 1 may follow a line of text directly.
        tight = all(part.tag in _LISTS for part in block[1:]) and block.find("ol[@start]") is None
        if tight and first and first[0].tag == "p":
            first[0].set("tight", "")
    elif block.tag == "table":
        rows = block.findall("tr")
        width = max((len(row) for row in rows), default=0)
        for row in rows:
            for _ in range(width - len(row)):
                append(row, "td")


class _Builder:
    """A builder that receives elements and texts in document order and tracks open blocks."""

    def __init__(self, root: HtmlElement) -> None:
        self.root = root
        self.line = Line()
        self._places: list[tuple[_Element | None, HtmlElement]] = [(None, root)]
        self._marks: dict[_Element, list[Mark]] = {}
        self._fixed: _Element | None = None  # the heading or cell of the current line
        self._held: list[str] = []  # raw blocks inside a heading, to be put after it
        self._tables: set[_Element] = set()

    def start(self, element: _Element) -> bool:
        """Open an element; return False if its whole subtree is already handled."""
        tag = str(element.tag)
        if tag in _SINGLE:
            self._single(element, tag)
        elif self._kept_whole(element, tag):
            pass
        else:
            if tag in BLOCKS:
                self._edge()
                self._start_block(element, tag)
            elif tag == "q":
                self.text("“")
            self._push_marks(element, tag)
            return True
        return False

    def end(self, element: _Element) -> None:
        """Close an element and everything left open inside it."""
        if element.tag == "q":
            self.text("”")
        for mark in self._marks.pop(element, ()):
            self.line.pull(mark)
        if self._fixed is element:
            self._leave_fixed()
        elif element.tag in BLOCKS:
            self._edge()
        while len(self._places) > 1 and self._places[-1][0] is element:
            block = self._places.pop()[1]
            _finish(block)
            before = block.getprevious()
            if block.tag in _LISTS and before is not None and before.tag == block.tag:
                # Without a separator, Markdown joins two adjacent lists.
                self._keep_block("<!-- -->")
                block.addprevious(self._place()[-1])

    def text(self, text: str) -> None:
        """Add text to the open block, with whitespace collapsed."""
        core = self.line.split_text(text)
        if core:
            self._begin_line()
            self.line.add(core, text[-1].isspace())

    def _kept_whole(self, element: _Element, tag: str) -> bool:
        """Keep code, or a table that stays HTML, as a whole; return whether it was one."""
        if self._in_heading:
            return False
        if tag in CODE or (self._fixed is None and raw_html.is_code_block(element)):
            self._keep_block(raw_html.code(element))
        elif tag == "table" and raw_html.table_kind(element) == "html":
            self._keep_block(raw_html.html_block(element))
        else:
            return False
        return True

    def _start_block(self, element: _Element, tag: str) -> None:
        if self._in_heading:
            return  # a heading has one line, whatever it contains
        if tag in _LISTS:
            self._enter_list(element, tag)
        elif tag == "li":
            self._leave_fixed()
            if self._place().tag not in _LISTS:
                self._enter(element, "ul")
            self._enter(element, "li")
        elif tag == "blockquote":
            self._leave_fixed()
            self._enter(element, tag)
        elif tag == "table" and raw_html.table_kind(element) == "data":
            self._leave_fixed()
            self._tables.add(element)
            self._enter(element, tag)
        elif tag == "tr" and self._within_table(element):
            self._enter(element, tag)
        elif tag in HEADINGS or (tag in _CELLS and self._within_table(element)):
            self._leave_fixed()
            self._fixed = element
            self.line.begin(append(self._place(), tag))

    def _edge(self) -> None:
        """Handle a block boundary: end the line; in a heading add a space, in a cell a break."""
        if self._fixed is None:
            self.line.close()
        elif self._in_heading:
            self.line.space = True
        else:
            self.line.breaks = 1

    @property
    def _in_heading(self) -> bool:
        return self._fixed is not None and self._fixed.tag not in _CELLS

    def _leave_fixed(self) -> None:
        self.line.close()
        self._fixed = None
        held, self._held = self._held, []
        for html in held:
            self._keep_block(html)

    def _enter_list(self, element: _Element, tag: str) -> None:
        self._leave_fixed()
        place = self._place()
        if place.tag in _LISTS:  # a list directly in a list belongs to the item before it
            items = place.findall("li")
            self._places.append((element, items[-1] if items else append(place, "li")))
        self._enter(element, tag)
        if tag == "ol" and re.fullmatch(r"\d{1,9}", element.get("start") or ""):
            self._place().set("start", element.get("start", ""))

    def _enter(self, element: _Element, tag: str) -> None:
        if len(self._places) < _MOST_DEPTH:
            self._places.append((element, append(self._place(), tag)))

    def _within_table(self, element: _Element) -> bool:
        return any(parent in self._tables for parent in element.iterancestors("table"))

    def _push_marks(self, element: _Element, tag: str) -> None:
        style = (element.get("style") or "")[:_LONGEST_STYLE]
        known = _INLINE.get(tag, "")
        tags = [known] if known and not (known in _PLAIN and _PLAIN[known].search(style)) else []
        tags += [made for made, form in _STYLES if style and form.search(style)]
        if _CAPTION.search(element.get("class") or ""):
            tags.append("em")
        for made in tags:
            if made == "a":
                self.line.end_links()
            within = {mark.tag for mark in self.line.marks}
            bold_heading = made == "strong" and self._in_heading
            if made not in within and not bold_heading and ("code" not in within or made == "a"):
                names = ("href", "title") if made == "a" else ()
                mark = self.line.push(made, {name: element.get(name, "") for name in names})
                self._marks.setdefault(element, []).append(mark)

    def _begin_line(self) -> None:
        """Open a paragraph if no line is open, and after two line breaks."""
        if self.line.breaks > 1 and self._fixed is None:
            self.line.close()
        if self.line.element is None:
            self.line.begin(append(self._block_place(), "p"))

    def _single(self, element: _Element, tag: str) -> None:
        if tag == "br":
            self.line.breaks += self.line.has_content
        elif tag == "img":
            self._begin_line()
            copy = self.line.add_element(tag)
            for name in ("src", "alt", "title"):
                if value := element.get(name):
                    copy.set(name, value)
        elif tag == "anchor":
            self._begin_line()
            self.line.add_element("x-raw").set("html", raw_html.anchor(element))
        elif tag == "note":
            self._begin_line()
            self.line.add_element("x-raw").set("html", element.text or "")
        elif tag == "hr" and self._in_heading:
            self.line.space = True
        elif tag == "hr":
            self._leave_fixed()
            append(self._block_place(), tag)
        else:
            self._keep_block("<!--more-->" if tag == "more" else raw_html.element_html(element))

    def _keep_block(self, html: str) -> None:
        if html and self._in_heading:
            self._held.append(html)
        elif html:
            self._leave_fixed()
            kept = append(self._block_place(), "x-raw")
            kept.set("block", "")
            kept.set("html", html)

    def _place(self) -> HtmlElement:
        return self._places[-1][1]

    def _block_place(self) -> HtmlElement:
        """Return the parent for a block, which cannot be a list, a table or a row directly."""
        place = self._place()
        if place.tag in _LISTS:
            return append(place, "li")
        return self.root if place.tag in ("table", "tr") else place
