"""`blog set`: set front matter fields."""

from __future__ import annotations

import click

from blogcli.cli.app import App, pass_app
from blogcli.cli.command import Command
from blogcli.cli.complete import complete_setting
from blogcli.cli.options import choosing_options, writing_options
from blogcli.errors import UsageError


@click.command("set", cls=Command)
@click.argument("words", nargs=-1, metavar="POST KEY=VALUE…", shell_complete=complete_setting)
@choosing_options
@writing_options
@pass_app
def command(
    app: App,
    words: tuple[str, ...],
    where: str | None,
    nul: bool,
    dry_run: bool,
    yes: bool,
    plan: str | None,
) -> None:
    """Set front matter fields.

    The first word is the POST, or - to read names from stdin; with --where there is no POST. Fields
    are found under the key that the post uses: `date=` sets `pubDate` if the post has that.

    \b
      KEY=TEXT     set to text; keeps the type if it is yes/no or a number now
      KEY:=JSON    set to JSON: weight:=3 featured:=true tags:='["a","b"]'
      KEY+=ITEM    add an item to a list        KEY-=ITEM    remove an item
      KEY-         remove the key; use dots for nested keys: cover.image=x.png

    \b
    Examples:
      blog set hello-world title="Hello again"
      blog set hello-world weight:=3 authors+=Ada series-
      blog set --where 'is:draft before:1y' draft:=false --dry-run
    """
    from blogcli.cli.carry_out import Writing, carry_out
    from blogcli.cli.choose import chosen_posts
    from blogcli.posts.edits import assign, parse_assignment

    refs, texts = ((), words) if where is not None else (words[:1], words[1:])
    if not texts:
        raise UsageError("no change given", "give KEY=VALUE after the POST")
    assignments = [parse_assignment(text) for text in texts]
    posts = chosen_posts(app, refs, where, nul)
    changes = [app.blog.plan(post, assign(post, assignments)) for post in posts]
    carry_out(app, changes, Writing(dry_run, yes, plan), "Changed")
