"""Commands and groups as click has them, without what click loads for them.

click asks for a translation of its help option's text in every call, which loads `locale` (1.6 ms).
For the width of the terminal, which is known here, it loads `shutil` and with it five more. For the
indentation of help texts it needs `inspect` (5 of the 48 ms of `blog --version`), which the program
loads late.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import islice
from typing import Any, NamedTuple, TypeVar

import click

from blogcli.output.cell_width import wrap_words
from blogcli.output.terminal import paint

Decorated = TypeVar("Decorated", bound=Callable[..., object] | click.Command)

_LEAST, _MOST = 24, 80
"""The smallest and largest width of help texts in columns; the largest is click's own value."""

_HEADING = "bold green"
_NARROW = 60
"""Below this width what an option does stands under it, not beside it."""


class BlogCommand(click.Command):
    """A command of `blog`; the `cls` of `click.command`."""

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the shared `--help` option."""
        return _help_option()

    def get_help(self, ctx: click.Context) -> str:
        """Return the help, as wide as the terminal, with colored headings if it has color."""
        terminal = ctx.obj.terminal if ctx.obj is not None else None
        width = min(terminal.width if terminal else _MOST, ctx.max_content_width or _MOST)
        formatter = HelpText(
            max(width - 2, _LEAST), colour=bool(terminal and terminal.stdout_colour)
        )
        self.format_help(ctx, formatter)
        return formatter.getvalue().rstrip("\n")

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the command does."""
        _write_indented(formatter, self.help)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what stands below the options."""
        _write_indented(formatter, self.epilog)

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """Return the command's parameters, with `--color`, which the help of `blog` explains."""
        *params, help_option = super().get_params(ctx)
        return [*params, _color_option(is_shown=ctx.parent is None), help_option]

    def get_short_help_str(self, limit: int = 200) -> str:
        """Return the first sentence of the help; whole, where a shell completes the command."""
        return super().get_short_help_str(limit)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the words of the command line."""
        return super().parse_args(ctx, _with_long_names(self.get_params(ctx), args, ctx))


def _write_indented(formatter: click.HelpFormatter, text: str | None) -> None:
    if text:
        first, *others = text.strip().splitlines()
        indent = min((len(line) - len(line.lstrip()) for line in others if line), default=0)
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text("\n".join([first, *(line[indent:] for line in others)]))


def _with_long_names(
    params: Sequence[click.Parameter], args: Sequence[str], ctx: click.Context
) -> list[str]:
    """Return the words with `--limit` for `-n`, as far as it is sure what each word is.

    click looks for every option among the long ones first, and loads `locale` and `difflib` for an
    error that nobody sees: 4 of the 119 ms of `list -n 20` with 10,000 posts.
    """
    options = {name: one for one in params if isinstance(one, click.Option) for name in one.opts}
    words: list[str] = []
    rest = iter(args)
    for word in rest:
        option = options.get(word.partition("=")[0] if word.startswith("--") else word)
        is_unknown = option is None and len(word) > 1 and word[0] == "-"
        if is_unknown or (option is None and not ctx.allow_interspersed_args):
            return [*words, word, *rest]
        takes_value = option is not None and not option.is_flag and "=" not in word
        value = [*islice(rest, 1)] if takes_value else []
        if option is not None and len(word) == 2 and bool(value) == takes_value:
            word = max(option.opts, key=len)
        words += word, *value
    return words


class ProgramCommand(BlogCommand):
    """A command that starts a program: words after `--` are the program's, and become `args`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the words before `--`, and keep those after it."""
        at = args.index("--") if "--" in args else len(args)
        ctx.params["args"] = tuple(args[at + 1 :])
        return super().parse_args(ctx, args[:at])

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Return the pieces of the usage line."""
        return [*super().collect_usage_pieces(ctx), "[-- ARGS…]"]


class BlogGroup(BlogCommand, click.Group):
    """A command with subcommands."""

    command_class = BlogCommand

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands, each with the first line of its help."""
        named = ((name, self.get_command(ctx, name)) for name in self.list_commands(ctx))
        rows = [(name, (found.help or "").split("\n")[0]) for name, found in named if found]
        with formatter.section("Commands"):
            formatter.write_dl(rows)


