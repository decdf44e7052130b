"""`blog build`: build the site with the blog's own generator."""

from __future__ import annotations

import click

from blogcli.cli.app import App, pass_app
from blogcli.cli.click_ext import ProgramCommand, option
from blogcli.cli.options import running_options


@click.command("build", cls=ProgramCommand)
@option("-o", "--output", metavar="DIR", help="Folder of the site. [default: its own]")
@option("--drafts", is_flag=True, help="Build drafts too.")
@option("--future", is_flag=True, help="Build posts of the future too.")
@running_options
@pass_app
def command(
    app: App,
    output: str | None,
    drafts: bool,
    future: bool,
    dry_run: bool,
    yes: bool,
    args: tuple[str, ...],
) -> None:
    """Build the site with the blog's own generator.

    ARGS are options for the generator. Since a site may hold code, you are asked before it first
    starts; the answer is kept for this blog and these words. `build.command` in your own settings
    file replaces the words.

    \b
    Examples:
      blog build
      blog build -o /tmp/site --drafts
      blog build -- --minify
    """
    from blogcli.cli.site.serve import build
    from blogcli.store.blog.site_commands import build_command

    folder = str((app.cwd / output).absolute()) if output else ""
    wanted = build_command(app.blog, args, folder=folder, drafts=drafts, future=future)
    if dry_run:
        app.terminal.write_safe(wanted.shown() + "\n")
    else:
        build(app, wanted, yes=yes)
