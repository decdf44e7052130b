"""`blog edit`: edit posts in an editor."""

from __future__ import annotations

import click

from blogcli.cli.app import App, pass_app
from blogcli.cli.click_ext import BlogCommand
from blogcli.cli.completion.candidates import complete_post


@click.command("edit", cls=BlogCommand)
@click.argument("refs", nargs=-1, metavar="POST…", shell_complete=complete_post)
@pass_app
def command(app: App, refs: tuple[str, ...]) -> None:
    """Edit a post in your editor, then check it.

    The editor is $VISUAL, $EDITOR or the setting `editor`; it opens the file of the post. If the
    front matter is invalid afterwards, the error is shown with its line and you can edit again.

    \b
    Examples:
      blog edit hello-world
      blog edit @latest
      EDITOR='code --wait' blog edit hello
    """
    from blogcli.cli.editor import edit_posts
    from blogcli.cli.select_posts import chosen_posts

    posts = chosen_posts(app, refs, None, nul=False)
    edit_posts(app, [post.summary.path for post in posts])