@cache
def _help_option() -> click.Option:
    return BlogOption(
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
    return BlogOption(
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
    for word, following in zip(words, (*words[1:], ""), strict=False):
        if word == "--":
            break
        value = following if word == "--color" else word.removeprefix("--color=")
        found = value if value != word and value in COLORS else found
    return found


class BlogOption(click.Option):
    """An option whose help is one paragraph without indentation, and may show a plain default."""

    def __init__(
        self,
        *args: Any,  # noqa: ANN401
        help: str | None = None,
        show_default: bool = False,
        **attributes: Any,  # noqa: ANN401
    ) -> None:
        super().__init__(*args, **attributes)
        self.help = help
        self._shows_default = show_default

    def get_help_extra(self, ctx: click.Context) -> click.types.OptionHelpExtra:
        """Return what click shows in brackets, with the default as it is."""
        extra = super().get_help_extra(ctx)
        if self._shows_default:
            extra["default"] = str(self.default)
        return extra


def option(
    *names: str,
    cls: type[BlogOption] = BlogOption,
    **attributes: Any,  # noqa: ANN401
) -> Callable[[Decorated], Decorated]:
    """Return a decorator that gives a command an option, as `click.option` does."""
    return click.option(*names, cls=cls, **attributes)


class Number(BlogOption):
    """An option that takes a number; its help does not show the range, as in `[x>=0]`."""

    def get_help_extra(self, ctx: click.Context) -> click.types.OptionHelpExtra:
        """Return what click shows in brackets, without the range."""
        extra = super().get_help_extra(ctx)
        extra.pop("range", None)
        return extra


def _show_help(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        if ctx.obj is None:
            click.echo(ctx.get_help())
        else:
            ctx.obj.terminal.write(ctx.get_help() + "\n")
        ctx.exit()


class HelpText(click.HelpFormatter):
    """Help with one column for what all options and commands do; no word is broken."""

    def __init__(self, width: int, *, colour: bool) -> None:
        super().__init__(width=width)
        self.colour = colour
        self._lists: list[tuple[int, int, list[tuple[str, str]]]] = []

    def _painted(self, text: str) -> str:
        return paint(text, _HEADING) if self.colour else text

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the usage line; longer ones go on below."""
        title = prefix or "Usage:"
        lines = wrap_words(f"{title} {prog} {args}".rstrip(), self.width, " " * 4)
        self.write("\n".join(lines).replace(title, self._painted(title), 1) + "\n")

    def write_heading(self, heading: str) -> None:
        """Write the heading of a section."""
        self.write(" " * self.current_indent + self._painted(f"{heading}:") + "\n")

    def write_text(self, text: str) -> None:
        """Write paragraphs; the lines of one that begins with a `\b` stay lines."""
        blank = " " * self.current_indent
        paragraphs = []
        for paragraph in text.strip("\n").split("\n\n"):
            first, *others = paragraph.split("\n")
            if first == "\b":
                paragraphs.append("".join(self._line(blank, line) for line in others))
            else:
                filled = " ".join(line.strip() for line in (first, *others))
                lines = wrap_words(blank + filled, self.width, blank)
                paragraphs.append("".join(f"{line}\n" for line in lines))
        self.write("\n".join(paragraphs))

    def _line(self, blank: str, line: str) -> str:
        if line == "Examples:":
            return f"{blank}{self._painted(line)}\n"
        deeper = blank + " " * (len(line) - len(line.lstrip()) + 2)
        end = " \\" if line.lstrip().startswith("blog ") else ""  # a command stays one command
        parts = wrap_words(blank + line, self.width - len(end), deeper)
        return f"{end}\n".join(parts) + "\n"

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        """Remember the rows: their column is known once all are."""
        self._lists.append((len(self.buffer), self.current_indent, list(rows)))
        self.write("")

    def getvalue(self) -> str:
        """Return the text, with all lists in one column."""
        widest = max((len(name) for _, _, rows in self._lists for name, _ in rows), default=0)
        column = 2 + (min(widest, 30) + 2 if self.width >= _NARROW else 4)
        for place, indent, rows in self._lists:
            self.buffer[place] = "".join(self._row(" " * indent, row, column) for row in rows)
        return super().getvalue()

    def _row(self, blank: str, row: tuple[str, str], column: int) -> str:
        name, text = row
        deeper = " " * column
        start = f"{blank}{name}"
        if len(start) + 2 > column:
            if len(start) > self.width:  # a long list of choices
                start = start.replace("|", " | ")
            below = wrap_words(deeper + text, self.width, deeper) if text else []
            above = wrap_words(start, self.width, deeper)
            return "".join(f"{line}\n" for line in (*above, *below))
        return "".join(
            f"{line}\n" for line in wrap_words(f"{start:{column}}{text}", self.width, deeper)
        )


class CommandSpec(NamedTuple):
    """A command: its name, its module, one line of help, its section in the help, other names."""

    name: str
    module: str
    help: str
    section: str
    aliases: tuple[str, ...] = ()
