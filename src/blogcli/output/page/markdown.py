"""Render a Markdown body for the terminal with Rich, including common extensions of blogs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import ClassVar

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from pygments.token import Comment, Error, Generic, Keyword, Name, String  # type: ignore[import-untyped]
from rich.console import Console, ConsoleOptions, JustifyMethod, RenderableType, RenderResult
from rich.markdown import (
    BlockQuote,
    CodeBlock,
    Heading,
    HorizontalRule,
    ListItem,
    Markdown,
    MarkdownElement,
    TableElement,
)
from rich.rule import Rule
from rich.segment import Segment
from rich.style import Style
from rich.syntax import ANSISyntaxTheme, Syntax
from rich.table import Table

from blogcli.output.page.html_text import html_text, image_text, linkable, pre_text
from blogcli.output.terminal import visible
from blogcli.posts.text.footnotes import split_notes

_MARK = re.compile(r"\[\^(?P<note>[^\]\s]{1,99})\]|\{%.{0,500}?%\}|\{\{.{0,500}?\}\}")
_TASK = re.compile(r"\[([ xX])\] ")
_LANGUAGE = re.compile(r"[{.\s]*([\w+#.-]*)")
_MOST_HIGHLIGHTED = 50_000
"""The longest code block to highlight, in characters; Pygments takes seconds for more."""


_CODE_THEME = ANSISyntaxTheme(
    {
        Comment: Style(dim=True, italic=True),
        Keyword: Style(color="magenta"),
        Name.Tag: Style(color="magenta"),
        Name.Function: Style(bold=True),
        Name.Class: Style(bold=True),
        Name.Decorator: Style(color="magenta"),
        String: Style(color="green"),
        Generic.Heading: Style(bold=True),
        Generic.Inserted: Style(color="green"),
        Generic.Deleted: Style(color="red"),
        Error: Style(underline=True),
    }
)
"""Colors that are readable on white, on black and in Solarized; the text itself has none."""


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
        yield Token(
            "code_block",
            "code",
            0,
            content=visible(pre_text(html).removeprefix("\n"), newline=True),
        )
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
    bar = "  "

    @classmethod
    def create(cls, markdown: Markdown, token: Token) -> _Code:
        language = _LANGUAGE.match(token.info)
        made = cls(language[1] if language else "", "")
        made.bar = "▎ " if isinstance(markdown, RenderedBody) and markdown.framed else "  "
        return made

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        code = self.text.plain.rstrip()
        lexer = self.lexer_name if len(code) <= _MOST_HIGHLIGHTED else ""
        shown = Syntax(code, lexer or "text", theme=_CODE_THEME, word_wrap=True)
        yield from _barred(shown, self.bar, "markdown.code_bar", console, options)


def _barred(
    drawn: RenderableType,
    bar: str,
    style: str,
    console: Console,
    options: ConsoleOptions,
    text_style: Style | None = None,
) -> Iterator[Segment]:
    """Yield the lines of what is drawn, each behind a bar."""
    within = options.update(width=max(1, options.max_width - len(bar)))
    for line in console.render_lines(drawn, within, style=text_style):
        yield Segment(bar, console.get_style(style))
        yield from line
        yield Segment.line()


class _Item(ListItem):
    def render_number(
        self, console: Console, options: ConsoleOptions, number: int, last_number: int
    ) -> RenderResult:
        width = len(str(last_number)) + 3
        within = options.update(width=max(1, options.max_width - width))
        style = console.get_style("markdown.item.number")
        start = Segment(f"{number}.".rjust(width - 1) + " ", style)
        for line in console.render_lines(self.elements, within, style=self.style):
            yield start
            yield from line
            yield Segment.line()
            start = Segment(" " * width, style)


class _Rule(HorizontalRule):
    new_line = True

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield Rule(style="markdown.hr")


class _Quote(BlockQuote):
    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield from _barred(self.elements, "│ ", "markdown.bar", console, options, self.style)


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
    "list_item_open": _Item,
    "blockquote_open": _Quote,
    "table_open": _Table,
}


class RenderedBody(Markdown):
    """Markdown for Rich; the text must be safe for a terminal (see `visible`).

    With `links`, web and mail links become OSC 8 hyperlinks; other URLs are written out. A first
    heading that repeats `title` is omitted. `framed` puts a bar beside code.
    """

    elements: ClassVar[dict[str, type[MarkdownElement]]] = {**Markdown.elements, **_ELEMENTS}
    inlines = Markdown.inlines | {"a", "address", "image", "note", "shortcode"}

    def __init__(self, text: str, *, links: bool, title: str = "", framed: bool = False) -> None:
        self.framed = framed
        super().__init__("", hyperlinks=True)
        source, definitions = split_notes(text)
        reader = MarkdownIt().enable(["strikethrough", "table"])
        reader.inline.ruler.before("escape", "mark", _read_mark)
        order: list[str] = []
        env = {"definitions": definitions, "order": order}
        tokens = _without_title(reader.parse(source, env), title)
        notes = [reader.parse(definitions[name], env) for name in order]
        self.parsed = list(_shown([*tokens, *_notes_section(notes)], links))
