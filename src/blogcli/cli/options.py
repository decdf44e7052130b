"""Options that several commands share."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import click

from blogcli.cli.app import App
from blogcli.cli.click_ext import Number, option
from blogcli.cli.completion.candidates import complete_names, complete_post, complete_query
from blogcli.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from blogcli.output.posts.records import OutputSpec

Decorated = TypeVar("Decorated", bound=Callable[..., Any])


def _all(*decorators: Callable[[Decorated], Decorated]) -> Callable[[Decorated], Decorated]:
    def decorate(command: Decorated) -> Decorated:
        for decorator in reversed(decorators):
            command = decorator(command)
        return command

    return decorate


def _as_one(
    name: str,
    make: Callable[[dict[str, Any]], object],
    keys: str,
    *decorators: Callable[[Callable[..., Any]], Callable[..., Any]],
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Add options whose values the command gets as one, called `name`: what `make` makes of them.

    `make` takes the values by their names, which are the `keys`.
    """

    def decorate(command: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(command)
        def called(*args: object, **values: object) -> object:
            values[name] = make({key: values.pop(key) for key in keys.split()})
            return command(*args, **values)

        return _all(*decorators)(called)

    return decorate


query_argument = click.argument("query", nargs=-1, metavar="[QUERY]", shell_complete=complete_query)

within_option = option(
    "--where", metavar="QUERY", help="Only posts that match a query.", shell_complete=complete_query
)

json_option = option("--json", "as_json", is_flag=True, help="Same as --format json.")

_nul_option = option("-0", "--nul", is_flag=True, help="NUL-separated input and output.")

selecting_options = _all(
    option(
        "--where",
        metavar="QUERY",
        help="Posts that match a query, instead of POST.",
        shell_complete=complete_query,
    ),
    _nul_option,
)

posts_argument = click.argument("refs", nargs=-1, metavar="POST…", shell_complete=complete_post)

_EXACT = "Print the exact diff; change nothing."

dry_run_option = option("--dry-run", is_flag=True, help=_EXACT)

yes_option = option("-y", "--yes", is_flag=True, help="Do not ask for confirmation.")

plan_option = option(
    "--plan", metavar="FILE", help="Save the change to FILE for `blog apply`; change nothing."
)

running_options = _all(
    option("--dry-run", is_flag=True, help="Print the command line; start nothing."),
    option("-y", "--yes", is_flag=True, help="Let the site's own code run, unasked."),
)


class WriteOptions(NamedTuple):
    """The options of a writing command; `plan` names a file, or - for stdout.

    `question` is what to ask before many files are changed, or if `always` before any change; `{}`
    in it stands for the posts.
    """

    question: str = "Change {}"
    dry_run: bool = False
    yes: bool = False
    plan: str | None = None
    always: bool = False


def writing_options(question: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Add --dry-run, --yes and --plan; the command gets them as `writing`, with its question."""
    return _as_one(
        "writing",
        lambda given: WriteOptions(question, **given),
        "dry_run yes plan",
        dry_run_option,
        yes_option,
        plan_option,
    )


undoing_options = _all(
    dry_run_option,
    yes_option,
    option("--force", is_flag=True, help="Overwrite later changes; their copies go to the trash."),
)


def sort_option(command: Decorated) -> Decorated:
    """Add `--sort`."""
    from blogcli.posts.model.fields import NEWEST_FIRST

    return option(
        "-s",
        "--sort",
        default=NEWEST_FIRST,
        metavar="FIELD[,-FIELD]",
        show_default=True,
        shell_complete=complete_names,
        help="Sort order; - for descending.",
    )(command)


def _format_option() -> Callable[[Decorated], Decorated]:
    from blogcli.output.posts.formats import FORMATS

    return option(
        "--format",
        "format_",
        metavar="FORMAT",
        help=f"One of: {', '.join(FORMATS)}. [default: table; in a pipe tsv]",
        shell_complete=lambda ctx, param, start: [f for f in FORMATS if f.startswith(start)],
    )


def table_formats(help: str) -> Callable[[Decorated], Decorated]:
    """Add `--format`, of a report that is not a list of posts, and `--json`."""
    choice, help = click.Choice(("table", "tsv", "json")), f"{help} [default: table; in a pipe tsv]"
    return _all(option("--format", "format_", type=choice, help=help), json_option)


def limit_option(what: str, least: int = 0) -> Callable[[Decorated], Decorated]:
    """Add `--limit`."""
    kind = click.IntRange(min=least)
    return option("-n", "--limit", cls=Number, type=kind, metavar="N", help=f"At most N {what}.")


def one_format(format: str | None, as_json: bool, as_count: bool = False) -> str | None:
    """Return the format that --format, --json and --count ask for; raises UsageError for two."""
    asked = {format: f"--format {format}"} if format else {}
    asked |= {"json": "--json"} if as_json else {}
    asked |= {"count": "--count"} if as_count else {}
    if len(asked) > 1:
        raise UsageError(f"{' and '.join(asked.values())} cannot be combined", "choose one of them")
    return next(iter(asked), None)


class Listing(NamedTuple):
    """How to list posts: in which form, how many at most, and whether none is an exit code.

    If it `joins` them, translations of a post share a line of a table on a terminal.
    """

    shape: "OutputSpec"
    limit: int | None = None
    exit_status: bool = False
    joins: bool = True

    def is_screen(self, app: App) -> bool:
        """Return whether the output is a table on a terminal, made for eyes."""
        shape = self.shape
        is_table = (shape.format or "table") == "table" and shape.template is None and not shape.nul
        return is_table and app.terminal.stdout_is_tty

    def joins_lines(self, app: App) -> bool:
        """Return whether translations share a line of this output."""
        return self.joins and self.is_screen(app)

    def shown(self, total: int) -> int:
        """Return how many of all posts are listed."""
        return total if self.limit is None else min(self.limit, total)

    def exit_code(self, count: int) -> ExitCode:
        """Return the exit code for a number of posts."""
        return ExitCode.NOT_FOUND if self.exit_status and not count else ExitCode.DONE


def _listing(given: Mapping[str, Any]) -> Listing:
    from blogcli.output.posts.records import OutputSpec

    format = one_format(given["format_"], given["as_json"], given["as_count"])
    shape = OutputSpec(format, given["fields"], given["template"], given["nul"])
    return Listing(shape, given["limit"], given["exit_status"])


listing_options = _as_one(
    "listing",
    _listing,
    "format_ as_json as_count fields template nul limit exit_status",
    limit_option("posts"),
    _format_option(),
    json_option,
    option("--count", "as_count", is_flag=True, help="Same as --format count."),
    option(
        "--fields",
        metavar="A,B",
        help="Only these fields, in this order.",
        shell_complete=complete_names,
    ),
    option("--template", metavar="TEXT", help="Line for each post, as '{date:%Y-%m-%d} {slug}'."),
    _nul_option,
    option("--exit-status", is_flag=True, help="Exit with 3 if no post matches."),
)
