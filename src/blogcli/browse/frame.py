"""The frame of the screen: its layout, its last line, its threads, and how it ends."""

import asyncio
import signal
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime
from functools import partial
from pathlib import Path
from threading import Event as Flag
from typing import ClassVar, NamedTuple, TypeVar

from rich.text import Text
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Horizontal
from textual.events import Event, Key, Resize
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input, Label, Static

from blogcli.browse.catalog import Catalog
from blogcli.browse.commands import IN_QUERY_LINE, IN_READER_LINE, KEYS
from blogcli.browse.host import Host
from blogcli.browse.library import Library
from blogcli.browse.lines_view import LinesView
from blogcli.browse.post_list import PostList
from blogcli.browse.query_line import QueryLine
from blogcli.browse.windows import PromptWindow, line_of_keys
from blogcli.errors import ExitCode
from blogcli.output.terminal import visible

Found = TypeVar("Found")

LEAST_WIDTH, LEAST_HEIGHT = 40, 10

_THEMES = {"dark": ("ansi-dark", "on color(237)"), "light": ("ansi-light", "on color(253)")}
"""For each value of the setting `theme`, Textual's theme and the style of the line with the cursor.

That is a color only where the background is known.
"""

_BESIDE = 100
"""Columns from which on the reader is beside the list."""

_LONGEST_WAIT = 0.2
"""Seconds that reading waits for a key to be drawn."""


class Look(NamedTuple):
    """How the screen looks: with colors or without, in which theme, and its form of dates."""

    colour: bool = True
    theme: str = ""
    dates: str = ""


class Start(NamedTuple):
    """What the screen begins with: its first posts, how many there are, a query, and how it ends.

    If it `picks`, Enter ends it with the marked posts.
    """

    catalog: Catalog
    total: int
    query: str = ""
    picks: bool = False


