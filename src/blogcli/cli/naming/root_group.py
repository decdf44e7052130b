"""The group of all commands, which also knows the user's own aliases and common synonyms."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from blogcli.cli.click_ext import LazyGroup
from blogcli.errors import BlogError, UsageError

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from blogcli.cli.naming.aliases import Aliases


class RootGroup(LazyGroup):
    """All commands of `blog`; a command's own name wins over an alias of the user."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command's name, the command and its arguments; raises UsageError."""
        name = args[0]
        if name not in self._by_name and not name.startswith("-"):
            args = self._meant(ctx, name, args)
        return super().resolve_command(ctx, args)

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
            return f"did you mean `blog {meant}`?" if meant else "`blog` alone shows how it stands"
        return did_you_mean(name, [*self._by_name, *own]) or (
            f"`{ctx.command_path} --help` lists all commands"
        )

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands by section, and then the user's own."""
        from blogcli.cli.naming.aliases import alias_text

        super().format_commands(ctx, formatter)
        if rows := [(name, alias_text(words)) for name, words in self._own(ctx).items()]:
            with formatter.section("Your own"):
                formatter.write_dl([(name, self._about(name, words)) for name, words in rows])

    def _about(self, name: str, words: str) -> str:
        return f"not used: `{name}` is a command" if name in self._by_name else words

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
