"""The list of posts: a cursor, marks, and a line for each post on the screen."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from blogcli.browse.catalog import Catalog, PostLine
from blogcli.browse.scroll_bar import set_height, use_thin_bar
from blogcli.output.cell_width import cell_width, cut
from blogcli.output.relative_dates import DATE_STYLES
from blogcli.output.status_style import STATUS
from blogcli.output.terminal import visible

if TYPE_CHECKING:
    from collections.abc import Iterable

_DATED = 30
"""The width from which the date is shown."""

_LEAST_TAGS = 10
"""Cells of tags that are worth to be shown."""

_DIM, _BOLD, _ACCENT = Style(dim=True), Style(bold=True), Style(color="cyan", bold=True)
_STATUS, _PROBLEM = Style(color="cyan"), Style(color="red", bold=True)


class PostList(ScrollView, can_focus=True):
    """The posts that match, of which one has the cursor and any number are marked by path."""

    class Moved(Message):
        """The cursor is on another post."""

    def __init__(
        self, catalog: Catalog, now: datetime, dates: str, cursor: str, *, id: str
    ) -> None:
        super().__init__(id=id)
        self.catalog = catalog
        self.rows: Sequence[int] = range(len(catalog))
        self.marks: set[str] = set()
        self.cursor = 0
        self._cursor_style = Style.parse(cursor)
        self._date = DATE_STYLES[dates or "iso"](now)

    @property
    def current(self) -> PostLine | None:
        """Return the post under the cursor."""
        return self.catalog[self.rows[self.cursor]] if self.rows else None

    @property
    def shown(self) -> Iterable[PostLine]:
        """Return the posts of the list."""
        return (self.catalog[row] for row in self.rows)

    def show(self, catalog: Catalog, rows: Sequence[int]) -> None:
        """Show these rows; the cursor stays on its post, or else near its place."""
        before = self.current
        self.catalog, self.rows = catalog, rows
        row = catalog.row_of(before.path) if before else None
        kept = _place(rows, row) if row is not None else None
        self.cursor = kept if kept is not None else max(0, min(self.cursor, len(rows) - 1))
        set_height(self, len(rows))
        self._reveal()
        if self.current is None or before is None or self.current.path != before.path:
            self.post_message(self.Moved())

    def put_on_first(self) -> None:
        """Put the cursor on the first post."""
        self.move_to(0)

    def toggle_all(self) -> None:
        """Mark all posts of the list, or none of them if all are marked."""
        paths = partial(map, self.catalog.path, self.rows)
        if all(path in self.marks for path in paths()):
            self.marks.difference_update(paths())
        else:
            self.marks.update(paths())
        self.refresh()

    def hidden_marks(self) -> int:
        """Return how many of the marked posts are not in the list."""
        if len(self.rows) == len(self.catalog):
            return 0
        return sum(_place(self.rows, row) is None for row in self.catalog.rows(self.marks))

    def unmark(self) -> None:
        """Mark no post."""
        self.marks = set()
        self.refresh()

    def toggle(self) -> None:
        """Mark the post under the cursor, or unmark it, and go to the next."""
        if self.current is not None:
            self.marks ^= {self.current.path}
            self.move(1)
            self.refresh()

    def move(self, by: int) -> None:
        """Move the cursor by some posts."""
        self._put(self.cursor + by)

    def move_page(self, by: int) -> None:
        """Move the cursor by some screens."""
        self._put(self.cursor + by * max(1, self.size.height - 1))

    def move_to(self, place: int) -> None:
        """Move the cursor to a place; -1 is the last."""
        self._put(place if place >= 0 else len(self.rows) + place)

    def _put(self, place: int) -> None:
        place = max(0, min(place, len(self.rows) - 1))
        if place != self.cursor:
            self.refresh_line(self.cursor)
            self.cursor = place
            self.post_message(self.Moved())
        self._reveal()  # all lines are drawn again if it scrolls
        self.refresh_line(place)

    def _reveal(self) -> None:
        """Scroll so that the cursor is on the screen."""
        top, height = round(self.scroll_y), max(1, self.size.height)
        if self.cursor < top:
            self.scroll_to(y=self.cursor, animate=False)
        elif self.cursor >= top + height:
            self.scroll_to(y=self.cursor - height + 1, animate=False)

    def on_mount(self) -> None:
        """Draw the scroll bar thin."""
        use_thin_bar(self)

    def on_resize(self) -> None:
        """Keep the cursor on the screen."""
        self._reveal()

    def render_line(self, y: int) -> Strip:
        """Return a line of the screen."""
        at, width = y + self.scroll_offset.y, self.scrollable_content_region.width
        if at >= len(self.rows):
            words = "  No post matches" if not self.rows and y == 1 else ""
            return Strip([Segment(words.ljust(width), _DIM)], width).apply_style(self.rich_style)
        post = self.catalog[self.rows[at]]
        parts = self._parts(post, width)
        if at != self.cursor:
            segments = [Segment(text, style) for text, style in parts]
        elif self.has_focus:
            segments = [Segment("".join(text for text, _ in parts), self._cursor_style)]
        else:
            head, *rest = parts
            bar = Segment("▌" + head[0][1:], _ACCENT)
            segments = [bar, *(Segment(text, style + _BOLD) for text, style in rest)]
        return Strip(segments).apply_style(self.rich_style).adjust_cell_length(width)

    def _parts(self, post: PostLine, width: int) -> list[tuple[str, Style]]:
        """Return the cells of a line, and how each looks; together they are `width` wide."""
        mark = (" ● " if post.path in self.marks else "   ", _ACCENT)
        when = self._date(post.day) if post.day else ""
        date = ("" if width < _DATED else f"{cut(when, 17):<10} ", _DIM)
        symbol, meaning, style = self._status(post)
        left = width - len(mark[0]) - cell_width(date[0]) - 3
        title = cut(visible(post.title or post.slug), left)
        left -= cell_width(title)
        words = f"  {meaning}" if meaning and left > len(meaning) + 2 else ""
        tags = visible(", ".join(post.tags))
        room = min(left - len(words) - 2, width // 3)
        tags = f"  {cut(tags, room)}" if tags and room >= min(_LEAST_TAGS, cell_width(tags)) else ""
        gap = " " * (left - cell_width(tags) - len(words) + 1)
        after = [(gap + tags, _DIM), (words, style)]
        return [mark, date, (f"{symbol:<2}", style), (title, Style()), *after]

    def _status(self, post: PostLine) -> tuple[str, str, Style]:
        """Return the symbol of a post's status, its name and its style; "" for a published one."""
        if post.path in self.catalog.problems:
            return "!", "unreadable", _PROBLEM
        symbol, _ = STATUS[post.status]
        return symbol, post.status if symbol else "", _STATUS


def _place(rows: Sequence[int], row: int) -> int | None:
    """Return where a row is among rows in order."""
    at = bisect_left(rows, row)
    return at if at < len(rows) and rows[at] == row else None
