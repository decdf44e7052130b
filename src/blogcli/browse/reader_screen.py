"""The reader: the page of the post under the cursor, kept up with its file."""

from __future__ import annotations

import asyncio
import os
import re
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from blogcli.browse.catalog import PostLine
from blogcli.browse.library import words_in_text
from blogcli.browse.lines_view import LinesView
from blogcli.browse.list_screen import ListScreen
from blogcli.browse.post_list import PostList
from blogcli.browse.windows import ChoiceWindow
from blogcli.errors import BlogError, Unreadable
from blogcli.output.page.page import render_page
from blogcli.output.terminal import paint, visible
from blogcli.posts.links.model import TooManyLinks
from blogcli.posts.links.parse import few_links
from blogcli.posts.model.summary import Summary
from blogcli.posts.search.snippets import word_hits
from blogcli.posts.text.code_mask import mask_code
from blogcli.store.index.stamps import stamps

if TYPE_CHECKING:
    from blogcli.store.blog.blog import Blog

_CODES = re.compile(r"\x1b\[[0-9;]*m|\x1b\]8;[^\x1b]*\x1b\\")
_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(.+?)[ \t#]*")
_MOST_HEADINGS = 500
_MOST_RAW = 4000
"""Characters shown of a file that cannot be read as a post."""


class Page(NamedTuple):
    """A rendered post, and the headings of its body; `post` is None for one with a problem."""

    lines: Sequence[str]
    headings: Sequence[tuple[int, str]] = ()
    post: Summary | None = None


class ReaderScreen(ListScreen):
    """The screen with a reader; `WATCH` is how long between two looks at the file it shows."""

    WATCH = 0.3

    def __init__(self, blog: Blog, *args: object) -> None:
        super().__init__(*args)  # type: ignore[arg-type]
        self._blog = blog
        self._page = Page(())
        self._stamp = (b"", b"")

    def on_mount(self) -> None:
        """Show the first post, and look at its file from time to time."""
        self.set_interval(self.WATCH, self._watch_file)

    def on_lines_view_resized(self, event: LinesView.Resized) -> None:
        """Render the page for its new width."""
        if len(self.screen_stack) == 1:
            self._read(keep_place=True)

    def on_post_list_moved(self, event: PostList.Moved) -> None:
        """Show the post under the cursor."""
        self._read()

    def _show(self, rows: Sequence[int]) -> None:
        super()._show(rows)
        words = words_in_text(self._typed.query) if self._typed else ()
        if words != self.reader.words:
            self.reader.highlight(words)
            self._go_to_word()

    def _go_to_word(self) -> None:
        """Scroll to the first word of the query that is on the page, if the title has none."""
        page, current, words = self._page, self.posts.current, self.reader.words
        if not words or not page.post or not current or page.post.path != current.path:
            return
        if not word_hits(page.post.title, words):
            plain = (_CODES.sub("", line) for line in page.lines)
            first = next((at for at, line in enumerate(plain) if word_hits(line, words)), 0)
            height = self.reader.size.height
            self.reader.scroll_to(y=first - height // 3 if first >= height else 0, animate=False)

    def _read(self, *, keep_place: bool = False) -> None:
        work = partial(self._show_page, keep_place=keep_place)
        self.start_work(work, "page")

    async def _show_page(self, *, keep_place: bool) -> None:
        await asyncio.sleep(0)  # the list is drawn first
        post, width = self.posts.current, self.reader.scrollable_content_region.width
        if post is None or width < 1:
            self._page = Page(())
        else:
            self._stamp = self._stamp_of(post.path)
            self._page = await self.rendering(partial(self._rendered, post, max(20, width)))
        self.reader.show_lines(self._page.lines, keep_place=keep_place)
        if not keep_place:
            self._go_to_word()
        changed = self._page.post
        if changed is not None and self.catalog.replace(changed):
            self.posts.refresh()

    def _rendered(self, post: PostLine, width: int) -> Page:
        """Return the page of a post, or its problem and its text."""
        try:
            read = self._blog.read(post.path)
            if read.problem is not None:
                raise read.problem.error(post.path)
        except Unreadable as error:
            return Page(self._problem(error))
        located = read._replace(summary=self._blog.addresses.with_url(read.summary))
        text = render_page(located, now=self.now, width=width, colour=self.look.colour)
        lines = self.host.themed(text).split("\n")
        return Page(lines, _headings(read.body, lines), read.summary)

    def _problem(self, error: Unreadable) -> list[str]:
        lines = [paint("! ", "bold red") + visible(str(error)), visible(error.hint), ""]
        try:
            text = self._blog.places.place(error.path).read_text("utf-8", "replace")
        except (OSError, BlogError):
            text = ""
        return lines + visible(text[:_MOST_RAW], newline=True).split("\n")

    def _stamp_of(self, path: str) -> tuple[bytes, bytes]:
        return os.fsencode(path), stamps(os.fsencode(self._blog.place), [os.fsencode(path)])

    def _watch_file(self) -> None:
        """Show the post again if its file changed."""
        post = self.posts.current
        if post is not None and self._stamp[0] and self._stamp_of(post.path) != self._stamp:
            self._read(keep_place=True)

    async def choose_link(self) -> None:
        """Let the user choose a link of the post, and open it in the browser."""
        post = self.posts.current
        links = self._links(post.path) if post else {}
        if not links:
            self.tell("this post has no links to the web", "dim")
            return
        lines = [f"{text}  {url}" if text else url for url, text in links.items()]
        chosen = await self.push_screen_wait(ChoiceWindow("open a link", lines))
        if chosen is not None:
            url = [*links][chosen]
            with self.suspend():
                opened = self.host.open_page(url)
            self.tell(f"opening {url}" if opened else f"no browser opened {url}")

    def _links(self, path: str) -> dict[str, str]:
        """Return the addresses on the web that a post links to, with the text of each link."""
        try:
            found = few_links(self._blog.read(path).body)
        except (Unreadable, TooManyLinks):
            return {}
        shown = (one for one in found if one.origin.startswith("http"))
        return {
            visible(
                f"{one.origin}{one.target}{one.query}{'#' * bool(one.anchor)}{one.anchor}"
            ): visible(" ".join((one.text or "").split()))
            for one in shown
        }

    async def action_contents(self) -> None:
        """Let the user choose a heading to go to."""
        self.start_work(self._choose_heading, "window")

    async def _choose_heading(self) -> None:
        headings = self._page.headings
        if not headings:
            self.tell("this post has no headings", "dim")
            return
        chosen = await self.push_screen_wait(
            ChoiceWindow("contents", [text for _, text in headings])
        )
        if chosen is not None:
            self.reader.focus()
            self.reader.scroll_to(y=headings[chosen][0], animate=False)


def _headings(body: str, lines: Sequence[str]) -> list[tuple[int, str]]:
    """Return the headings of a body: the line of the page that each is in, and its text."""
    plain = [_CODES.sub("", line).strip() for line in lines]
    found: list[tuple[int, str]] = []
    at = 0
    for line in mask_code(body).split("\n"):
        match = _HEADING.fullmatch(line)
        if match is None or len(found) == _MOST_HEADINGS:
            continue
        text = re.sub(r"[*_`]|\{#[^}]*\}|\[|\]\([^)]*\)", "", match[2]).strip()
        start = " ".join(text.split())[:20]
        place = next(
            (n for n in range(at, len(plain)) if start and plain[n].startswith(start)), None
        )
        if place is not None:
            found.append((place, "  " * (len(match[1]) - 1) + visible(text)))
            at = place + 1
    return found
