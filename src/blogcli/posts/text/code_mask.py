"""Finding where a body is prose, and where it is code, comments or other verbatim text.

Block structure follows CommonMark 0.31 (https://spec.commonmark.org/0.31.2/) as far as it decides
what is code: fences, indented code, list items and quotes.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

_RAW_TAGS = "raw|verbatim|highlight|code|codeblock|comment"
"""Tags whose content Liquid (Jekyll), Nunjucks (Eleventy, Hexo) and Tera (Zola) do not parse."""

_VERBATIM = (
    r"(?P<comment><!--)|<(?P<html>pre|script|style|textarea)(?=[\s>])"
    rf"|\{{%-?\s*(?P<liquid>{_RAW_TAGS})\b|\{{\{{[<%]\s*(?P<hugo>highlight|code)\b"
)
_BLOCK = re.compile(rf"[ \t>]*(?:{_VERBATIM})", re.IGNORECASE)
_CLOSING = {
    "comment": "-->",
    "html": r"</{}\s*>",
    "code": r"</{}\s*>",
    "liquid": r"\{{%-?\s*end{}\b[^%]*%\}}",
    "hugo": r"\{{\{{[<%]\s*/\s*{}\s*[>%]\}}\}}",
}
"""What ends each kind of verbatim text, as a pattern to be formatted with the tag's name."""

_QUOTE = re.compile(r" {0,3}> ?")
_ITEM = re.compile(r" *(?:[-*+]|\d{1,9}[.)])(?: +|$)")
_MOST_ITEMS = 100
"""The most nested list items that are distinguished."""
_ITEM_STARTS = frozenset("-*+0123456789")
_RULE = re.compile(r" {0,3}(?:(?:\* *){3,}|(?:- *){3,}|(?:_ *){3,})$")
_FENCE = re.compile(r" *(?P<mark>`{3,}(?=[^`]*$)|~{3,})")
_ENDS_BLOCK = re.compile(r" {0,3}#{1,6}(?: |$)")
_INLINE = re.compile(
    rf"\\[\\`<{{]|(?P<ticks>`+)|<(?P<code>code|kbd|samp)(?=[\s>])|{_VERBATIM}", re.IGNORECASE
)
_TICKS = re.compile("``*")
_STARTS = r"(?:[^\s>*+\d#`~_<{-]|[*`_](?=[^\W_]))"  # of lines that begin no block and no code
_PASSED = rf"(?:{_STARTS}|\#{{1,6}} )"  # plain lines, and headings
_PROSE = re.compile(
    rf"\n*+(?P<lines>(?:(?={_PASSED})[^\n]*+(?:\n++(?={_PASSED})|\n|\Z))*+"
    rf"(?:\n*+(?:[-*+]|[0-9]{{1,9}}[.)]) (?={_STARTS})[^\n]*+(?:\n|\Z))*+)"
)
"""Blank lines, lines of plain text, and then items of one line each, which are passed at once."""
_NEW_BLOCK = re.compile(r"\n[\n#]")  # ends the items before it, among lines that are passed
_BLANK_LINE = re.compile(r"\n[ \t>]*(?:\r?\n|\Z)")

_REST = 200
"""Characters after verbatim text that are read to classify the rest of its line."""

BLANK = "\0"
"""The replacement of each character that is not prose; a post has no NUL of its own."""


def mask_code(body: str, *, markdown: bool = True) -> str:
    """Return the body with NUL for every character of code, of comments and of raw blocks.

    Its length and its lines stay, so an offset means the same in both. Without `markdown` the body
    is HTML, where indentation and backticks mean nothing.
    """
    text = body
    if markdown:
        strict = _Lines()
        text = _blanked(text, _code_blocks(body, strict))
        if strict.abandoned:
            text = _blanked(text, _code_blocks(body, _Lines(lenient=True)))
    return _blanked(text, _inline_code(text, markdown=markdown))


