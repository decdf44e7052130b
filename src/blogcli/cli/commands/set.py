"""`blog set`: single keys of the front matter."""

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
    """Change single keys of the front matter.

    The first word is the POST (or - for names on stdin); with --where all words are changes. A
    known field is found under the name the post uses: `date=` changes `pubDate` where that is it.

    \b
      KEY=TEXT     text (a yes or no, a number where the key holds one now)
      KEY:=JSON    a typed value: weight:=3 featured:=true tags:='["a","b"]'
      KEY+=ITEM    one more item in a list      KEY-=ITEM    one item less
      KEY-         remove the key; dots reach nested keys: cover.image=x.png

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
        raise UsageError("no change is given", "give KEY=VALUE after the POST")
    assignments = [parse_assignment(text) for text in texts]
    posts = chosen_posts(app, refs, where, nul)
    changes = [app.blog.plan(post, assign(post, assignments)) for post in posts]
    carry_out(app, changes, Writing(dry_run, yes, plan), "changed")
