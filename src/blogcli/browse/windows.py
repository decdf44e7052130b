"""The windows over the screen: a change to decide on, text to read, a line to type, a choice."""

import re
from collections.abc import Callable, Sequence
from typing import ClassVar, NamedTuple, TypeVar

from rich.cells import chop_cells
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.suggester import Suggester
from textual.widgets import Input, Label, Static

from blogcli.browse.lines_view import LinesView
from blogcli.output.cell_width import cell_width, cut
from blogcli.output.terminal import visible
from blogcli.posts.text.counted import counted

Answer = TypeVar("Answer")

_DECIDE = (("Enter", "apply"), ("Esc", "cancel"), ("w", "save as a plan"))
_CLOSE = (("Esc", "close"),)

_LEAST_HEIGHT = 8
"""Lines that a window has at least, if it has so much to show."""


def line_of_keys(pairs: Sequence[tuple[str, str]], width: int, last: int = 0) -> Text:
    """Return keys with what they do, as many as fit the width; the `last` ones stay."""
    shown = [*pairs]
    while (
        len(shown) > last + 1 and sum(len(key) + len(does) + 3 for key, does in shown) > width + 2
    ):
        del shown[-last - 1]
    text = Text(no_wrap=True, end="")
    for key, does in shown:
        text.append("  " if text else "").append(key, "bold cyan").append(f" {does}", "dim")
    return text


_PAINTED = re.compile(r"(\x1b\[[0-9;]*m)?([^\x1b]*)(\x1b\[0m)?")


def fold(lines: Sequence[str], width: int) -> list[str]:
    """Return lines of which each fits the width; one in several styles stays, to be cut."""
    folded = []
    for line in lines:
        is_short = line.isascii() and len(line) <= width
        match = None if is_short else _PAINTED.fullmatch(line)
        if match is None or cell_width(match[2]) <= width:
            folded.append(line)
        else:
            start, text, end = match.groups("")
            folded += [f"{start}{part}{end}" for part in chop_cells(text, width)]
    return folded


class Verdict(NamedTuple):
    """What the user decided on a change: apply it, save it as a plan file, or neither."""

    applies: bool = False
    plan: str = ""


class LinesWindow(ModalScreen[Answer]):
    """Some lines under a title, with some more lines `around` them."""

    def __init__(self, title: str, lines: Sequence[str], around: int = 3) -> None:
        super().__init__()
        self._title = title
        self._lines = lines
        self._around = around

    def on_mount(self) -> None:
        """Show the title; one that does not fit stands whole above the lines too."""
        window = self.query_one(".window")
        window.border_title = Text(visible(cut(self._title, max(20, self.size.width - 8))))
        if cell_width(visible(self._title)) > self.size.width - 6:
            self._lines = [visible(self._title), "", *self._lines]
        self._fit(len(self._lines))

    def on_lines_view_resized(self, event: LinesView.Resized) -> None:
        """Fold long lines."""
        view = self.query_one(LinesView)
        folded = fold(self._lines, max(10, view.scrollable_content_region.width))
        view.show_lines(folded, keep_place=True)
        self._fit(len(folded))

    def _fit(self, lines: int) -> None:
        """Be as high as so many lines, and what is around them."""
        height = min(lines + self._around, max(_LEAST_HEIGHT, self.size.height - 2))
        self.query_one(".window").styles.height = height


