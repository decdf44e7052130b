"""Click commands that start faster, by avoiding imports that click makes in every call.

click translates the text of its help option, which imports `locale`. It tries every `-n` as a long
option first, which imports `difflib` for an error that it then drops. For the width of the
terminal, which is known here, it imports `shutil` and with it five more modules.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import click

_LEAST, _MOST = 50, 80
"""The smallest and largest width of help texts in columns; click's own values."""


class Command(click.Command):
    """A command of `blog`; the `cls` of `click.command`."""

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the shared `--help` option."""
        return _help_option()

    def make_parser(self, ctx: click.Context) -> Any:  # noqa: ANN401 (click names no public type)
        """Return click's parser, with short options known as long ones too."""
        parser = super().make_parser(ctx)
        for option, meant in parser._short_opt.items():
            parser._long_opt.setdefault(option, meant)
        return parser


class Group(Command, click.Group):
    """A command with subcommands."""

    command_class = Command


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