def _blanked(text: str, spans: Iterator[tuple[int, int]]) -> str:
    parts: list[str] = []
    done = 0
    for start, end in spans:
        lines = text[start:end].split("\n")
        parts += text[done:start], "\n".join([BLANK * len(line) for line in lines])
        done = end
    return "".join((*parts, text[done:]))


@dataclass(frozen=True, slots=True)
class _Fence:
    """An open fence: its mark, the number of quotes it is in, and its list item's indent."""

    mark: str
    depth: int
    base: int

    def is_closed_by(self, line: str) -> bool:
        rest = line.strip()
        return len(rest) >= len(self.mark) and not rest.strip(self.mark[0])


@dataclass(slots=True)
class _Lines:
    """The state of the block parser after the lines so far.

    `items` are the columns where the contents of the open list items begin. `fresh` says that the
    next line begins a block, `code` that the last one was indented code. A `lenient` parser, as
    some generators have, ends a fence by its closing line alone; `abandoned` says that it would
    have parsed the text differently.
    """

    lenient: bool = False
    abandoned: bool = False
    items: list[int] = field(default_factory=list)
    depth: int = 0
    fresh: bool = True
    code: bool = False
    fence: _Fence | None = None

    def is_code(self, line: str) -> bool:
        """Return whether the next line is code, fences included."""
        limit = self.fence.depth if self.fence else -1
        text, depth = _unquoted(line.expandtabs(4).rstrip(), limit)
        if self.fence and self._in_fence(self.fence, text, depth):
            if self.fence.is_closed_by(text):
                self.fence, self.fresh = None, True
            return True
        if self.fence:
            self.fence, self.abandoned = None, True
        if not text:
            self.fresh = True
            return self.code
        if depth != self.depth:
            self.items.clear()
            self.depth, self.fresh = depth, True
        return self._block(text)

    def passed(self, body: str, at: int) -> tuple[int, bool]:
        """Pass lines at once that need no closer look, as most do not.

        Return where the next line begins, and whether these are code.
        """
        if fence := self.fence:
            if fence.depth or (fence.base and not self.lenient):
                return at, False
            closing = body.find(fence.mark, at)
            return (body.rfind("\n", at, closing) + 1 or at) if closing >= 0 else len(body), True
        if self.code and body[at] == "\n":
            return at, False
        prose = _PROSE.match(body, at)
        assert prose is not None
        lines, end = prose.span("lines")
        self.fresh = self.fresh or lines > at
        if end == lines:
            return end, False
        last = body.rfind("\n", lines, end - 1) + 1 or lines
        if item := _ITEM.match(body, last):
            self.items = [item.end() - last]
        elif self.fresh or self.depth or _NEW_BLOCK.search(body, max(lines - 1, 0), end - 1):
            self.items = []
        self.depth, self.fresh, self.code = 0, body[last] == "#", False
        return end, False

    def _in_fence(self, fence: _Fence, text: str, depth: int) -> bool:
        """Return whether a line is in the fence, which ends with its quote or its list item."""
        in_item = self.lenient or not text or _indent(text) >= fence.base
        return depth == fence.depth and in_item

    def _block(self, text: str) -> bool:
        indent = _indent(text)
        if self.items and indent < self.items[-1] and (self.fresh or _begins_block(text)):
            self.items = [item for item in self.items if item <= indent]
        base = self.items[-1] if self.items else 0
        self.code = indent >= base + 4 and (self.fresh or self.code)
        self.fresh = False
        if self.code:
            return True
        at = self._open_items(text) if text[indent] in _ITEM_STARTS else 0
        opening = _FENCE.match(text, at)
        if opening:
            self.fence = _Fence(opening["mark"], self.depth, self.items[-1] if self.items else 0)
        self.fresh = _ENDS_BLOCK.match(text, at) is not None
        return opening is not None

    def _open_items(self, text: str) -> int:
        """Open the list items that begin on the line; return the offset after their marks."""
        at = 0
        rule = len(text.rstrip(" " + text[-1]))  # where a thematic break could begin
        while len(self.items) < _MOST_ITEMS and (item := _ITEM.match(text, at)):
            if at >= rule and _RULE.match(text, at):
                break
            mark_end = at + len(item[0].rstrip())
            wide = item.end() - mark_end > 4 or item.end() == len(text)
            self.items.append(mark_end + 1 if wide else item.end())
            at = item.end()
        return at


