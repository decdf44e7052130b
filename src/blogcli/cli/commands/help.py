"""`blog help`: show the help of a command."""

from __future__ import annotations

import click

from blogcli.cli.app import App, pass_app
from blogcli.cli.click_ext import BlogCommand
from blogcli.cli.completion.candidates import complete_command


@click.command("help", cls=BlogCommand)
@click.argument("words", nargs=-1, metavar="[COMMAND]", shell_complete=complete_command)
@pass_app
def command(app: App, words: tuple[str, ...]) -> None:
    """Show the help of a command, or all commands.

    The same as `blog COMMAND --help`. For an alias of your own, it says what that stands for.

    \b
    Examples:
      blog help
      blog help list
      blog help tags rename
    """
    from blogcli.cli.main import root
    from blogcli.cli.naming.aliases import alias_text, own_aliases

    own = own_aliases(app.environ)
    seen: set[str] = set()
    while words and words[0] in own and words[0] not in root.names and words[0] not in seen:
        seen.add(words[0])
        app.terminal.say(f"{words[0]} is an alias for: {alias_text(own[words[0]])}")
        words = (*own[words[0]][:1], *words[1:])
    with root.make_context("blog", [*words, "--help"], obj=app) as context:
        root.invoke(context)
