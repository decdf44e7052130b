"""What a command works with: terminal, environment, clock and blog, opened on first use."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from functools import cached_property
from typing import TYPE_CHECKING

import click

from blogcli.cli.machine_zone import machine_zone
from blogcli.errors import BlogError, NotFound, UsageError
from blogcli.output.terminal import Terminal

if TYPE_CHECKING:
    from pathlib import Path

    from blogcli.posts.model.summary import Summary
    from blogcli.posts.query.evaluate import Query
    from blogcli.store.blog.blog import Blog
    from blogcli.store.callbacks import OnProblem, OnProgress
    from blogcli.store.index.index import Index
    from blogcli.store.operations.post_links import BlogLinks
    from blogcli.store.search.search import SearchResult
    from blogcli.store.settings.schema import Config

    Review = Callable[[bytes, bool], str | None]
    """Shows a patch before it is applied; the second argument says whether a plan can be saved.

    Return None to apply it, or the name of the plan file; raise Canceled to change nothing.
    """


def machine_clock() -> datetime:
    """Return the current time in the machine's time zone; only this function reads the clock."""
    return datetime.now(machine_zone())  # noqa: TID251 (the only place that reads the clock)


class App:
    """The context of one command. Nothing is opened before the command uses it.

    `words` are the command-line arguments after `blog`, `colour` the value of --color, `told` the
    advice that was given. `review`, if set, is asked before every change.
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
        self.colour = ""
        self.problems: set[str] = set()
        self.told: set[str] = set()
        self.review: Review | None = None

    @cached_property
    def cwd(self) -> Path:
        """The current folder."""
        from pathlib import Path

        return Path(self._cwd)

    @cached_property
    def now(self) -> datetime:
        """The time of this call, or `$BLOG_NOW`; in the blog's time zone once a blog is open."""
        text = self.environ.get("BLOG_NOW")
        if not text:
            return self.clock()
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            raise UsageError(
                f"$BLOG_NOW is not a date and time: '{text}'",
                "write it as 2026-03-05T09:00:00+01:00",
            ) from None
        here = self.clock().tzinfo
        if moment.tzinfo is None:
            return moment.replace(tzinfo=here)
        there = moment.astimezone(here)
        return there if there.utcoffset() == moment.utcoffset() else moment

    def at(self, seconds: float) -> datetime:
        """Return the time of seconds since 1970 in the zone of `now`."""
        return datetime.fromtimestamp(seconds, self.now.tzinfo)

    @cached_property
    def blog(self) -> Blog:
        """The blog that the command works on; raises NotFound with the hint `blog init`."""
        from blogcli.store.blog.blog import open_blog

        local = self.now.tzinfo or timezone(timedelta(0))
        blog = open_blog(self.blog_option, environ=self.environ, cwd=self._cwd, local=local)
        self.now = self.now.astimezone(blog.conventions.zone)
        self._use_theme(blog.config.text("theme"))
        for warning in blog.config.warnings:
            self.on_problem(warning)
        self._settle(blog)
        return blog

    def close(self) -> None:
        """Close what the command opened."""
        if "blog" in self.__dict__:
            self.blog.close()

    def _use_theme(self, theme: str) -> None:
        """Take the user's colors for what goes to a terminal."""
        from blogcli.output.terminal import forced_colour

        terminal = self.terminal._replace(theme=theme)
        if theme == "none" and not self.colour and not forced_colour(self.environ):
            terminal = terminal.with_colour("never", self.environ)
        self.terminal = terminal

    def _settle(self, blog: Blog) -> None:
        """Roll back a command that was interrupted earlier, and report it."""
        if "_BLOG_COMPLETE" in self.environ:
            return
        blog.state.tell = self.terminal.say
        if not blog.state.is_pending():
            return
        from blogcli.store.history.recovery import recover

        try:
            said = recover(blog.state, blog.writable.check)
        except BlogError as error:
            self.on_problem(error)
        else:
            if said:
                self.terminal.say(said)

    @property
    def config(self) -> Config:
        """The settings of the blog, or the user's own if there is no blog."""
        try:
            return self.blog.config
        except NotFound:
            if self.blog_option:
                raise
        from blogcli.store.settings.load import read_config

        return read_config(self.environ)

    def summaries(self, report: OnProblem | None = None) -> list[Summary]:
        """Return every post of the blog. Problems go to `report`; by default they are warnings."""
        with self.index() as (index, warn):
            return index.summaries(report or warn)

    def report_problems(self) -> None:
        """Warn of what is wrong with posts, without a list of them."""
        with self.index() as (index, warn):
            index.report_all(warn)

    def search(self, text: str, limit: int | None) -> SearchResult:
        """Return the posts that match a full-text query, best first; problems become warnings."""
        from blogcli.posts.search.request import plain_words
        from blogcli.store.search.search import Search

        wanted = plain_words(text)
        if wanted is None:
            from blogcli.posts.search.from_query import search_request as wanted_of

            wanted = wanted_of(self.query(text))
        with self._reading() as (report, step):
            return Search(self.blog, step).find(wanted, limit, report)

    @contextmanager
    def index(self) -> Iterator[tuple[Index, OnProblem]]:
        """Yield the index of the blog's posts and a function that collects problems.

        The problems are shown when the block ends; a long read shows a progress bar.
        """
        with self._reading() as (report, step):
            yield self.blog.index(step), report

    @contextmanager
    def _reading(self) -> Iterator[tuple[OnProblem, OnProgress]]:
        problems: list[BlogError] = []
        try:
            with self.progress("reading") as step:
                yield problems.append, step
        finally:
            for problem in problems:
                self.on_problem(problem)

    @contextmanager
    def progress(self, what: str) -> Iterator[OnProgress]:
        """Yield a function that shows how far long work has come; the bar goes with the block."""
        from time import monotonic

        from blogcli.output.progress import ProgressBar

        bar = ProgressBar(self.terminal, what, monotonic)
        try:
            yield bar.step
        finally:
            bar.clear()

    def on_problem(self, error: BlogError) -> None:
        """Show a problem with a post as a warning, once."""
        if str(error) not in self.problems:
            self.problems.add(str(error))
            self.terminal.warn(f"{error}; {error.hint}" if error.hint else str(error))

    def links(self) -> BlogLinks:
        """Return the links between the posts."""
        from blogcli.store.operations.post_links import BlogLinks

        self.read_contents()
        return BlogLinks(self.blog, self.now)

    def read_contents(self) -> None:
        """Keep in the index what each post says by itself; a long read shows a progress bar."""
        with self.index(), self.progress("reading links") as step:
            self.blog.contents.fill(step)

    def query(self, text: str) -> Query:
        """Parse a query, with the blog's saved queries."""
        from blogcli.posts.query.evaluate import parse_query

        saved = self.blog.config.queries
        return parse_query(text, now=self.now, saved=saved, links=self.links)


pass_app = click.make_pass_decorator(App)


def this_app() -> App:
    """Return a new App for this process."""
    import os

    terminal = Terminal.of(sys.stdin, sys.stdout, sys.stderr, os.environ)
    return App(terminal=terminal, environ=os.environ, cwd=os.getcwd())  # noqa: PTH109
