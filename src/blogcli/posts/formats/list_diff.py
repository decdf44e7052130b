"""The smallest change that turns one written list into another."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from blogcli.posts.model.values import Value
from blogcli.posts.text.text_edits import TextEdit


class Items(Protocol):
    """The items of a list as they stand in a text."""

    def span(self, item: int) -> tuple[int, int]:
        """Return the span of an item."""
        ...

    def insert(self, at: int, written: Sequence[str], newline: str) -> list[TextEdit]:
        """Return the changes that insert the written items before item `at`."""
        ...

    def remove(self, first: int, stop: int) -> list[TextEdit]:
        """Return the changes that remove the items from `first` up to `stop`."""
        ...


def list_changes(
    items: Items,
    old: list[Value],
    new: list[Value],
    write: Callable[[Value, int | None], str],
    newline: str,
) -> list[TextEdit]:
    """Return the changes that turn the old items into the new; only items that differ change.

    `write` returns a value's text; its second argument is the item that the value replaces, if any.
    """
    from difflib import SequenceMatcher

    # A repr distinguishes types, and is hashable where the value is not.
    matcher = SequenceMatcher(None, [*map(repr, old)], [*map(repr, new)], autojunk=False)
    changes: list[TextEdit] = []
    for kind, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        if kind == "equal":
            continue
        paired = min(old_end - old_start, new_end - new_start)
        for step in range(paired):
            written = write(new[new_start + step], old_start + step)
            changes.append(TextEdit(*items.span(old_start + step), written))
        if old_start + paired < old_end:
            changes += items.remove(old_start + paired, old_end)
        fresh = [write(value, None) for value in new[new_start + paired : new_end]]
        if fresh:
            changes += items.insert(old_start + paired, fresh, newline)
    return changes