class TextWindow(LinesWindow[None]):
    """Shows the output of a command under its command line."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,enter", "dismiss(None)", show=False)]

    def compose(self) -> ComposeResult:
        """Lay the window out."""
        with Vertical(classes="window"):
            yield LinesView(self._lines, id="text")
            yield Static(line_of_keys(_CLOSE, 40), classes="keys")


class DiffWindow(LinesWindow[Verdict]):
    """Shows what a command will change, under its command line, and asks what to do."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "dismiss_with(True)", show=False),
        Binding("escape,q", "dismiss_with(False)", show=False),
        Binding("w", "plan", show=False),
    ]

    def __init__(
        self, title: str, said: Sequence[str], lines: Sequence[str], files: int, *, saves: bool
    ) -> None:
        super().__init__(title, lines, len(said) + 3)
        self._said = said
        self._files = files
        self._saves = saves

    def compose(self) -> ComposeResult:
        """Lay the window out."""
        keys = _DECIDE if self._saves else _DECIDE[:2]
        with Vertical(classes="window"):
            if self._said:
                yield Static(Text("\n".join(self._said), "yellow"), classes="said")
            yield LinesView(self._lines, id="text")
            yield Static(line_of_keys(keys, 60), classes="keys")
            yield Horizontal(Label("plan file: "), Input("plan.json", compact=True), id="plan")

    def on_mount(self) -> None:
        """Name the number of files, and hide the line for a plan."""
        if self._files:
            files = counted(self._files, "file", form=",")
            self.query_one(".window").border_subtitle = files
        self.query_one("#plan").display = False
        self.query_one(LinesView).focus()

    def action_dismiss_with(self, applies: bool) -> None:
        """Close the window with a decision; where a file name is typed, go back to the change."""
        plan = self.query_one("#plan")
        if plan.display:
            plan.display = False
            self.query_one(".keys").display = True
            self.query_one(LinesView).focus()
        elif self.is_current:
            self.dismiss(Verdict(applies))

    def action_plan(self) -> None:
        """Ask for the name of a plan file."""
        if self._saves:
            self.query_one(".keys").display = False
            self.query_one("#plan").display = True
            self.query_one(Input).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Save the change as a plan."""
        event.stop()
        if event.value.strip() and self.is_current:
            self.dismiss(Verdict(plan=event.value.strip()))


class PromptWindow(ModalScreen[str | None]):
    """Asks for a line at the bottom of the screen; None for Esc."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", show=False)]

    def __init__(
        self, question: str, hint: str = "", value: str = "", suggester: Suggester | None = None
    ) -> None:
        super().__init__()
        self._question = question
        self._hint = hint
        self._value = value
        self._suggester = suggester

    def compose(self) -> ComposeResult:
        """Lay the line out."""
        with Horizontal(id="prompt"):
            yield Label(Text(visible(self._question) + " "), id="question")
            yield Input(
                self._value,
                placeholder=self._hint,
                compact=True,
                suggester=self._suggester,
                select_on_focus=False,
            )

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Return what was typed."""
        event.stop()
        if self.is_current:  # Enter may come twice
            self.dismiss(event.value)


class ChoiceWindow(LinesWindow[int | None]):
    """Lets the user choose one of some lines; None for Esc."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "dismiss(None)", show=False)]

    def compose(self) -> ComposeResult:
        """Lay the window out."""
        from textual.widgets import OptionList

        with Vertical(classes="window"):
            yield OptionList(*map(Text, self._lines), compact=True)
            yield Static(line_of_keys((("Enter", "go there"), *_CLOSE), 40), classes="keys")

    def on_option_list_option_selected(self, event: object) -> None:
        """Return the place of the chosen line."""
        self.dismiss(int(getattr(event, "option_index", 0)))


class TagSuggester(Suggester):
    """Completes the last word with the tags of the blog, the most used first."""

    def __init__(self, all_tags: Callable[[], Sequence[str]]) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._all_tags = all_tags
        self._tags: Sequence[str] | None = None

    async def get_suggestion(self, value: str) -> str | None:
        """Return the line with its last tag completed.

        A tag of several words ends in a comma: without one, blanks part the tags.
        """
        has_commas = "," in value
        before = value.rpartition("," if has_commas else " ")[0]
        start = value[len(before) + bool(before) :].lstrip(" +-")
        if not start:
            return None
        if self._tags is None:
            self._tags = self._all_tags()
        for tag in self._tags:
            if tag.casefold().startswith(start.casefold()) and (
                has_commas or not before or " " not in tag
            ):
                ends = "," if " " in tag and not has_commas else ""
                return value + tag[len(start) :] + ends
        return None
