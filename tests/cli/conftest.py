"""Calls of `blog` in this process: streams apart, a fixed clock, only the environment given."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from blogcli.cli.app import App
from blogcli.cli.main import run
from blogcli.output.terminal import Terminal

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=timezone(timedelta(hours=1)))


@dataclass(frozen=True)
class Result:
    """What a call left: its exit code and what it wrote."""

    code: int
    out: str
    err: str
    raw: bytes


@pytest.fixture
def blog(tmp_path: Path) -> Path:
    """An empty plain blog; the calls of a test are made in it."""
    root = tmp_path / "blog"
    (root / "posts").mkdir(parents=True)
    return root


@pytest.fixture
def post(blog: Path) -> Callable[..., Path]:
    """Write a post: `post("2026-03-02-hello", "title: Hello", body="Text")`."""

    def write(name: str, *lines: str, body: str = "Some text.\n", fence: str = "---") -> Path:
        path = blog / "posts" / (name if "." in name else f"{name}.md")
        path.parent.mkdir(parents=True, exist_ok=True)
        block = f"{fence}\n" + "".join(line + "\n" for line in lines) + f"{fence}\n\n"
        path.write_text(block + body, encoding="utf-8", newline="")
        return path

    return write


@pytest.fixture
def call(blog: Path) -> Callable[..., Result]:
    """Call `blog` with these words; `tty` makes all three streams a terminal.

    A bug raises as it is, unless `traceback` is off.
    """

    def call(
        *words: str,
        stdin: str | bytes = "",
        tty: bool = False,
        width: int = 80,
        environ: dict[str, str] | None = None,
        cwd: Path | None = None,
        traceback: bool = True,
        clock: datetime = NOW,
    ) -> Result:
        data = stdin.encode() if isinstance(stdin, str) else stdin
        streams = [io.TextIOWrapper(io.BytesIO(held), "utf-8") for held in (data, b"", b"")]
        home = {"HOME": str(blog.parent / "home"), "PAGER": "cat"}
        given = {**home, **(environ or {})}
        terminal = Terminal.of(*streams, given)
        if tty:
            terminal = terminal._replace(
                stdin_is_tty=True,
                stdout_is_tty=True,
                stderr_is_tty=True,
                stdout_colour=not given.get("NO_COLOR"),
                stderr_colour=not given.get("NO_COLOR"),
                width=width,
                message_width=width,
            )
        app = App(terminal, given, str(cwd or blog), clock=lambda: clock)
        code = run([*["--traceback"] * traceback, *words], app)
        for stream in streams:
            stream.flush()
        raw = streams[1].buffer.getvalue()
        err = streams[2].buffer.getvalue().decode()
        return Result(int(code), raw.decode(errors="replace"), err, raw)

    return call
