"""Render a Markdown body for the terminal with Rich, including common extensions of blogs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import ClassVar

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from rich.console import Console, ConsoleOptions, JustifyMethod, RenderResult
from rich.markdown import (
    BlockQuote,
    CodeBlock,
    Heading,
    HorizontalRule,
    Markdown,
    MarkdownElement,
    TableElement,
)
from rich.rule import Rule
from rich.segment import Segment
from rich.syntax import Syntax
from rich.table import Table

from blogcli.output.page.html_text import html_text, image_text, linkable, pre_text
from blogcli.output.terminal import visible
from blogcli.posts.text.footnotes import split_notes

_MARK = re.compile(r"\[\^(?P<note>[^\]\s]{1,99})\]|\{%.{0,500}?%\}|\{\{.{0,500}?\}\}")
_TASK = re.compile(r"\[([ xX])\] ")
_LANGUAGE = re.compile(r"[{.\s]*([\w+#.-]*)")
_MOST_HIGHLIGHTED = 50_000
"""The longest code block to highlight, in characters; Pygments takes seconds for more."""


def _read_mark(state: StateInline, silent: bool) -> bool:
    """Parse a footnote reference with a definition, or a template tag (a rule for markdown-it)."""
    found = _MARK.match(state.src, state.pos)
    if not found or (found["note"] and found["note"] not in state.env["definitions"]):
        return False
    if not silent:
        name, order = found["note"], state.env["order"]
        if name and name not in order:
            order.append(name)
        token = state.push("styled", "note" if name else "shortcode", 0)
        token.content = f"[{order.index(name) + 1}]" if name else found[0]
    state.pos = found.end()
    return True


def _without_title(tokens: list[Token], title: str) -> list[Token]:
    says_it_again = (
        len(tokens) > 2 and tokens[0].tag == "h1" and tokens[1].content.strip() == title.strip()
    )
    return tokens[3:] if says_it_again else tokens


def _notes_section(notes: Sequence[Sequence[Token]]) -> Iterator[Token]:
    if not notes:
        return
    yield Token("hr", "hr", 0)
    yield Token("ordered_list_open", "ol", 1)
    for note in notes:
        yield Token("list_item_open", "li", 1)
        yield from note
        yield Token("list_item_close", "li", -1)
    yield Token("ordered_list_close", "ol", -1)


def _shown(tokens: Iterable[Token], links: bool) -> Iterator[Token]:
    """Yield the blocks as a terminal can show them; decoded entities are made safe too."""
    in_item = False
    for token in tokens:
        if token.type == "html_block":
            yield from _html(token.content)
            continue
        if token.children is not None:
            token.children = list(_shown_inline(token.children, links))
            if in_item:
                _tick(token.children)
        in_item = token.type == "list_item_open" or (in_item and token.type == "paragraph_open")
        yield token


def _tick(words: Sequence[Token]) -> None:
    """Replace `[ ]` and `[x]` of a task list item (GitHub's Markdown) with a box character."""
    task = words and words[0].type == "text" and _TASK.match(words[0].content)
    if task:
        box = "☐ " if task[1] == " " else "☑ "
        words[0].content = box + words[0].content[task.end() :]


def _html(html: str) -> Iterator[Token]:
    if html.lstrip().lower().startswith("<pre"):
        yield Token("code_block", "code", 0, content=visible(pre_text(html), newline=True))
        return
    for paragraph in filter(None, html_text(html).split("\n\n")):
        yield Token("paragraph_open", "p", 1)
        for number, line in enumerate(paragraph.split("\n")):
            if number:
                yield Token("hardbreak", "br", 0)
            yield Token("text", "", 0, content=visible(line))
        yield Token("paragraph_close", "p", -1)


def _shown_inline(tokens: Iterable[Token], links: bool) -> Iterator[Token]:
    open_links: list[tuple[bool, str]] = []  # is a terminal hyperlink, URL to show
    for token in tokens:
        token.content = visible(token.content)
        if token.type == "image":
            image = image_text(token.content, str(token.attrs.get("src", "")))
            yield _styled("image", image)
        elif token.type == "html_inline":
            yield from _inline_html(token.content)
        elif token.type == "link_open":
            address = str(token.attrs.get("href", ""))
            linked = links and linkable(address)
            silent = linked or token.info == "auto" or address.startswith("#")
            open_links.append((linked, "" if silent else address))
            yield token if linked else Token("styled_open", "a", 1)
        elif token.type == "link_close":
            linked, address = open_links.pop()
            yield token if linked else Token("styled_close", "a", -1)
            if address:
                yield _styled("address", f" ({address})")
        else:
            yield token


def _inline_html(tag: str) -> Iterator[Token]:
    if tag.lower().startswith("<br"):
        yield Token("hardbreak", "br", 0)
    elif text := html_text(tag):
        yield _styled("image", text)


def _styled(style: str, text: str) -> Token:
    return Token("styled", style, 0, content=visible(text))


class _Heading(Heading):
    LEVEL_ALIGN: ClassVar[dict[str, JustifyMethod]] = {}


class _Code(CodeBlock):
    @classmethod
    def create(cls, markdown: Markdown, token: Token) -> _Code:
        language = _LANGUAGE.match(token.info)
        return cls(language[1] if language else "", markdown.code_theme)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        code = self.text.plain.rstrip()
        lexer = self.lexer_name if len(code) <= _MOST_HIGHLIGHTED else ""
        yield Syntax(code, lexer or "text", theme=self.theme, word_wrap=True, padding=(0, 0, 0, 2))


class _Rule(HorizontalRule):
    new_line = True

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield Rule(style="markdown.hr")


class _Quote(BlockQuote):
    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        bar = Segment("│ ", console.get_style("markdown.bar"))
        within = options.update(width=max(1, options.max_width - 2))
        for line in console.render_lines(self.elements, within, style=self.style):
            yield bar
            yield from line
            yield Segment.line()


class _Table(TableElement):
    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for drawn in super().__rich_console__(console, options):
            if isinstance(drawn, Table):
                drawn.show_edge = False
            yield drawn


_ELEMENTS: Mapping[str, type[MarkdownElement]] = {
    "heading_open": _Heading,
    "fence": _Code,
    "code_block": _Code,
    "hr": _Rule,
    "blockquote_open": _Quote,
    "table_open": _Table,
}


class RenderedBody(Markdown):
    """Markdown for Rich; the text must be safe for a terminal (see `visible`).

    With `links`, web and mail links become OSC 8 hyperlinks; other URLs are written out. A first
    heading that repeats `title` is omitted.
    """

    elements: ClassVar[dict[str, type[MarkdownElement]]] = {**Markdown.elements, **_ELEMENTS}
    inlines = Markdown.inlines | {"a", "address", "image", "note", "shortcode"}

    def __init__(self, text: str, *, links: bool, title: str = "") -> None:
        super().__init__("", code_theme="ansi_dark", hyperlinks=True)
        source, definitions = split_notes(text)
        reader = MarkdownIt().enable(["strikethrough", "table"])
        reader.inline.ruler.before("escape", "mark", _read_mark)
        order: list[str] = []
        env = {"definitions": definitions, "order": order}
        tokens = _without_title(reader.parse(source, env), title)
        notes = [reader.parse(definitions[name], env) for name in order]
        self.parsed = list(_shown([*tokens, *_notes_section(notes)], links))
