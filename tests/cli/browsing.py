"""Drive the screen of `blog browse` without a terminal."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Sequence
from pathlib import Path

import pytest

pytest.importorskip("textual", reason="the browse extra is not installed")

from rich.console import Console
from textual.events import Key
from textual.pilot import Pilot

from blogcli.browse.browser import Browser
from blogcli.browse.frame import Look, Start
from blogcli.browse.library import Library
from blogcli.cli.app import App
from blogcli.cli.screen.inside import CommandHost
from blogcli.output.terminal import Terminal

CALM = 3
"""So many rounds without work, and what was pressed at once is done."""

CHARACTERS = {
    "space": " ",
    "slash": "/",
    "asterisk": "*",
    "colon": ":",
    "comma": ",",
    "minus": "-",
    "number_sign": "#",
    "question_mark": "?",
    "quotation_mark": '"',
}
"""What some keys type."""

NOW = "2026-11-24T12:00:00+01:00"


class QuietBrowser(Browser):
    """A screen that looks at files only when a test says so, and waits for nothing."""

    REST = 0.0
    SWEEP = 3600.0
    WATCH = 3600.0


def browser(blog: Path, query: str = "", *, picks: bool = False, **words: str) -> QuietBrowser:
    """The screen of a blog, as `blog browse` makes it."""
    streams = [io.TextIOWrapper(io.BytesIO(), "utf-8") for _ in range(3)]
    environ = {"HOME": str(blog.parent / "home"), "PAGER": "cat", "BLOG_NOW": NOW}
    terminal = Terminal.of(*streams, environ)._replace(stderr_colour=True)
    app = App(terminal, environ, str(blog))
    library = Library(app.blog, app.now, app.query, **words)
    count, first = library.first(200)
    start = Start(first, count, query, picks)
    return QuietBrowser(app.blog, library, CommandHost(app), start, app.now, Look())


def drive(screen: QuietBrowser, script, size: tuple[int, int] = (80, 24)):
    """Run an async function of the screen and its keys to the end; return what it returns."""

    async def run():
        async with screen.run_test(size=size) as pilot:
            keys = Keys(screen, pilot)
            await keys.settle()
            return await script(keys)

    try:
        return asyncio.run(run())
    finally:
        screen.close_threads()


class Keys:
    """Presses keys, and reads what is on the screen once nothing moves any more."""

    def __init__(self, screen: QuietBrowser, pilot: Pilot) -> None:
        self.screen = screen
        self.pilot = pilot

    async def press(self, *keys: str) -> None:
        """Press keys, one after the other."""
        for key in keys:
            await self.pilot.press(key)
            await self.settle()

    async def type(self, text: str) -> None:
        """Type text at once."""
        await self.pilot.press(*({" ": "space"}.get(char, char) for char in text))
        await self.settle()

    async def press_at_once(self, keys: Sequence[str]) -> None:
        """Press keys faster than the screen draws, and wait once until all of them are done.

        The pilot waits for an idle processor after each key, 20 ms at the least.
        """
        for key in keys:
            char = key if len(key) == 1 else CHARACTERS.get(key)
            self.screen.post_message(Key(key, char))
        quiet = 0
        while quiet < CALM and not self.screen.failure:
            await asyncio.sleep(0.001 if self.screen.is_busy else 0)
            await self.pilot._wait_for_screen()
            quiet = 0 if self.screen.is_busy else quiet + 1

    async def settle(self) -> None:
        """Wait until all that was pressed has been done."""
        quiet = 0
        while quiet < 2:
            await self.pilot.pause()
            quiet = 0 if self.screen.is_busy else quiet + 1

    @property
    def lines(self) -> list[str]:
        """What is on the screen."""
        width, height = self.screen.size
        console = Console(width=width, height=height, file=io.StringIO(), record=True)
        drawn = self.screen.screen._compositor.render_update(
            full=True, screen_stack=self.screen._background_screens, simplify=True
        )
        console.print(drawn)
        return [line.rstrip() for line in console.export_text().split("\n")[:height]]

    @property
    def titles(self) -> list[str]:
        """The titles of the list."""
        return [post.title for post in self.screen.posts.shown]

    @property
    def message(self) -> str:
        """What the last line says."""
        return self.screen.message.plain
