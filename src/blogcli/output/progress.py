"""Show the progress of long work on the terminal."""

from __future__ import annotations

from collections.abc import Callable

from blogcli.output.terminal import Terminal, paint

PATIENCE = 0.5
"""Seconds of work before the bar appears."""

_EVERY = 0.1
_CELLS = 30


class ProgressBar:
    """A progress bar on stderr, on a terminal only, once work takes more than half a second.

    `elapsed` returns seconds since any fixed moment.
    """

    def __init__(self, terminal: Terminal, what: str, elapsed: Callable[[], float]) -> None:
        self.terminal = terminal
        self.what = what
        self.elapsed = elapsed
        self.shown = False
        self._next = elapsed() + PATIENCE

    def step(self, done: int, total: int) -> None:
        """Update the bar, at most ten times per second."""
        if not self.terminal.stderr_is_tty or self.elapsed() < self._next:
            return
        self._next = self.elapsed() + _EVERY
        filled = _CELLS * done // max(total, 1)
        bar = "━" * filled if self.terminal.utf8 else "=" * filled
        if self.terminal.stderr_colour:
            bar = paint(bar, "cyan")
        blank = " " * (_CELLS - filled)
        self.terminal.draw_line(f"{self.what} {bar}{blank} {done:,} of {total:,}")
        self.shown = True

    def clear(self) -> None:
        """Remove the bar."""
        if self.shown:
            self.terminal.draw_line("")
            self.shown = False
