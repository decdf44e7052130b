"""`blog set`: set front matter fields."""

from __future__ import annotations

import click

from blogcli.cli.app import App, pass_app
from blogcli.cli.click_ext import BlogCommand
from blogcli.cli.completion.candidates import complete_setting
from blogcli.cli.options import WriteOptions, selecting_options, writing_options
from blogcli.errors import UsageError


@click.command("set", cls=BlogCommand)
@click.argument("words", nargs=-1, metavar="POST KEY=VALUE…", shell_complete=complete_setting)
@selecting_options
@writing_options("Change {}")
@pass_app
def command(
    app: App,
    /,
    words: tuple[str, ...],
    where: str | None,
    nul: bool,
    writing: WriteOptions,
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
    from blogcli.cli.apply_changes import apply_changes, warn_of_new_addresses
    from blogcli.cli.select_posts import chosen_posts
    from blogcli.output.terminal import visible
    from blogcli.posts.edit.fields import assign, is_assignment, parse_assignment
    from blogcli.posts.read.post import read_post

    picking = app.terminal.interactive and bool(words) and all(map(is_assignment, words))
    refs, texts = ((), words) if where is not None or picking else (words[:1], words[1:])
    if not texts:
        raise UsageError("no change given", "give KEY=VALUE after the POST")
    assignments = [parse_assignment(text) for text in texts]
    posts = chosen_posts(app, refs, where, nul)
    changes = [app.blog.plan(post, assign(post, assignments)) for post in posts]
    url = app.blog.addresses.permalinks.url
    after = {
        post.summary.path: there
        for post, change in zip(posts, changes, strict=True)
        if (there := read_post(change.path, change.after or b"", post.conventions))
        and url(there.summary) != url(post.summary)
    }
    if after:
        warn_of_new_addresses(app, after)
    keys = ", ".join(dict.fromkeys(one.key for one in assignments))
    apply_changes(app, changes, writing, "Changed", f": {visible(keys)}")
