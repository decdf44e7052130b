"""The screen of `blog browse`: its keys, each of which runs a command of `blog`."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import CancelledError, Future
from functools import partial
from typing import ClassVar

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.events import Key

from blogcli.browse.catalog import PostLine
from blogcli.browse.commands import (
    KEYS,
    MOVES,
    QUERY_KEYS,
    answer_words,
    call_on,
    post_names,
    split_words,
)
from blogcli.browse.host import CommandCall, Proposal, Ran
from blogcli.browse.reader_screen import ReaderScreen
from blogcli.browse.windows import DiffWindow, PromptWindow, TagSuggester, TextWindow, Verdict
from blogcli.errors import Canceled, ExitCode, UsageError
from blogcli.output.cell_width import cut
from blogcli.output.diff import render_diff
from blogcli.output.terminal import visible
from blogcli.posts.text.counted import counted

_BY_KEY = {key.key: key for key in KEYS}
_IN_QUERY = frozenset(QUERY_KEYS.values())
_IN_LIST = frozenset(("mark", *(move.partition("(")[0] for move in MOVES.values())))
_ACTIONS = _IN_QUERY | _IN_LIST | {"back", *(key.action for key in KEYS)}
_ON_TERMINAL = frozenset(("edit", "open", "serve", "build", "import", "init"))
"""Commands that need the whole terminal."""


class Browser(ReaderScreen):
    """The whole screen."""

    # Before all others, and so in the order in which keys were pressed: what is typed right after
    # `/` or `t` is for the line that they open.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(keys, action, priority=True, show=False)
        for keys, action in (
            *QUERY_KEYS.items(),
            *MOVES.items(),
            *((key.key, key.binding) for key in KEYS),
            ("escape", "back"),
        )
    ]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return whether a key of the screen counts now: not where something is typed or open."""
        if action in ("interrupt", "other_pane"):
            return True
        if action not in _ACTIONS:
            return super().check_action(action, parameters)
        if len(self.screen_stack) > 1 or self._is_commanding:
            return False
        if action in _IN_QUERY:
            return self.focused is self.query_line
        if action in _IN_LIST:  # in the reader these keys scroll
            return self.focused is self.posts
        return self.focused is not self.query_line

    def on_key(self, event: Key) -> None:
        """Say so where a key does nothing."""
        if event.is_printable and len(self.screen_stack) == 1 and not self._is_commanding:
            self.tell(f"{event.character} does nothing here · ? shows all keys", "dim")

    def _chosen(self) -> list[PostLine]:
        """Return the marked posts in the order of the blog, or else the one under the cursor."""
        posts = self.posts
        if posts.marks:
            return [self.catalog[row] for row in self.catalog.rows(posts.marks)]
        return [posts.current] if posts.current else []

    def action_read(self) -> None:
        """Pick posts, or read the one under the cursor."""
        if not self.start.picks:
            self.give_keys(self.reader)
        elif chosen := self._chosen():
            self.leave(post_names(chosen, self.catalog))

    def action_leave(self) -> None:
        """Go back to the list, or leave."""
        if self.focused is self.reader:
            self.give_keys(self.posts)
        else:
            self.leave()

    async def action_back(self) -> None:
        """Go back to the list, or take back one thing of it: message, query, marks; or leave."""
        if self.focused is not self.posts:
            self.action_leave()
        elif self.message:
            self.tell()
        elif self.query_line.value:
            self.query_line.value = ""
        elif self.posts.marks:
            self.posts.unmark()
            self._count()
        else:
            self.leave()

    def action_help(self) -> None:
        """Show all keys."""
        widest = max(len(key.shown) for key in KEYS)
        lines = [f"{key.shown:<{widest}}  {key.does}" for key in KEYS]
        lines += ["", "Commands act on the marked posts, else on the one with the cursor."]
        self.push_screen(TextWindow("keys", lines))

    def action_copy(self) -> None:
        """Copy the slugs to the clipboard of the terminal."""
        if slugs := [post.slug for post in self._chosen()]:
            self.copy_to_clipboard("\n".join(slugs))
            self.tell(f"copied {slugs[0] if len(slugs) == 1 else f'{len(slugs)} slugs'}")

    async def action_command(self, key: str) -> None:
        """Run the command of a key, after its question."""
        chosen, action = self._chosen(), _BY_KEY[key]
        if not chosen:
            self.tell("no post", "dim")
            return

        def run(answer: str) -> None:
            try:
                words = answer_words(action.command, answer)
            except UsageError as error:
                self.tell(f"{error}; {error.hint}", "red")
            else:
                self._work(partial(self._run_words, [action.command, *words]))

        if not action.question:
            run("")
            return
        value = chosen[0].slug if action.command == "rename" else ""
        suggester = TagSuggester(lambda: self.catalog.tags()) if action.command == "tag" else None
        asked = f"{action.command} {_counted(chosen)}{f', {action.question}' * bool(value)}:"
        await self.ask(PromptWindow(asked, action.question, value, suggester), run)

    async def action_new(self, key: str) -> None:
        """Ask for a title, create the post and open it in the editor."""
        await self.ask(
            PromptWindow("new post:", "title"),
            lambda title: self._work(partial(self._create, title)),
        )

    def action_edit(self) -> None:
        """Edit the posts on the terminal."""
        self._work(partial(self._run_words, ["edit"]))

    def action_open(self) -> None:
        """Open the posts in the browser, or a link of the one that is read."""
        in_reader = self.focused is self.reader
        self._work(self.choose_link if in_reader else partial(self._run_words, ["open"]))

    def action_undo(self) -> None:
        """Undo the last command."""
        self._work(partial(self._run, CommandCall(("undo",)), "R does it again"))

    def action_redo(self) -> None:
        """Redo what was undone."""
        self._work(partial(self._run, CommandCall(("redo",)), "u takes it back"))

    def action_history(self) -> None:
        """Show the commands that changed the blog."""
        self._work(partial(self._run, CommandCall(("history", "-n", "200"))))

    def action_check(self) -> None:
        """Show the problems of the posts."""
        paths = ",".join(f'"{post.path}"' for post in self._chosen())
        if paths:
            self._work(partial(self._run, CommandCall(("check", f"path:{paths}"))))

    async def action_any(self) -> None:
        """Ask for a command and run it."""
        prompt = PromptWindow(
            f"on {_counted(self._chosen())}: blog",
            "any command; name other posts, or it is for these",
        )
        await self.ask(prompt, self._run_typed)

    def _work(self, work: Callable[[], Awaitable[object]]) -> None:
        """Run a command, one at a time; until its window opens, keys do nothing."""
        self.start_work(work, "command")

    async def _create(self, title: str) -> None:
        ran = await self._run(CommandCall(("new", title.strip(), "--no-edit")))
        if ran is not None and ran.code == 0 and ran.out.strip():
            await self._run_here(["edit", ran.out.strip()])

    def _run_typed(self, answer: str) -> None:
        try:
            words = split_words(answer)
        except UsageError as error:
            self.tell(f"{error}; {error.hint}", "red")
            return
        words = words[1:] if words[:1] == ["blog"] else words
        if words and words[0] == "browse":
            self.tell("this is `blog browse` already", "dim")
        elif words:
            self._work(partial(self._run_words, words, is_typed=True))

    def _names_posts(self, words: Sequence[str]) -> bool:
        return self.host.names_posts(words, self.catalog.has_named)

    async def _run_words(self, words: Sequence[str], *, is_typed: bool = False) -> None:
        """Run a command on the chosen posts, or on those that its words name."""
        takes = self.host.takes(words[0])
        chosen = [] if is_typed and self._names_posts(words) else self._chosen()
        try:
            call = call_on(words, takes, chosen, self.catalog)
        except UsageError as error:
            self.tell(f"{error}; {error.hint}", "red")
            return
        if words[0] in _ON_TERMINAL and not call.given:
            await self._run_here(call.words)
        else:
            await self._run(call, "u takes it back")

    async def _run_here(self, words: Sequence[str]) -> None:
        """Run a command on the terminal, and come back."""
        with self.suspend():
            ran = self.host.run_on_terminal(words)
        self.refresh(layout=True)
        await self.refresh_posts()
        self._report(words, ran, "")

    async def _run(self, call: CommandCall, after: str = "") -> Ran | None:
        """Run a command: its change is shown before, and what it says after."""
        self.tell(f"{self.host.line(call.words)} …", "dim")
        width = max(40, self.size.width - 4)
        changed = [False]
        decide = partial(self._decide, call, changed)
        ran = await self.running(partial(self.host.run, call, width, decide))
        if self.is_leaving:
            return None
        self._report(call.words, ran, after if changed[0] else "")
        if changed[0]:
            self.start_work(self.refresh_posts, "refresh")
        return ran

    def _decide(self, call: CommandCall, changed: list[bool], proposal: Proposal) -> str | None:
        """Show a change and wait for the decision. Called by the thread of the command."""
        decided: Future[object] = Future()
        self._open.add(decided)
        colored = render_diff(proposal.patch, self.look.colour)
        lines = self.host.themed(colored).splitlines() if proposal.patch else ["nothing changes"]
        title, said = self.host.line(call.words), proposal.said.splitlines()
        files = sum(line.startswith("diff --git ") for line in proposal.patch.splitlines())
        window = DiffWindow(title, said, lines, files, saves=proposal.saves)
        try:
            self.call_from_thread(self.push_screen, window, decided.set_result)
            verdict = decided.result()
        except (CancelledError, RuntimeError):
            verdict = None
        finally:
            self._open.discard(decided)
        if not isinstance(verdict, Verdict) or not (verdict.applies or verdict.plan):
            raise Canceled("nothing changed")
        changed[0] = verdict.applies
        return verdict.plan or None

    def _report(self, words: Sequence[str], ran: Ran, after: str) -> None:
        """Show what a command wrote: a line in the last line of the screen, more in a window."""
        said = [line for line in ran.said.splitlines() if line.strip()]
        if ran.out.strip() and words[0] != "new":
            lines = [*self.host.themed(ran.out).rstrip("\n").split("\n"), *map(visible, said)]
            self.tell()
            self.push_screen(TextWindow(self.host.line(words), lines))
        elif len(said) > 2:
            self.tell()
            self.push_screen(TextWindow(self.host.line(words), [*map(visible, said)]))
        else:
            failed = ran.code not in (ExitCode.DONE, ExitCode.FINDINGS)
            failed = failed and said[:1] != ["nothing changed"]
            after = f" · {after}" if after and not failed else ""
            line = visible(" · ".join(said))
            if after:
                line = cut(line, max(20, self.size.width - 2 - len(after)))
            self.tell(Text(line + after, "red" if failed else ""))


def _counted(posts: Sequence[PostLine]) -> str:
    """Return the slug of one post, or how many they are."""
    return posts[0].slug if len(posts) == 1 else counted(len(posts), "post", form=",")
