"""Completion in bash, zsh and fish: click's classes, fixed for values with any characters."""

from __future__ import annotations

from typing import ClassVar

from click.shell_completion import (
    CompletionItem,
    FishComplete,
    ZshComplete,
    add_completion_class,
)

from blogcli.cli.completion.bash import Bash

__all__ = ["Bash", "Fish", "Zsh"]


@add_completion_class
class Zsh(ZshComplete):
    """Completion for zsh, where `_describe` ends a value at an unescaped colon."""

    name: ClassVar[str] = "zsh"

    def format_completion(self, item: CompletionItem) -> str:
        """Return a completion with its backslashes escaped, if it has a description."""
        if item.help:
            item = CompletionItem(item.value.replace("\\", "\\\\"), item.type, item.help)
        return super().format_completion(item)


@add_completion_class
class Fish(FishComplete):
    """Completion for fish that splits an answer only at the first comma."""

    name: ClassVar[str] = "fish"
    source_template: ClassVar[str] = FishComplete.source_template.replace(
        'string split ","', 'string split --max 1 ","'
    )
