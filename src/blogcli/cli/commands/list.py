"""`blog list`: a query to records."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from blogcli.cli.app import App, pass_app
from blogcli.cli.complete import complete_names, complete_query, complete_tag
from blogcli.cli.options import nul_option, record_options
from blogcli.errors import ExitCode
from blogcli.posts.fields import NEWEST_FIRST

STATUS_FLAGS = {
    "draft": "Only drafts.",
    "published": "Only what is published.",
    "scheduled": "Only what has a date ahead.",
}


def _status_flags(command: Callable[..., Any]) -> Callable[..., Any]:
    for name, text in reversed(STATUS_FLAGS.items()):
        command = click.option(f"--{name}", is_flag=True, help=text)(command)
    return command


@click.command("list")
@click.argument("query", nargs=-1, metavar="[QUERY]", shell_complete=complete_query)
@click.option(
    "-t", "--tag", "tags", multiple=True, help="Only with this tag.", shell_complete=complete_tag
)
@_status_flags
@click.option("--since", metavar="WHEN", help="Only from then on: 2024-03, 30d, monday.")
@click.option("--until", metavar="WHEN", help="Only up to then, that day included.")
@click.option(
    "-s",
    "--sort",
    default=NEWEST_FIRST,
    metavar="FIELD[,-FIELD]",
    show_default=True,
    shell_complete=complete_names,
    help="Order; - before a field for descending.",
)
@click.option("-n", "--limit", type=click.IntRange(min=0), metavar="N", help="At most N posts.")
@record_options
@nul_option
@click.option("--exit-status", is_flag=True, help="Exit with 3 where no post matches.")
@pass_app
def command(
    app: App,
    /,
    query: tuple[str, ...],
    tags: tuple[str, ...],
    since: str | None,
    until: str | None,
    sort: str,
    limit: int | None,
    format_: str | None,
    as_json: bool,
    fields: str | None,
    template: str | None,
    nul: bool,
    exit_status: bool,
    **status: bool,
) -> ExitCode:
    """List posts, newest first, or those a query selects.

    On a terminal as a table; in a pipe one line a post, tabs between the fields, nothing cut.
    All words of QUERY must hold: tag:x, is:draft, since:30d, words:>500, "a phrase", not, or.

    \b
    Examples:
      blog list is:draft
      blog list 'tag:python,rust since:2024 not title:release'
      blog list -s title --fields title,date -n 10
      blog list --json | python -m json.tool
    """
    from blogcli.cli.choose import select
    from blogcli.output.records import Shape
    from blogcli.output.write import write_posts
    from blogcli.posts.order import sort_posts

    flags = [f'tag:"{tag}"' for tag in tags]
    flags += [f"since:{since}"] * bool(since) + [f"until:{until}"] * bool(until)
    wanted = [name for name in STATUS_FLAGS if status[name]]
    flags += ["is:" + ",".join(wanted)] * bool(wanted)
    found = select(app, " ".join(query), " ".join(flags))
    shown = sort_posts(found, sort, app.now)[:limit]
    shape = Shape("json" if as_json else format_, fields, template, nul)
    write_posts(app.terminal, shown, shape, app.now)
    if app.terminal.stdout_is_tty and (shape.format or "table") == "table":
        from blogcli.output.table import count_line

        app.terminal.say(count_line(len(shown), len(found)), "dim")
    return ExitCode.NOT_FOUND if exit_status and not shown else ExitCode.DONE