def _unquoted(text: str, limit: int) -> tuple[str, int]:
    """Return the line without its quote marks, at most `limit` of them, and their number."""
    depth = at = 0
    while depth != limit and (mark := _QUOTE.match(text, at)):
        at = mark.end()
        depth += 1
    return text[at:], depth


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip(" "))


def _begins_block(text: str) -> bool:
    """Return whether the line cannot continue the paragraph of the line before."""
    return any(form.match(text) for form in (_ITEM, _FENCE, _ENDS_BLOCK, _RULE))


def _code_blocks(body: str, lines: _Lines) -> Iterator[tuple[int, int]]:
    """Yield the spans of fenced and indented code, and of verbatim text that begins a line."""
    closings = _Closings(body)
    at, end = 0, -1
    while at < len(body):
        is_rest = at <= end  # the rest of a line after verbatim text
        if not is_rest:
            start, (at, is_code) = at, lines.passed(body, at)
            if at > start:
                if is_code:
                    yield start, at
                continue
            found = body.find("\n", at)
            end = len(body) if found < 0 else found
        opening = None if lines.fence else _BLOCK.match(body, at)
        if lines.is_code(body[at : min(end, at + _REST) if is_rest else end]):
            yield at, end
        elif opening and (stop := closings.end(opening, len(body))) is not None:
            yield at, stop
            at = stop
            continue
        at = end + 1


class _Closings:
    """The ends of verbatim text; an end that is missing is searched for only once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._missing: set[str] = set()

    def end(self, opening: re.Match[str], unclosed: int) -> int | None:
        """Return where the opened text ends; HTML without an end stops at `unclosed`.

        Return None for a tag without an end.
        """
        kind = opening.lastgroup or ""
        pattern = _CLOSING[kind].format(re.escape(opening[kind].lower()))
        if pattern not in self._missing:
            closing = re.compile(pattern, re.IGNORECASE).search(self._text, opening.end())
            if closing:
                return closing.end()
            self._missing.add(pattern)
        return None if kind in ("liquid", "hugo") else unclosed


def _inline_code(text: str, *, markdown: bool) -> Iterator[tuple[int, int]]:
    """Yield the spans of code between backticks, and of verbatim text inside a line."""
    runs: dict[int, list[int]] = {}
    if markdown:
        for run in _TICKS.finditer(text):
            runs.setdefault(len(run[0]), []).append(run.start())
    limit = 0  # where the paragraph ends
    closings = _Closings(text)
    at = 0
    for start in sorted(at for mark in "\\`<{" for at in _offsets(text, mark)):
        token = _INLINE.match(text, start) if start >= at else None
        if token is None:
            continue
        at = token.end()
        kind = token.lastgroup
        if kind is None or (kind == "ticks" and not markdown):
            continue
        if start >= limit:
            end = _BLANK_LINE.search(text, start)
            limit = end.start() if end else len(text)
        if kind == "ticks":
            width = len(token[0])
            closing = _next(runs.get(width, []), token.start(), limit)
            stop = closing + width if closing < limit else None
        else:
            stop = closings.end(token, limit)
        if stop is not None:
            yield token.start(), stop
            at = stop


def _offsets(text: str, char: str) -> Iterator[int]:
    """Yield where a character stands: for a rare one that is quicker than a pattern."""
    at = -1
    while (at := text.find(char, at + 1)) >= 0:
        yield at


def _next(offsets: list[int], after: int, otherwise: int) -> int:
    """Return the first of the sorted offsets that is after `after`; else `otherwise`."""
    index = bisect_right(offsets, after)
    return offsets[index] if index < len(offsets) else otherwise
