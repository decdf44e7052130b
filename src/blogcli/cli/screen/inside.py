"""Run commands of `blog` inside this process, for a screen that shows what they say."""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO, cast

import click

from blogcli.browse.host import CommandCall, Decide, IsPost, Proposal, Ran, TakesPosts
from blogcli.cli.app import App
from blogcli.cli.main import root, run
from blogcli.output.terminal import Terminal
from blogcli.posts.edit.fields import is_assignment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from blogcli.posts.query.nodes import Query

_TALL = 1_000_000
"""Lines of the terminal of a command whose output is caught, so that no pager starts."""


class CommandHost:
    """Runs commands as `blog` would, with the options that stood before `browse`."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._terminal = app.terminal
        self._before = ("--blog", app.blog_option) if app.blog_option else ()

    def query(self, text: str) -> Query:
        """Parse a query without looking at any post. Raises QueryError."""
        from blogcli.posts.query.evaluate import parse_query

        return parse_query(text, now=self._app.now, saved=self._app.blog.config.queries)

    def line(self, words: Sequence[str]) -> str:
        """Return the command line of these words, as the history keeps it."""
        from shlex import join

        return join(["blog", *self._before, *words])

    def takes(self, command: str) -> TakesPosts:
        """Return how a command takes posts; nothing for an unknown one."""
        found = root.get_command(click.Context(root), command)
        parameters = found.params if found else []
        metavars = [one.metavar or "" for one in parameters if isinstance(one, click.Argument)]
        return TakesPosts(
            any=any("POST" in metavar for metavar in metavars),
            many=any("POST…" in metavar for metavar in metavars),
            where=any(one.name == "where" for one in parameters),
        )

    def names_posts(self, words: Sequence[str], is_post: IsPost) -> bool:
        """Return whether the words of a command already say on which posts it works."""
        found = root.get_command(click.Context(root), words[0])
        return found is not None and _names_posts(found, words[1:], is_post)

    def run(self, call: CommandCall, width: int, decide: Decide | None) -> Ran:
        """Run a command in this thread, its output caught. Without `decide`, as on a terminal."""
        given = "".join(f"{name}\n" for name in call.given)
        stdin, stdout, stderr = (_stream(data) for data in (given, "", ""))
        terminal = Terminal(
            stdin,
            stdout,
            stderr,
            stdout_is_tty=True,
            stdout_colour=self._terminal.stderr_colour,
            width=width,
            height=_TALL,
            theme=self._terminal.theme,
        )
        inner = self._inner(terminal)
        if decide is not None:

            def review(patch: bytes, saves: bool) -> str | None:
                return decide(Proposal(patch.decode(errors="replace"), _text(stderr), saves))

            inner.review = review
        code = run([*self._before, *call.words], inner)
        return Ran(code, _text(stdout), _text(stderr))

    def run_on_terminal(self, words: Sequence[str]) -> Ran:
        """Run a command on the terminal, which the screen has left."""
        with _stdout_on_terminal():
            stderr = _Copied(sys.stderr)
            terminal = Terminal.of(sys.stdin, sys.stdout, sys.stderr, self._app.environ)
            code = run(
                [*self._before, *words],
                self._inner(terminal._replace(stderr=cast("TextIO", stderr))),
            )
        return Ran(code, "", stderr.text)

    def open_page(self, url: str) -> bool:
        """Open a page in the browser; return whether one took it."""
        from blogcli.processes.browser import open_page

        return open_page(url, self._app.environ)

    def themed(self, text: str) -> str:
        """Return text with the colors of the user's theme."""
        return self._terminal.themed(text)

    def _inner(self, terminal: Terminal) -> App:
        app = self._app
        return App(terminal, app.environ, str(app.cwd), clock=app.clock)


def _names_posts(command: click.Command, words: Sequence[str], is_post: IsPost) -> bool:
    """Return whether posts are named, taken from stdin or chosen by `--where`.

    Which words may name posts is said by the metavar of the command's argument: `POST… WHEN` has
    posts before one more word. Before tags only the whole name of a post counts, since a tag may be
    any word.
    """
    context = click.Context(command, info_name=command.name, resilient_parsing=True)
    try:
        command.parse_args(context, [*words])
    except click.ClickException:
        return False  # the command says what is wrong
    values = context.params
    if values.get("where") is not None or values.get("nul"):
        return True
    arguments = [one for one in command.params if isinstance(one, click.Argument)]
    given = [word for one in arguments for word in _words(values.get(one.name or ""))]
    match [word for one in arguments for word in (one.metavar or "").strip("[]").split()]:
        case ["POST" | "POST…"]:
            return bool(given)
        case ["POST", after] if after.endswith("…"):
            options = len(words) > len(given)
            if not given or "=" in after:
                return bool(given) and not is_assignment(given[0])
            return given[0] == "-" or (is_post(given[0]) and (len(given) > 1 or options))
        case ["POST" | "POST…", _]:
            return len(given) > 1
    return False


def _words(value: object) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else value if isinstance(value, tuple) else ()


def _stream(text: str) -> TextIO:
    data = io.BytesIO(text.encode("utf-8", "surrogateescape"))
    return io.TextIOWrapper(data, "utf-8", "surrogateescape", newline="\n")


def _text(stream: TextIO) -> str:
    stream.flush()
    data = stream.buffer
    assert isinstance(data, io.BytesIO)
    return data.getvalue().decode(errors="replace")


@contextmanager
def _stdout_on_terminal() -> Iterator[None]:
    """Let stdout be the terminal, for an editor, where it is a pipe that takes the picked posts."""
    import os

    if os.isatty(1):
        yield
        return
    kept = os.dup(1)
    os.dup2(2, 1)
    try:
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)


class _Copied(io.TextIOBase):
    """A stream that writes to another one and keeps what was written."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self.text = ""

    def write(self, text: str) -> int:
        self.text += text
        return self._stream.write(text)

    def flush(self) -> None:
        self._stream.flush()
