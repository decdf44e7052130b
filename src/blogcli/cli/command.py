"""Commands as click has them, without what click loads on the way to a call that needs none of it.

click asks for a translation of its help option's text in every call, which loads `locale`, and it
tries every `-n` as a long option first, which loads `difflib` for the error that it then swallows.
For the width of the terminal, which is known here, it loads `shutil` and with it five more.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import click

_LEAST, _MOST = 50, 80
"""Columns of help, as click has them."""


class Command(click.Command):
    """A command of `blog`, to be given to `click.command` as its class."""

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        return _help_option()

    def make_parser(self, ctx: click.Context) -> Any:  # noqa: ANN401 (click names no public type)
        parser = super().make_parser(ctx)
        for option, meant in parser._short_opt.items():
            parser._long_opt.setdefault(option, meant)
        return parser


class Group(Command, click.Group):
    """A command with commands of its own, all of this kind."""

    command_class = Command


@cache
def _help_option() -> click.Option:
    return click.Option(
        ["-h", "--help"],
        is_flag=True,
        is_eager=True,
        expose_value=False,
        help="Show this message and exit.",
        callback=_show_help,
    )


def _show_help(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        if ctx.obj is not None:
            most = ctx.max_content_width or _MOST
            ctx.terminal_width = max(min(ctx.obj.terminal.width, most) - 2, _LEAST)
        click.echo(ctx.get_help(), color=ctx.color)
        ctx.exit()
