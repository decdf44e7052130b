"""`blog restore`: restore posts from the trash."""

from __future__ import annotations

import click

from blogcli.cli.app import App, pass_app
from blogcli.cli.click_ext import BlogCommand, option
from blogcli.cli.completion.candidates import complete_trash
from blogcli.cli.options import dry_run_option, yes_option
from blogcli.errors import UsageError
from blogcli.posts.text.counted import counted


@click.command("restore", cls=BlogCommand)
@click.argument("names", nargs=-1, metavar="NAME…", shell_complete=complete_trash)
@dry_run_option
@yes_option
@option("-0", "--nul", is_flag=True, help="NUL-separated input.")
@pass_app
def command(app: App, names: tuple[str, ...], dry_run: bool, yes: bool, nul: bool) -> None:
    """Restore posts from the trash.

    NAME is a slug, the start of one, a path as in `blog trash`, or - to read names from stdin. If
    the trash has several files of a path, the last one is restored. No file is overwritten.

    \b
    Examples:
      blog restore hello-world
      blog restore posts/2024-03-02-hello/index.md
      blog trash | cut -f 1 | blog restore -
    """
    from blogcli.cli.apply_changes import command_line, open_history, show_diff
    from blogcli.cli.questions import ASK_ABOVE, confirm, names_of
    from blogcli.cli.select_posts import names_from_stdin
    from blogcli.posts.model.paths import split_path
    from blogcli.store.history.reversal import as_changes
    from blogcli.store.history.trash import find_in_trash, trash_items, trash_places, way_back

    given = [n for name in names for n in (names_from_stdin(app, nul) if name == "-" else [name])]
    if not given and "-" not in names:
        raise UsageError("no name given", "`blog trash` lists what can be restored")
    blog = app.blog
    there = trash_items(blog.state)
    wanted = list({item.path: item for item in find_in_trash(given, there)}.values())
    steps = way_back(wanted)

    def show() -> None:
        show_diff(app, blog.root, as_changes(steps, trash_places(blog.state)))

    if dry_run:
        show()
        return
    if len(steps) > ASK_ABOVE and not yes and app.terminal.interactive:
        which = names_of([split_path(item.path)[1] for item in wanted]) or f" ({wanted[0].path})"
        confirm(app, f"Restore {counted(len(wanted), 'post')}{which}?", "--yes", show)
    if steps:
        with open_history(app) as kept:
            kept.perform(steps, command_line(app))
    for item in wanted:
        app.terminal.say(f"Restored {item.path}")
