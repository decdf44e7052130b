"""`blog tag`: tags on posts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from blogcli.cli.app import App, pass_app
from blogcli.cli.command import Command
from blogcli.cli.complete import complete_tag, complete_tagging
from blogcli.cli.options import choosing_options, writing_options
from blogcli.errors import UsageError

if TYPE_CHECKING:
    from blogcli.posts.document import Document
    from blogcli.posts.post import Post


@click.command("tag", cls=Command)
@click.argument("words", nargs=-1, metavar="POST TAG…", shell_complete=complete_tagging)
@click.option(
    "-r",
    "--remove",
    multiple=True,
    metavar="TAG",
    help="Take this tag away.",
    shell_complete=complete_tag,
)
@click.option("--set", "exactly", metavar="A,B", help="Have just these tags.")
@click.option("--clear", is_flag=True, help="Have no tags.")
@choosing_options
@writing_options
@pass_app
def command(
    app: App,
    words: tuple[str, ...],
    remove: tuple[str, ...],
    exactly: str | None,
    clear: bool,
    where: str | None,
    nul: bool,
    dry_run: bool,
    yes: bool,
    plan: str | None,
) -> None:
    """Add tags to posts, or remove them.

    The first word is the POST (or - for names on stdin), the others are tags; with --where all
    words are tags. Without any argument, lists the tags as `blog tags` does.

    \b
    Examples:
      blog tag hello-world python web
      blog tag hello-world -r draft-ideas
      blog tag --where 'title:rust missing:tags' rust --dry-run
      blog tag @latest --set notes,python
    """
    from blogcli.cli.carry_out import Writing, carry_out
    from blogcli.cli.choose import chosen_posts
    from blogcli.posts.tags import tags_named

    changing = remove or exactly is not None or clear
    if not words and where is None and not changing:
        from blogcli.cli.tag_list import write_tags

        write_tags(app)
        return
    refs, tags = ((), words) if where is not None else (words[:1], words[1:])
    if not tags and not changing:
        raise UsageError("no tag is named", "give tags after the POST, or -r, --set or --clear")
    if sum((bool(tags or remove), exactly is not None, clear)) > 1:
        raise UsageError("--set and --clear stand alone", "give tags, or --set, or --clear")
    posts = chosen_posts(app, refs, where, nul)
    wanted = tags_named([exactly]) if exactly is not None else [] if clear else None
    add, away = tags_named(tags), tags_named(remove)
    changes = [app.blog.plan(post, _retagged(post, add, away, wanted)) for post in posts]
    carry_out(app, changes, Writing(dry_run, yes, plan), "tagged")


def _retagged(post: Post, add: list[str], remove: list[str], wanted: list[str] | None) -> Document:
    from blogcli.posts.edits import retag, set_tags

    return set_tags(post, wanted) if wanted is not None else retag(post, add=add, remove=remove)
