"""A view of lines with ANSI codes, each turned into a strip only when it is on the screen."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import ClassVar

from rich.ansi import AnsiDecoder
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from blogcli.browse.scroll_bar import set_height, use_thin_bar
from blogcli.output.reports.search_results import HIT
from blogcli.posts.search.snippets import word_hits


class LinesView(ScrollView, can_focus=True):
    """Scrolls through lines of text for a terminal, such as a rendered post or a patch."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "lines(-1)", show=False),
        Binding("down,j", "lines(1)", show=False),
        Binding("pageup,b", "pages(-1)", show=False),
        Binding("pagedown,space", "pages(1)", show=False),
        Binding("home,g", "start", show=False),
        Binding("end,G", "end", show=False),
    ]

    class Resized(Message):
        """The view has another width."""

    def __init__(self, lines: Sequence[str] = (), *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.lines = lines
        self.words: Sequence[str] = ()
        self.virtual_size = Size(0, len(lines))

    def show_lines(self, lines: Sequence[str], *, keep_place: bool = False) -> None:
        """Show other lines, from the first one on or from the place that was shown."""
        self.lines = lines
        self._strip.cache_clear()
        if not keep_place:
            self.scroll_to(0, 0, animate=False)
        set_height(self, len(lines))

    def highlight(self, words: Sequence[str]) -> None:
        """Show where these words are; they match as in a search."""
        self.words = words
        self._strip.cache_clear()
        self.refresh()

    def on_mount(self) -> None:
        """Draw the scroll bar thin."""
        use_thin_bar(self)

    def on_resize(self) -> None:
        """Ask for lines that fit."""
        self.post_message(self.Resized())

    def render_line(self, y: int) -> Strip:
        """Return a line of the screen."""
        at, width = y + self.scroll_offset.y, self.scrollable_content_region.width
        if at >= len(self.lines):
            return Strip.blank(width, self.rich_style)
        return self._strip(self.lines[at], width)

    @lru_cache(maxsize=500)  # noqa: B019 (a view lives as long as the screen)
    def _strip(self, line: str, width: int) -> Strip:
        text = AnsiDecoder().decode_line(line)
        for start, end in word_hits(text.plain, self.words) if self.words else ():
            text.stylize(HIT, start, end)
        strip = Strip(text.render(self.app.console, end=""))
        return strip.crop(0, width).extend_cell_length(width).apply_style(self.rich_style)

    def action_lines(self, by: int) -> None:
        """Scroll by some lines."""
        self.scroll_relative(y=by, animate=False)

    def action_pages(self, by: int) -> None:
        """Scroll by some screens, each but for a line."""
        self.scroll_relative(y=by * (self.size.height - 1), animate=False)

    def action_start(self) -> None:
        """Scroll to the first line."""
        self.scroll_to(y=0, animate=False)

    def action_end(self) -> None:
        """Scroll to the last line."""
        self.scroll_to(y=len(self.lines), animate=False)
