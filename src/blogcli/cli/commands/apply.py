"""`blog apply`: apply a saved change."""

from __future__ import annotations

import click

from blogcli.cli.app import App, pass_app
from blogcli.cli.click_ext import BlogCommand
from blogcli.cli.options import WriteOptions, dry_run_option, yes_option


@click.command("apply", cls=BlogCommand)
@click.argument("file", metavar="FILE", type=click.Path())
@dry_run_option
@yes_option
@pass_app
def command(app: App, file: str, dry_run: bool, yes: bool) -> None:
    """Apply a change saved with --plan.

    FILE is the plan, or - to read it from stdin. If a file has changed since the plan was made,
    nothing is changed and the files are listed (exit 4). `blog undo` undoes it.

    \b
    Examples:
      blog tag --where 'tag:js' javascript -r js --plan js.json
      blog apply js.json --dry-run
      blog apply js.json
    """
    from blogcli.cli.apply_changes import apply_changes
    from blogcli.store.changes.plan_file import MAX_PLAN, PlanReader, load_plan

    if file == "-":
        data, shown = app.terminal.stdin.buffer.read(MAX_PLAN), "stdin"
    else:
        data, shown = load_plan(app.cwd / file, file), file
    writable = app.blog.writable
    reader = PlanReader(app.blog.places, lambda path: writable.check(path, made=True))
    _, changes = reader.read(data, shown)
    apply_changes(app, changes, WriteOptions(dry_run=dry_run, yes=yes), "Changed")
