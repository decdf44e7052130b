"""`blog check`: find problems in posts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from blogcli.cli.app import App, pass_app
from blogcli.cli.click_ext import BlogCommand, option
from blogcli.cli.completion.candidates import complete_check
from blogcli.cli.options import WriteOptions, json_option, query_argument, writing_options
from blogcli.errors import BlogError, ExitCode, Unreadable, UsageError
from blogcli.posts.text.counted import counted

if TYPE_CHECKING:
    from pathlib import Path

    from blogcli.posts.checks.model import Finding


@click.command("check", cls=BlogCommand)
@query_argument
@option("--list", "listed", is_flag=True, help="List all checks and exit.")
@option(
    "--only",
    metavar="A,B",
    help="Run only these checks; `all` includes the optional ones.",
    shell_complete=complete_check,
)
@option("--fix", "fixing", is_flag=True, help="Fix the problems that are safe to fix.")
@option(
    "--format",
    "format_",
    type=click.Choice(["text", "json", "github", "sarif"]),
    default="text",
    help="Output format: text, JSON, GitHub annotations or SARIF. [default: text]",
)
@json_option
@option("--baseline", metavar="FILE", help="Hide the known problems in FILE.")
@option("--write-baseline", is_flag=True, help="Write the problems found to the baseline FILE.")
@writing_options("Fix {}")
@pass_app
def command(
    app: App,
    /,
    query: tuple[str, ...],
    listed: bool,
    only: str | None,
    fixing: bool,
    format_: str,
    as_json: bool,
    baseline: str | None,
    write_baseline: bool,
    writing: WriteOptions,
) -> ExitCode:
    """Find problems, and fix the safe ones.

    Each problem is shown with its file and line, and with a hint if there is one. A QUERY limits
    the check to the posts that match. The exit code is 6 if there are problems. `blog undo` undoes
    what --fix changed.

    \b
    Examples:
      blog check
      blog check --only broken-link,broken-image 'since:1y'
      blog check --fix --dry-run
      blog check --baseline known.json --write-baseline
      blog check --baseline known.json --format github
    """
    from blogcli import __version__
    from blogcli.cli.pager import paged
    from blogcli.output.reports.findings import tally, totals, write_checks, write_findings
    from blogcli.posts.checks.model import CHECKS, USUAL
    from blogcli.posts.checks.run import named_checks

    if listed:
        write_checks(app.terminal, CHECKS)
        return ExitCode.DONE
    if write_baseline and baseline is None:
        raise UsageError("no baseline file given", "add --baseline FILE")
    names = named_checks(only) if only is not None else USUAL
    text = " ".join(query)
    found, count = _found(app, names, text)
    if fixing and _fix(app, found, writing):
        if writing.dry_run or writing.plan is not None:  # only shown, or saved
            return ExitCode.DONE
        found, count = _found(app, names, text)
    if write_baseline and baseline is not None:
        _write_baseline(app, app.cwd / baseline, found)
        return ExitCode.DONE
    if baseline is not None:
        found = _new(app.cwd / baseline, found)
    with paged(app) as terminal:
        write_findings(terminal, found, "json" if as_json else format_, __version__)
    if found and app.terminal.stderr_is_tty:
        app.terminal.say(totals(found), "dim")
    app.terminal.say(tally(found, count) if count or not text.strip() else "No post matches")
    return ExitCode.FINDINGS if found else ExitCode.DONE


def _found(app: App, names: Sequence[str], text: str) -> tuple[list[Finding], int]:
    """Return the problems in the posts that match the query, and the number of those posts."""
    from blogcli.cli.select_posts import select
    from blogcli.posts.checks.context import NEEDED
    from blogcli.posts.checks.model import of_file
    from blogcli.posts.checks.run import find_problems
    from blogcli.posts.model.summary import Summary
    from blogcli.store.operations.check_context import check_context

    problems: list[BlogError] = []
    app.read_contents()
    with app.index() as (index, _):
        index.report_all(problems.append)
        fields = Summary._fields if text.strip() else NEEDED
        summaries = [*index.outlines(fields)]
    chosen = {summary.path for summary in select(app, text, among=summaries)}
    unjudged: list[str] = []
    context = check_context(app.blog, summaries, app.now)
    found = find_problems(context, names, unjudged.extend)
    if left := len([path for path in unjudged if path in chosen]):
        app.terminal.say(_of_unjudged(left))
    read = {summary.path for summary in summaries}
    unread = [of_file(error) for error in problems if error.path and error.path not in read]
    if text.strip():
        return [one for one in found if one.path in chosen], len(chosen)
    if "unreadable" in names:
        found = sorted([*found, *unread], key=lambda one: (one.path, one.line or 0))
    return found, len(read) + len(unread)


def _of_unjudged(count: int) -> str:
    links, they = ("link", "it is") if count == 1 else ("links", "they are")
    return (
        f"{count} {links} to files could not be judged: {they} not found, but nor are most"
        " others of the kind, so the site may keep its files elsewhere"
    )


def _fix(app: App, found: Sequence[Finding], writing: WriteOptions) -> bool:
    """Fix what is safe to fix; return whether there was anything."""
    from blogcli.cli.apply_changes import apply_changes
    from blogcli.posts.checks.fixes import fix_all

    fixable: dict[str, list[Finding]] = {}
    for finding in found:
        if finding.fix:
            fixable.setdefault(finding.path, []).append(finding)
    changes = []
    for path, findings in fixable.items():
        post = app.blog.read(path)
        changes.append(app.blog.plan(post, fix_all(post, findings)))
    if all(change.is_empty for change in changes):
        app.terminal.say("Nothing can be fixed automatically")
        return False
    apply_changes(app, changes, writing, "Fixed")
    return True


def _new(file: Path, found: Sequence[Finding]) -> list[Finding]:
    """Return the findings that are not in the baseline."""
    from blogcli.posts.checks.baseline import not_in_baseline, read_baseline
    from blogcli.store.fs.files import read_file

    try:
        data = read_file(file)
    except Unreadable as error:  # exit 5 is for posts
        raise BlogError(error.message, error.hint, path=str(file)) from None
    return not_in_baseline(found, read_baseline(data, str(file)))


def _write_baseline(app: App, file: Path, found: Sequence[Finding]) -> None:
    from blogcli.posts.checks.baseline import baseline
    from blogcli.store.fs.output_file import check_output, write_file

    check_output(file, app.blog.root)
    write_file(file, [baseline(found)])
    app.terminal.say(f"Saved {counted(len(found), 'problem')} to {file}")
