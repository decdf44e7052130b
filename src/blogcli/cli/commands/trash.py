"""`blog trash`: list or empty the trash."""

from __future__ import annotations

import click

from blogcli.cli.app import App, pass_app
from blogcli.cli.click_ext import BlogCommand, option
from blogcli.cli.options import yes_option
from blogcli.errors import UsageError
from blogcli.posts.text.counted import counted


@click.command("trash", cls=BlogCommand)
@option(
    "--empty", "emptying", is_flag=True, help="Delete everything in it permanently; asks first."
)
@yes_option
@option("--json", "as_json", is_flag=True, help="Print a JSON list.")
@pass_app
def command(app: App, emptying: bool, yes: bool, as_json: bool) -> None:
    """List or empty the trash.

    The list has the path, the time of removal, the size in bytes and the number of files, newest
    first. Emptying the trash is the only change that cannot be undone.

    \b
    Examples:
      blog trash
      blog trash --json
      blog trash --empty
    """
    from blogcli.cli.apply_changes import open_history
    from blogcli.store.history.trash import empty_trash, trash_items

    if emptying and as_json:
        raise UsageError("--empty and --json cannot be combined", "choose one of them")
    there = trash_items(app.blog.state)
    if not emptying:
        from blogcli.output.reports.history import write_trash

        rows = [(item.path, item.time, item.size, len(item.files)) for item in there]
        write_trash(app.terminal, rows, app.now, as_json=as_json)
        if not rows:
            app.terminal.say("The trash is empty")
        return
    if not there:
        app.terminal.say("The trash is empty")
        return
    if not yes:
        from blogcli.cli.questions import confirm, names_of
        from blogcli.posts.model.paths import split_path

        posts = "1 post" if len(there) == 1 else f"all {len(there)} posts"
        names = names_of([split_path(item.path)[1] for item in there]) or f" ({there[0].path})"
        confirm(app, f"Permanently delete {posts} in the trash{names}?", "--yes")
    with open_history(app) as kept:
        count = empty_trash(kept)
    app.terminal.say(f"Permanently deleted {counted(count, 'file')}")
