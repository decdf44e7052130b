"""Render the images of the README from real runs: the output on a pseudo-terminal, as SVG.

Usage: python -m tools.pictures [--out DIR] [--width N] [--name NAME] [-- COMMAND…]
Without COMMAND, it renders the images in PICTURES into docs/.
"""

from __future__ import annotations

import argparse
import os
import pty
import struct
import subprocess
import sys
import termios
from fcntl import ioctl
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.terminal_theme import MONOKAI, TerminalTheme
from rich.text import Text

LIGHT = TerminalTheme(
    (255, 255, 255),
    (36, 41, 47),
    [
        (36, 41, 47),
        (180, 30, 30),
        (20, 110, 40),
        (150, 90, 0),
        (9, 80, 180),
        (130, 50, 170),
        (20, 110, 120),
        (110, 119, 129),
    ],
    [
        (87, 96, 106),
        (200, 40, 40),
        (30, 130, 60),
        (170, 110, 0),
        (20, 100, 210),
        (150, 70, 190),
        (30, 130, 140),
        (140, 149, 159),
    ],
)

THEMES = {"dark": MONOKAI, "light": LIGHT}

WIDTH = 90

PICTURES = {"list": ["blog", "list"], "show": ["blog", "show", "edits"]}


def capture(command: list[str], width: int, height: int = 200) -> str:
    """Return the command's output on a terminal of that size, including escape sequences."""
    leader, follower = pty.openpty()
    ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))
    environ = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "TERM": "xterm-256color",
        "PAGER": "cat",
        "COLUMNS": str(width),
    }
    environ.pop("NO_COLOR", None)
    process = subprocess.Popen(
        command, stdin=follower, stdout=follower, stderr=follower, env=environ
    )
    os.close(follower)
    output = b""
    while True:
        try:
            piece = os.read(leader, 65536)
        except OSError:  # EIO on Linux: the last writer has closed the terminal
            break
        if not piece:
            break
        output += piece
    process.wait()
    os.close(leader)
    return output.decode(errors="replace").replace("\r\n", "\n")


def draw(command: list[str], width: int, theme: TerminalTheme) -> str:
    """Return the command line and its output as SVG."""
    with Path(os.devnull).open("w") as nowhere:
        console = Console(record=True, width=width, file=nowhere, force_terminal=True)
        console.print(Text("$ " + " ".join(command), style="bold"))
        console.print(Text.from_ansi(capture(command, width).rstrip("\n")), soft_wrap=True)
    return console.export_svg(title="blog", theme=theme)


BROWSE_SIZE = (110, 30)
BROWSE_KEYS = (*["down"] * 3, "t", *"essay", "enter")
"""What is pressed before the picture of `blog browse`: a post is about to be tagged."""


def draw_browse(root: Path, theme: TerminalTheme) -> str:
    """Return the screen of `blog browse` as SVG."""
    import asyncio
    import io

    from blogcli.browse.browser import Browser
    from blogcli.browse.frame import Look, Start
    from blogcli.browse.library import Library
    from blogcli.cli.app import App
    from blogcli.cli.screen.inside import CommandHost
    from blogcli.output.terminal import Terminal

    terminal = Terminal.of(io.StringIO(), io.StringIO(), io.StringIO(), {"FORCE_COLOR": "1"})
    with TemporaryDirectory() as home:
        app = App(terminal, {"HOME": home}, str(root))
        library = Library(app.blog, app.now, app.query)
        total, first = library.first(200)
        start = Start(first, total)
        screen = Browser(app.blog, library, CommandHost(app), start, app.now, Look())

        async def shown() -> str:
            async with screen.run_test(size=BROWSE_SIZE) as pilot:
                for key in ("", *BROWSE_KEYS):
                    await pilot.press(*[key] * bool(key))
                    for _ in range(5):
                        await pilot.pause(0.05)
                width, height = BROWSE_SIZE
                console = Console(
                    record=True, width=width, height=height, file=io.StringIO(), force_terminal=True
                )
                # Textual's own pictures have no light theme.
                drawn = screen.screen._compositor.render_update(
                    full=True, screen_stack=screen._background_screens, simplify=False
                )
                console.print(drawn)
                return console.export_svg(title="blog browse", theme=theme)

        try:
            return asyncio.run(shown())
        finally:
            screen.close_threads()


CHARTS = {"stats.svg": ["stats", "--svg", "-"], "calendar.svg": ["calendar", "2024", "--svg", "-"]}
"""Charts of a made-up blog, as `blog` draws them itself."""


def draw_charts(out: Path) -> None:
    """Draw the charts of a blog of made-up posts."""
    from bench import corpus

    blog = [sys.executable, "-m", "blogcli", "--blog"]
    with TemporaryDirectory() as folder:
        root, _ = corpus.kept(Path(folder), 400, 1)
        for name, words in CHARTS.items():
            drawn = subprocess.run([*blog, str(root), *words], capture_output=True, check=True)
            (out / name).write_bytes(drawn.stdout)
            print(out / name, file=sys.stderr)


def main() -> None:
    """Draw the pictures in both themes, or one command in one theme."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("docs"))
    parser.add_argument("--width", type=int, default=WIDTH)
    parser.add_argument("--name", default="picture")
    parser.add_argument("command", nargs="*")
    chosen = parser.parse_args()
    pictures = {chosen.name: chosen.command} if chosen.command else PICTURES
    for name, command in pictures.items():
        for kind, theme in THEMES.items():
            file = chosen.out / f"{name}-{kind}.svg"
            file.write_text(draw(command, chosen.width, theme), encoding="utf-8")
            print(file, file=sys.stderr)
    if not chosen.command:
        for kind, theme in THEMES.items():
            file = chosen.out / f"browse-{kind}.svg"
            file.write_text(draw_browse(Path.cwd(), theme), encoding="utf-8")
            print(file, file=sys.stderr)
        draw_charts(chosen.out)


if __name__ == "__main__":
    main()
