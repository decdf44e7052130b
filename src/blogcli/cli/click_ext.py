"""Commands and groups as click has them, without what click loads for them.

click asks for a translation of its help option's text in every call, which loads `locale`, and it
tries every `-n` as a long option first, which loads `difflib` for the error that it then swallows.
For the width of the terminal, which is known here, it loads `shutil` and with it five more.
A group imports a command's module only when that command is called.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from importlib import import_module
from typing import Any, NamedTuple

import click

from blogcli.errors import UsageError

_LEAST, _MOST = 50, 80
"""The smallest and largest width of help texts in columns; click's own values."""


class BlogCommand(click.Command):
    """A command of `blog`; the `cls` of `click.command`."""

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the shared `--help` option."""
        return _help_option()

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """Return the command's parameters, with `--color`, which the help of `blog` explains."""
        *params, help_option = super().get_params(ctx)
        return [*params, _color_option(is_shown=ctx.parent is None), help_option]

    def make_parser(self, ctx: click.Context) -> Any:  # noqa: ANN401 (click names no public type)
        """Return click's parser, with short options known as long ones too."""
        parser = super().make_parser(ctx)
        for option, meant in parser._short_opt.items():
            parser._long_opt.setdefault(option, meant)
        return parser


class BlogGroup(BlogCommand, click.Group):
    """A command with subcommands."""

    command_class = BlogCommand


@cache
def _help_option() -> click.Option:
    return click.Option(
        ["-h", "--help"],
        is_flag=True,
        is_eager=True,
        expose_value=False,
        help="Show this help and exit.",
        callback=_show_help,
    )


COLORS = ("auto", "always", "never")


@cache
def _color_option(*, is_shown: bool) -> click.Option:
    return click.Option(
        ["--color"],
        type=click.Choice(COLORS),
        metavar="WHEN",
        expose_value=False,
        hidden=not is_shown,
        help="Use color: auto, always or never. Also after a command.",
    )


def wanted_color(words: Sequence[str]) -> str:
    """Return the value of `--color` on a command line, wherever it stands; "" if there is none.

    It is needed before the words are parsed, for messages about them.
    """
    found = ""
    for word, following in zip(words, (*words[1:], ""), strict=True):
        if word == "--":
            break
        value = following if word == "--color" else word.removeprefix("--color=")
        found = value if value != word and value in COLORS else found
    return found


class Number(click.Option):
    """An option that takes a number; its help does not show the range, as in `[x>=0]`."""

    def get_help_extra(self, ctx: click.Context) -> click.types.OptionHelpExtra:
        """Return what click shows in brackets, without the range."""
        extra = super().get_help_extra(ctx)
        extra.pop("range", None)
        return extra


def _show_help(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        if ctx.obj is not None:
            most = ctx.max_content_width or _MOST
            ctx.terminal_width = max(min(ctx.obj.terminal.width, most) - 2, _LEAST)
        click.echo(ctx.get_help(), color=ctx.color)
        ctx.exit()


class CommandSpec(NamedTuple):
    """A command: its name, its module, one line of help, its section in the help, other names."""

    name: str
    module: str
    help: str
    section: str
    aliases: tuple[str, ...] = ()


class LazyGroup(BlogGroup):
    """A command group that lists its commands by section without importing them."""

    def __init__(self, entries: Sequence[CommandSpec], package: str, **attrs: object) -> None:
        super().__init__(**attrs)  # type: ignore[arg-type]
        self.entries = entries
        self.package = package
        self._by_name: Mapping[str, CommandSpec] = {
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
            from blogcli.posts.text.suggest import did_you_mean

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
