"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from blogcli.cli.click_ext import Number
from blogcli.cli.completion.candidates import complete_names, complete_post, complete_query
from blogcli.errors import UsageError

Decorated = TypeVar("Decorated", bound=Callable[..., Any])


def _all(*decorators: Callable[[Decorated], Decorated]) -> Callable[[Decorated], Decorated]:
    def decorate(command: Decorated) -> Decorated:
        for decorator in reversed(decorators):
            command = decorator(command)
        return command

    return decorate


_nul_option = click.option("-0", "--nul", is_flag=True, help="NUL-separated input and output.")

selecting_options = _all(
    click.option(
        "--where",
        metavar="QUERY",
        help="Posts that match a query, instead of POST.",
        shell_complete=complete_query,
    ),
    _nul_option,
)

posts_argument = click.argument("refs", nargs=-1, metavar="POST…", shell_complete=complete_post)

_EXACT = "Print the exact diff; change nothing."

_dry_run_option = click.option("--dry-run", is_flag=True, help=_EXACT)

_yes_option = click.option("-y", "--yes", is_flag=True, help="Do not ask for confirmation.")

_plan_option = click.option(
    "--plan", metavar="FILE", help="Save the change to FILE for `blog apply`; change nothing."
)

running_options = _all(
    click.option("--dry-run", is_flag=True, help="Print the command line; start nothing."),
    click.option("-y", "--yes", is_flag=True, help="Let the site's own code run, unasked."),
)

writing_options = _all(_dry_run_option, _yes_option, _plan_option)

importing_options = _all(
    click.option("--dry-run", is_flag=True, help="Report what would happen to each post; fast."),
    click.option("--diff", is_flag=True, help=_EXACT),
    _yes_option,
    _plan_option,
)

exporting_options = _all(
    _dry_run_option,
    _yes_option,
    click.option(
        "--force", is_flag=True, help="Overwrite later changes; their copies go to the trash."
    ),
)


def sort_option(default: str) -> Callable[[Decorated], Decorated]:
    """Add `--sort`, which by default is in that order."""
    return click.option(
        "-s",
        "--sort",
        default=default,
        metavar="FIELD[,-FIELD]",
        show_default=True,
        shell_complete=complete_names,
        help="Sort order; - for descending.",
    )


def _format_option() -> Callable[[Decorated], Decorated]:
    from blogcli.output.posts.formats import FORMATS

    return click.option(
        "--format",
        "format_",
        metavar="FORMAT",
        help=f"One of: {', '.join(FORMATS)}. [default: table; in a pipe tsv]",
        shell_complete=lambda ctx, param, start: [f for f in FORMATS if f.startswith(start)],
    )


format_options = _all(
    _format_option(),
    click.option("--json", "as_json", is_flag=True, help="Same as --format json."),
    click.option("--count", "as_count", is_flag=True, help="Same as --format count."),
)


def one_format(format: str | None, as_json: bool, as_count: bool) -> str | None:
    """Return the format that --format, --json and --count ask for; raises UsageError for two."""
    asked = {format: f"--format {format}"} if format else {}
    asked |= {"json": "--json"} if as_json else {}
    asked |= {"count": "--count"} if as_count else {}
    if len(asked) > 1:
        raise UsageError(f"{' and '.join(asked.values())} cannot be combined", "choose one of them")
    return next(iter(asked), None)


listing_options = _all(
    click.option(
        "-n",
        "--limit",
        cls=Number,
        type=click.IntRange(min=0),
        metavar="N",
        help="At most N posts.",
    ),
    format_options,
    click.option(
        "--fields",
        metavar="A,B",
        help="Only these fields, in this order.",
        shell_complete=complete_names,
    ),
    click.option(
        "--template", metavar="TEXT", help="Line for each post, as '{date:%Y-%m-%d} {slug}'."
    ),
    _nul_option,
    click.option("--exit-status", is_flag=True, help="Exit with 3 if no post matches."),
)
