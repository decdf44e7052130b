"""The list follows what is typed in the query line, and the files of the blog."""

import asyncio
from collections.abc import Sequence
from functools import partial
from time import monotonic
from typing import NamedTuple

from textual.widgets import Input, Label

from blogcli.browse.frame import Frame
from blogcli.browse.library import only_words
from blogcli.errors import BlogError, QueryError
from blogcli.posts.query.nodes import EVERYTHING, Query


class TypedQuery(NamedTuple):
    """A query, and the text of it that could be parsed."""

    query: Query
    text: str


class ListScreen(Frame):
    """The screen with a list that follows the query and the files.

    `REST` is how long nothing must be typed before the index is asked, `SWEEP` how long between two
    looks at all files; after a long one it is `SPARING` times as long.
    """

    REST = 0.12
    SWEEP = 2.0
    SPARING = 20

    _typed: TypedQuery | None = None
    """The last query without a fault: what the list shows."""

    def on_mount(self) -> None:
        """Show all posts once they are read, and look at the files again from time to time."""
        self._count()
        self.library.step = self._step
        self.start_work(self._begin, "begin")

    async def _begin(self) -> None:
        await (self.find() if self.library.is_read else self.reload())
        while not self.is_leaving:
            started = monotonic()
            if not self._is_commanding:  # a command would wait for its turn to run
                await self.refresh_posts()
            took = monotonic() - started
            await asyncio.sleep(max(self.SWEEP, self.SPARING * took))

    async def reload(self) -> None:
        """Read all posts again."""
        self.catalog = await self.reading(self.library.everything)
        await self.find()

    async def refresh_posts(self) -> None:
        """Read what changed, at once."""
        if await self.reading(self.library.has_changed):
            await self.reload()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Follow what is typed: titles at once, all else after a rest."""
        if event.input is self.query_line and (typed := self._parsed(event.value)):
            self.start_work(partial(self._follow, typed), "find")

    def action_keep_query(self) -> None:
        """Keep what was typed and go to the list; a fault in it is named again."""
        self.give_keys(self.posts)
        self._parsed(self.query_line.value)

    def action_drop_query(self) -> None:
        """Take back what was typed and go to the list."""
        self.query_line.take_back()
        self.give_keys(self.posts)

    def action_move(self, by: int) -> None:
        """Move the cursor by some posts."""
        self.posts.move(by)
        self._drop_message()

    def action_move_page(self, by: int) -> None:
        """Move the cursor by some screens."""
        self.posts.move_page(by)
        self._drop_message()

    def action_move_to(self, place: int) -> None:
        """Move the cursor to a place; -1 is the last."""
        self.posts.move_to(place)
        self._drop_message()

    async def _follow(self, typed: TypedQuery) -> None:
        self._show_titles(typed.query)
        await asyncio.sleep(self.REST)
        await self._show_all(typed)
        self.posts.put_on_first()

    async def find(self) -> None:
        """Show what matches the query; one with a fault leaves the one before it."""
        typed = self._typed or self._parsed(self.query_line.value)
        if typed is not None:
            self._show_titles(typed.query, keep=True)
            await self._show_all(typed)

    def _parsed(self, text: str) -> TypedQuery | None:
        """Parse the query that is shown; None with a fault, which is named and underlined."""
        try:
            self._typed = TypedQuery(self.host.query(text), text)
        except BlogError as error:
            if isinstance(error, QueryError) and error.text == text:  # not that of a saved query
                self.query_line.underline(error.start, error.end)
            else:
                self.query_line.underline()
            self.tell(f"{error}; {error.hint}" if error.hint else str(error), "dim")
            return None
        self.query_line.underline()
        self.tell()
        return self._typed

    def _show_titles(self, query: Query, *, keep: bool = False) -> None:
        """Show the posts whose titles have the words of a query that is nothing but words.

        Where no title has them, the list stays until texts were searched too, unless that is long.
        """
        if query == EVERYTHING:
            self._show(range(len(self.catalog)))
            return
        words = None if keep else only_words(query)
        rows = self.catalog.with_words([word.text for word in words]) if words else []
        if rows or (words and self.library.is_indexing):
            self._show(rows)

    async def _show_all(self, typed: TypedQuery) -> None:
        """Show the posts that match, the words also looked for in bodies."""
        catalog, query = self.catalog, typed.query
        if query == EVERYTHING:
            return
        if words := only_words(query):
            rows = {*catalog.with_words([word.text for word in words])}
            rows |= {*catalog.rows(await self.reading(partial(self.library.with_bodies, words)))}
        else:
            try:
                found = await self.reading(partial(self.library.selected, typed.text))
            except BlogError as error:
                self.tell(str(error), "dim")
                return
            rows = {*catalog.rows(found)}
        if catalog is self.catalog:
            self._show(sorted(rows))

    def _show(self, rows: Sequence[int]) -> None:
        self.posts.show(self.catalog, rows)
        self._count()

    def _count(self, more: str = "") -> None:
        """Show how many posts the list has, of how many, and how many are marked."""
        total = max(len(self.catalog), self.start.total if not self.posts.marks else 0)
        shown = len(self.posts.rows)
        is_all = shown == len(self.catalog)
        text = f"{total:,}" if is_all else f"{shown:,} of {total:,}"
        if marked := len(self.posts.marks):
            hidden = self.posts.hidden_marks()
            text = f"{marked:,} marked{f', {hidden:,} hidden' * bool(hidden)} · {text}"
        self.screen_stack[0].query_one("#count", Label).update(more or text)

    def _step(self, done: int, total: int) -> None:
        """Show how far a long reading is. Called by another thread."""
        if self.is_leaving:
            raise _Leaving
        if done % 500 == 0:
            doing = "titles only · indexing texts" if self.library.is_indexing else "reading"
            self.call_from_thread(self._count, f"{doing} {done:,} of {total:,}")

    def _drop_message(self) -> None:
        """Take the message away: it was about what was done before."""
        if self.message:
            self.tell()

    def action_search(self) -> None:
        """Give the keys to the query line."""
        self.query_line.begin()
        self.give_keys(self.query_line)

    def action_mark(self) -> None:
        """Mark the post, or unmark it."""
        self.posts.toggle()
        self._drop_message()
        self._count()

    def action_mark_all(self) -> None:
        """Mark all posts of the list, or none."""
        self.posts.toggle_all()
        self._count()


class _Leaving(Exception):
    """The screen ends while posts are read."""
