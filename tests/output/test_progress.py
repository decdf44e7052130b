"""The bar: for a person who has waited, and for nobody else."""

from __future__ import annotations

import io

import pytest

from blogcli.output.progress import ProgressBar
from blogcli.output.terminal import Terminal


def shown(seconds: float, *, tty: bool, colour: bool = False) -> str:
    """What a bar leaves on stderr that is told of 100 steps, each of so many seconds."""
    streams = [io.TextIOWrapper(io.BytesIO(), "utf-8") for _ in range(3)]
    terminal = Terminal.of(*streams, {})._replace(stderr_is_tty=tty, stderr_colour=colour)
    now = [0.0]
    progress = ProgressBar(terminal, "reading", lambda: now[0])
    for done in range(100):
        progress.step(done, 100)
        now[0] += seconds
    progress.clear()
    assert streams[1].buffer.getvalue() == b""
    return streams[2].buffer.getvalue().decode()


def test_quick_work_shows_nothing():
    assert shown(0.004, tty=True) == ""


@pytest.mark.parametrize("seconds", [0.004, 1.0])
def test_nothing_is_shown_where_nobody_looks(seconds):
    assert shown(seconds, tty=False) == ""


def test_long_work_shows_how_far_it_is_and_clears_it_away():
    lines = shown(0.05, tty=True).split("\r\x1b[K")
    assert lines[1].startswith("reading ━━━")
    assert lines[1].endswith(" 11 of 100")
    assert lines[-1] == ""
    assert len(lines) < 60


def test_colour_only_where_the_terminal_has_it():
    assert "\x1b[36m" in shown(1.0, tty=True, colour=True)
    assert "\x1b[36m" not in shown(1.0, tty=True)
