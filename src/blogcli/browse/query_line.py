"""The line in which a query is typed; the word at fault of an unfinished one is underlined."""

from __future__ import annotations

from rich.highlighter import Highlighter
from rich.text import Text
from textual.widgets import Input


class _Fault(Highlighter):
    """Underlines a span of the query."""

    span = (0, 0)

    def highlight(self, text: Text) -> None:
        start, end = self.span
        if end > start:
            text.stylize("underline red", start, end)


class QueryLine(Input):
    """Asks for a query. Enter and ↓ keep it, Esc takes back what was there before."""

    def __init__(self, text: str, *, id: str) -> None:
        self._fault = _Fault()
        super().__init__(
            text,
            id=id,
            compact=True,
            highlighter=self._fault,
            placeholder="words, tag:x, is:draft, since:30d, not …",
            select_on_focus=False,
        )
        self._before = text

    def underline(self, start: int = 0, end: int = 0) -> None:
        """Underline a span of the query; none by default."""
        self._fault.span = (start, max(end, start + 1) if end or start else 0)
        self.refresh()

    def begin(self) -> None:
        """Remember the query that was there; what is typed first takes its place."""
        self._before = self.value
        self.select_all()

    def take_back(self) -> None:
        """Take back what was typed since the line got the focus."""
        self.value = self._before
        self.cursor_position = len(self.value)
