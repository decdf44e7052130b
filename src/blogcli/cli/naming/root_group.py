"""The group of all commands, which also knows the user's own aliases and common synonyms."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

from blogcli.cli.click_ext import BlogGroup, CommandSpec
from blogcli.errors import BlogError, UsageError

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from blogcli.cli.naming.aliases import Aliases


class RootGroup(BlogGroup):
    """All commands of `blog`; a command's own name wins over an alias of the user.

    They are listed by section, and a command's module is imported only when it is called.
    """

    def __init__(self, entries: Sequence[CommandSpec], package: str, **attrs: Any) -> None:  # noqa: ANN401
        super().__init__(**attrs)
        self._entries = entries
        self._package = package
        self._by_name = {name: entry for entry in entries for name in (entry.name, *entry.aliases)}

    @property
    def names(self) -> Collection[str]:
        """Return the names of all commands, aliases too."""
        return self._by_name.keys()

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands, aliases too."""
        return list(self._by_name)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return a command; None if there is none of that name."""
        entry = self._by_name.get(cmd_name)
        if entry is None:
            return None
        command = import_module(f"{self._package}.{entry.module}").command
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command's name, the command and its arguments; raises UsageError."""
        name = args[0]
        if name not in self._by_name and not name.startswith("-"):
            args = self._meant(ctx, name, args)
        _, command, rest = super().resolve_command(ctx, args)
        # The usage line shows the command's own name, not the alias.
        return self._by_name[args[0]].name, command, rest

    def _meant(self, ctx: click.Context, name: str, args: list[str]) -> list[str]:
        """Return the words that an alias stands for; raises UsageError for another word."""
        from blogcli.cli.naming.aliases import expanded, own_aliases

        own = own_aliases(ctx.obj.environ) if ctx.obj else {}
        if name not in own:
            raise UsageError(f"unknown command '{name}'", self._hint(ctx, name, own))
        words = expanded(name, args[1:], own, self._by_name)
        ctx.obj.words = (*ctx.obj.words[: len(ctx.obj.words) - len(args)], *words)
        return words

    def _hint(self, ctx: click.Context, name: str, own: Aliases) -> str:
        from blogcli.cli.naming.synonyms import SYNONYMS
        from blogcli.posts.text.suggest import did_you_mean

        meant = SYNONYMS.get(name.lower())
        if meant is not None:
            return (
                f"did you mean `blog {meant}`?"
                if meant
                else "`blog` alone shows how the blog stands"
            )
        return did_you_mean(name, [*self._by_name, *own]) or (
            f"`{ctx.command_path} --help` lists all commands"
        )

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands by section, and then the user's own."""
        from blogcli.cli.naming.aliases import alias_text

        sections: dict[str, list[tuple[str, str]]] = {}
        for entry in self._entries:
            names = ", ".join((entry.name, *entry.aliases))
            sections.setdefault(entry.section, []).append((names, entry.help))
        for name, words in self._own(ctx).items():
            is_command = name in self._by_name
            about = f"not used: `{name}` is a command" if is_command else alias_text(words)
            sections.setdefault("Your own", []).append((name, about))
        for section, rows in sections.items():
            with formatter.section(section):
                formatter.write_dl(rows)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Complete a command, its other names, or an alias of the user."""
        from click.shell_completion import CompletionItem

        from blogcli.cli.naming.aliases import alias_text

        known = {name: entry.help for name, entry in self._by_name.items()}
        own = {name: alias_text(words) for name, words in self._own(ctx).items()}
        names = [
            CompletionItem(name, help=about)
            for name, about in (own | known).items()
            if name.startswith(incomplete)
        ]
        return [*names, *click.Command.shell_complete(self, ctx, incomplete)]

    def _own(self, ctx: click.Context) -> Aliases:
        """Return the user's aliases; none if their file cannot be read."""
        from blogcli.cli.naming.aliases import own_aliases

        try:
            return own_aliases(ctx.obj.environ) if ctx.obj else {}
        except (BlogError, OSError):
            return {}
