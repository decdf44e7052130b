"""The picker: choose posts on a terminal where a command was given none."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from blogcli.cli.app import App
from blogcli.errors import BlogError, Canceled, NotFound

if TYPE_CHECKING:
    from blogcli.posts.model.summary import Summary

_SHOWN = 20
"""How many posts the numbered list has."""

_NUMBERS = re.compile(r"\d{1,4}(?:[ ,]+\d{1,4})*")


def pick(
    app: App, posts: Sequence[Summary], narrow: Callable[[str], Sequence[Summary]]
) -> list[Summary]:
    """Return the posts that the user chooses of these, in fzf or from a numbered list.

    `narrow` returns those that match a query. Raises NotFound for no posts, Canceled for no choice.
    """
    from blogcli.cli.choosing.fzf import find_fzf, pick_in_fzf

    if not posts:
        raise NotFound("there is no post to choose from", "`blog list` lists all posts")
    fzf = find_fzf(app)
    chosen = pick_in_fzf(app, fzf, posts) if fzf else None
    if chosen is None:
        chosen = _from_list(app, posts, narrow)
    if not chosen:
        raise Canceled("No post chosen")
    return chosen


def _from_list(
    app: App, posts: Sequence[Summary], narrow: Callable[[str], Sequence[Summary]]
) -> list[Summary]:
    _show(app, posts)
    while answer := app.terminal.ask("Number, or words to narrow the list (Enter: none): "):
        shown = posts[:_SHOWN]
        words = re.split("[ ,]+", answer) if _NUMBERS.fullmatch(answer) else []
        numbers = [int(word) for word in words]
        if numbers and all(1 <= number <= len(shown) for number in numbers):
            return [shown[number - 1] for number in dict.fromkeys(numbers)]
        try:
            found = narrow(answer)
        except BlogError as error:
            app.terminal.error(str(error))
            app.terminal.hint(error.hint)
            continue
        if found:
            posts = found
            _show(app, posts)
        else:
            app.terminal.say(f"No post matches {answer!r}; the list above stays")
    return []


def _show(app: App, posts: Sequence[Summary]) -> None:
    from blogcli.output.cell_width import cut
    from blogcli.output.posts.pick_list import pick_label
    from blogcli.output.text_table import post_count

    shown = posts[:_SHOWN]
    for number, post in enumerate(shown, 1):
        app.terminal.say(cut(f"{number:>2}  {pick_label(post, app.now)}", app.terminal.width))
    app.terminal.say(post_count(len(shown), len(posts)), "dim")
