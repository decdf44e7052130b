"""The world as a command sees it: terminal, environment, clock and blog, opened on first touch."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from functools import cached_property
from typing import TYPE_CHECKING

import click

from blogcli.errors import BlogError, NotFound, UsageError
from blogcli.output.terminal import Terminal

if TYPE_CHECKING:
    from pathlib import Path

    from blogcli.posts.query import Query
    from blogcli.posts.summary import Summary
    from blogcli.store.blog import Blog
    from blogcli.store.config import Config
    from blogcli.store.index import Index
    from blogcli.store.search import Found
    from blogcli.store.walk import Report, Step


def machine_clock() -> datetime:
    """Now, in the machine's own time zone; the only place that reads the clock."""
    return datetime.now().astimezone()  # noqa: TID251 (the one home of the clock)


class App:
    """What one call has at hand. Nothing here is opened before a command asks for it.

    `words` are those of the call, after `blog`.
    """

    def __init__(
        self,
        terminal: Terminal,
        environ: Mapping[str, str],
        cwd: str,
        clock: Callable[[], datetime] = machine_clock,
        words: tuple[str, ...] = (),
    ) -> None:
        self.terminal = terminal
        self.environ = environ
        self._cwd = cwd
        self.clock = clock
        self.words = words
        self.blog_option: str | None = None
        self.problems: set[str] = set()

    @cached_property
    def cwd(self) -> Path:
        """The current folder."""
        from pathlib import Path

        return Path(self._cwd)

    @cached_property
    def now(self) -> datetime:
        """The moment of this call, or `$BLOG_NOW`; in the blog's zone once a blog is open."""
        said = self.environ.get("BLOG_NOW")
        if not said:
            return self.clock()
        try:
            moment = datetime.fromisoformat(said)
        except ValueError:
            raise UsageError(
                f"$BLOG_NOW is no time: '{said}'", "write it as 2026-03-05T09:00:00+01:00"
            ) from None
        return moment if moment.tzinfo else moment.replace(tzinfo=self.clock().tzinfo)

    @cached_property
    def blog(self) -> Blog:
        """The blog that the call is about; raises NotFound with the hint `blog init`."""
        from blogcli.store.blog import open_blog

        local = self.now.tzinfo or timezone(timedelta(0))
        blog = open_blog(self.blog_option, environ=self.environ, cwd=self._cwd, local=local)
        self.now = self.now.astimezone(blog.conventions.zone)
        for warning in blog.config.warnings:
            self.on_problem(warning)
        self._settle(blog)
        return blog

    def _settle(self, blog: Blog) -> None:
        """Take a command back that was cut off before, and say so."""
        if "_BLOG_COMPLETE" in self.environ:
            return
        blog.state.tell = self.terminal.say
        if not blog.state.is_pending():
            return
        from blogcli.store.recovery import recover

        try:
            found = recover(blog.state, blog.writable.check)
        except BlogError as error:
            self.on_problem(error)
        else:
            if found is not None:
                self.terminal.say(found.sentence)

    @property
    def config(self) -> Config:
        """The settings: of the blog where there is one, else the person's own."""
        try:
            return self.blog.config
        except NotFound:
            if self.blog_option:
                raise
        from blogcli.store.config_files import read_config

        return read_config(self.environ)

    def summaries(self, report: Report | None = None) -> list[Summary]:
        """Every post of the blog. Problems become warnings, unless `report` is told of them."""
        with self.index() as (index, warn):
            return index.summaries(report or warn)

    def search(self, text: str, limit: int | None) -> Found:
        """The posts that a query with words selects, the best first; problems become warnings."""
        from blogcli.posts.wanted import plain_words
        from blogcli.store.search import open_search

        wanted = plain_words(text)
        if wanted is None:
            from blogcli.posts.search_query import wanted as wanted_of

            wanted = wanted_of(self.query(text))
        with self._reading() as (report, step):
            return open_search(self.blog, step).find(wanted, limit, self.now, report)

    @contextmanager
    def index(self) -> Iterator[tuple[Index, Report]]:
        """The index of the blog's posts, and whom to report problems to.

        Those are told when the block ends; a long read shows a bar.
        """
        with self._reading() as (report, step):
            yield self.blog.index(step), report

    @contextmanager
    def _reading(self) -> Iterator[tuple[Report, Step]]:
        from time import monotonic

        from blogcli.output.progress import Progress

        progress = Progress(self.terminal, "reading", monotonic)
        problems: list[BlogError] = []
        try:
            yield problems.append, progress.step
        finally:
            progress.clear()
            for problem in problems:
                self.on_problem(problem)

    def on_problem(self, error: BlogError) -> None:
        """Tell of a post that could not be read, in one line, and go on."""
        if str(error) not in self.problems:
            self.problems.add(str(error))
            self.terminal.warn(f"{error}; {error.hint}" if error.hint else str(error))

    def query(self, text: str) -> Query:
        """Parse a query with this blog's saved ones."""
        from blogcli.posts.query import parse

        saved = self.blog.config.queries
        return parse(text, now=self.now, saved=saved)


pass_app = click.make_pass_decorator(App)


def this_app() -> App:
    """A new App of this process."""
    import os

    terminal = Terminal.of(sys.stdin, sys.stdout, sys.stderr, os.environ)
    return App(terminal=terminal, environ=os.environ, cwd=os.getcwd())  # noqa: PTH109