class Frame(App[list[str]]):
    """The screen without what it does. It ends with the paths of the picked posts."""

    CSS_PATH = Path(__file__).with_name("style.tcss")
    ENABLE_COMMAND_PALETTE = False
    AUTO_FOCUS = "#posts, #text, #prompt Input, OptionList"
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 (Textual declares it so)
        (0, "-stacked"),
        (_BESIDE, "-beside"),
    ]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+c,ctrl+q", "interrupt", priority=True, show=False),
        Binding("tab,shift+tab", "other_pane", priority=True, show=False),
    ]

    def __init__(
        self, library: Library, host: Host, start: Start, now: datetime, look: Look
    ) -> None:
        super().__init__(ansi_color=True)
        self.library, self.host, self.start, self.now, self.look = library, host, start, now, look
        self.theme, self._cursor_style = _THEMES.get(look.theme, ("ansi-dark", "reverse"))
        self.catalog = start.catalog
        self.is_leaving = False
        self.message = Text()
        self._reads, self._runs = ThreadPoolExecutor(1), ThreadPoolExecutor(1)
        self._pages = ThreadPoolExecutor(1)
        self._jobs = 0
        self._open: set[Future[object]] = set()
        self._disable_notifications = True  # their place would be laid out, then hidden
        self._is_drawn = Flag()
        library.give_way = partial(self._is_drawn.wait, _LONGEST_WAIT)

    async def on_event(self, event: Event) -> None:
        """Answer a key before anything else is read."""
        if isinstance(event, Key):
            self._is_drawn.clear()
            self.call_after_refresh(self._is_drawn.set)
        await super().on_event(event)

    def get_default_screen(self) -> Screen[None]:
        """Return the screen as it fits the terminal, or else it would be laid out twice."""
        return Screen(classes="-beside" if self.size.width >= _BESIDE else "-stacked")

    def compose(self) -> ComposeResult:
        """Lay the screen out."""
        with Horizontal(id="top"):
            yield Label("/", id="slash")
            yield QueryLine(self.start.query, id="query")
            yield Label("", id="count")
        with Container(id="panes"):
            yield PostList(self.catalog, self.now, self.look.dates, self._cursor_style, id="posts")
            yield LinesView(id="reader")
        yield Static(id="keys")
        yield Static(f"at least {LEAST_WIDTH}×{LEAST_HEIGHT} is needed", id="small")

    @property
    def posts(self) -> PostList:
        """Return the list."""
        return self.screen_stack[0].query_one(PostList)

    @property
    def reader(self) -> LinesView:
        """Return the reader."""
        return self.screen_stack[0].query_one("#reader", LinesView)

    @property
    def query_line(self) -> QueryLine:
        """Return the line of the query."""
        return self.screen_stack[0].query_one(QueryLine)

    def on_mount(self) -> None:
        """Give the keys to the list, and end well when the system asks for it."""
        self.give_keys(self.posts)
        self.call_after_refresh(self._is_drawn.set)
        loop = asyncio.get_running_loop()
        for name in ("SIGTERM", "SIGHUP"):
            try:
                loop.add_signal_handler(getattr(signal, name), self.action_interrupt)
            except (AttributeError, ValueError, RuntimeError, NotImplementedError):
                continue  # no such signal here, or not the main thread

    def on_unmount(self) -> None:
        """Let no command wait for a decision once the screen is gone."""
        self._drop_decisions()

    def on_resize(self, event: Resize) -> None:
        """Say so where the terminal is too small, and fit the line of keys."""
        small = event.size.width < LEAST_WIDTH or event.size.height < LEAST_HEIGHT
        self.screen_stack[0].set_class(small, "-small")
        self.tell(self.message)

    def tell(self, message: str | Text = "", style: str = "") -> None:
        """Show a message in the last line; the keys if there is none."""
        text = Text(visible(message), style) if isinstance(message, str) else message
        self.message = text
        shown = text if text else line_of_keys(self._keys(), self.size.width - 2, last=3)
        self.screen_stack[0].query_one("#keys", Static).update(shown, layout=False)

    def _keys(self) -> list[tuple[str, str]]:
        """Return the keys that count now, with what they do."""
        focused = self.screen_stack[0].focused
        if focused is self.query_line:
            return IN_QUERY_LINE
        if focused is self.reader:
            return IN_READER_LINE
        keys = [(key.shown, key.in_line) for key in KEYS if key.in_line]
        return [("Enter", "pick"), *keys] if self.start.picks else keys

    def give_keys(self, widget: Widget) -> None:
        """Let the next key be for a part of the screen."""
        self.screen.set_focus(widget)
        self.tell()

    async def ask(self, prompt: PromptWindow, then: Callable[[str], None]) -> None:
        """Ask for a line, and call `then` with it unless it is empty. The line is ready at once."""

        def answered(answer: str | None) -> None:
            if answer and answer.strip():
                then(answer)

        await self.push_screen(prompt, answered)
        prompt.set_focus(prompt.query_one(Input))

    def start_work(self, work: Callable[[], Awaitable[object]], group: str) -> None:
        """Do work of a group, instead of what the group did so far.

        It is given uncalled: work that is canceled before it began leaves nothing behind.
        """
        self.run_worker(work, group=group, exclusive=True)

    async def reading(self, work: Callable[[], Found]) -> Found:
        """Return what `work` returns, which reads the index: one such work at a time."""
        return await self._elsewhere(self._reads, work)

    async def rendering(self, work: Callable[[], Found]) -> Found:
        """Return what `work` returns, which renders a page."""
        return await self._elsewhere(self._pages, work)

    async def running(self, work: Callable[[], Found]) -> Found:
        """Return what `work` returns, which runs a command."""
        return await self._elsewhere(self._runs, work)

    async def _elsewhere(self, threads: ThreadPoolExecutor, work: Callable[[], Found]) -> Found:
        self._jobs += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(threads, self._after_key, work)
        finally:
            self._jobs -= 1

    def _after_key(self, work: Callable[[], Found]) -> Found:
        self.library.give_way()
        return work()

    @property
    def _is_commanding(self) -> bool:
        """Return whether a command runs."""
        return any(one.group == "command" and not one.is_finished for one in self.workers)

    @property
    def is_busy(self) -> bool:
        """Return whether a thread works that does not wait for a decision of the user."""
        return self._jobs > len(self._open)

    def action_interrupt(self) -> None:
        """Leave at once."""
        self.leave([], ExitCode.INTERRUPTED)

    def action_other_pane(self) -> None:
        """Give the keys to the reader, or back to the list; where a line is typed, complete it."""
        if isinstance(self.screen, PromptWindow):
            self.screen.query_one(Input).action_cursor_right()
        elif len(self.screen_stack) == 1:
            self.give_keys(self.posts if self.focused is self.reader else self.reader)

    def leave(self, picked: Sequence[str] = (), code: int = 0) -> None:
        """End the screen; commands that wait for a decision change nothing."""
        self._drop_decisions()
        self.exit([*picked], return_code=code)

    def _drop_decisions(self) -> None:
        self.is_leaving = True
        for waiting in [*self._open]:
            waiting.cancel()

    def close_threads(self) -> None:
        """Wait for the command that runs, if one does."""
        self._drop_decisions()
        for threads in (self._reads, self._pages, self._runs):
            threads.shutdown(cancel_futures=True)

    @property
    def failure(self) -> Exception | None:
        """Return the error that ended the screen."""
        return self._exception

    def _print_error_renderables(self) -> None:
        """Print no traceback: whoever runs the screen raises the error again."""
        self._exit_renderables.clear()
