"""A scroll bar that is only a thin line where the view is."""

from __future__ import annotations

from rich.segment import Segment, Segments
from rich.style import Style
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollBarRender

_LINE, _BLANK = Segment("▕", Style(dim=True)), Segment(" ")


class ThinBar(ScrollBarRender):
    """Draws the bar in the terminal's own color."""

    @classmethod
    def render_bar(
        cls,
        size: int = 25,
        virtual_size: float = 50,
        window_size: float = 20,
        position: float = 0,
        thickness: int = 1,
        vertical: bool = True,
        *colors: object,
        **more_colors: object,
    ) -> Segments:
        """Return the bar, a cell a line; the line stands for the part that is on the screen."""
        if not (window_size and size and virtual_size > window_size):
            return Segments([_BLANK] * size, new_lines=True)
        long = max(1, round(size * window_size / virtual_size))
        start = round((size - long) * position / (virtual_size - window_size))
        cells = [_LINE if start <= at < start + long else _BLANK for at in range(size)]
        return Segments(cells, new_lines=True)


def set_height(view: ScrollView, lines: int) -> None:
    """Let a view, whose bar is always there, have that many lines.

    To assign its size would lay out and draw the whole screen again: two bare starts of Python.
    """
    view.set_reactive(ScrollView.virtual_size, Size(0, lines))
    view.vertical_scrollbar.window_virtual_size = lines
    view.scroll_y = view.validate_scroll_y(view.scroll_y)
    view.refresh()


def use_thin_bar(view: ScrollView) -> None:
    """Let a view have the thin bar."""
    view.vertical_scrollbar.renderer = ThinBar  # type: ignore[misc]
