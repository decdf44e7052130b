"""The shells that are completed in: click's own classes, mended for values that hold anything."""

from __future__ import annotations

from typing import ClassVar

from click.shell_completion import (
    CompletionItem,
    FishComplete,
    ZshComplete,
    add_completion_class,
)

from blogcli.cli.bash import Bash as Bash


@add_completion_class
class Zsh(ZshComplete):
    """`_describe` ends a value at a colon, unless a backslash stands before it."""

    name: ClassVar[str] = "zsh"

    def format_completion(self, item: CompletionItem) -> str:
        if item.help:
            item = CompletionItem(item.value.replace("\\", "\\\\"), item.type, item.help)
        return super().format_completion(item)


@add_completion_class
class Fish(FishComplete):
    """A value may hold commas, at the first of which an answer is parted."""

    name: ClassVar[str] = "fish"
    source_template: ClassVar[str] = FishComplete.source_template.replace(
        'string split ","', 'string split --max 1 ","'
    )
