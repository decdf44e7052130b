"""A click group that imports a command's module only when that command is called."""

from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import NamedTuple

import click

from blogcli.cli.command import Group
from blogcli.errors import UsageError


class Entry(NamedTuple):
    """A command: its name, its module, one line of help, its section in the help, other names."""

    name: str
    module: str
    help: str
    section: str
    aliases: tuple[str, ...] = ()


class LazyGroup(Group):
    """A command group that lists its commands by section without importing them."""

    def __init__(self, entries: Sequence[Entry], package: str, **attrs: object) -> None:
        super().__init__(**attrs)  # type: ignore[arg-type]
        self.entries = entries
        self.package = package
        self._by_name: Mapping[str, Entry] = {
            name: entry for entry in entries for name in (entry.name, *entry.aliases)
        }

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands, aliases too."""
        return list(self._by_name)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return a command; None if there is none of that name."""
        entry = self._by_name.get(cmd_name)
        if entry is None:
            return None
        command = import_module(f"{self.package}.{entry.module}").command
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command's name, the command and its arguments; raises UsageError."""
        name = args[0]
        if name not in self._by_name and not name.startswith("-"):
            from blogcli.posts.closest import did_you_mean

            hint = (
                did_you_mean(name, self._by_name)
                or f"`{ctx.command_path} --help` lists all commands"
            )
            raise UsageError(f"unknown command '{name}'", hint)
        _, command, rest = super().resolve_command(ctx, args)
        # The usage line shows the command's own name, not the alias.
        return self._by_name[name].name, command, rest

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands by section."""
        sections: dict[str, list[tuple[str, str]]] = {}
        for entry in self.entries:
            names = ", ".join((entry.name, *entry.aliases))
            sections.setdefault(entry.section, []).append((names, entry.help))
        for section, rows in sections.items():
            with formatter.section(section):
                formatter.write_dl(rows)
