"""`blog tag`: add tags to posts, or remove them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from blogcli.cli.app import App, pass_app
from blogcli.cli.click_ext import BlogCommand, option
from blogcli.cli.completion.candidates import complete_tag, complete_tagging
from blogcli.cli.options import WriteOptions, selecting_options, writing_options
from blogcli.errors import UsageError
from blogcli.output.terminal import visible

if TYPE_CHECKING:
    from blogcli.posts.model.document import Document
    from blogcli.posts.read.post import Post


@click.command("tag", cls=BlogCommand)
@click.argument("words", nargs=-1, metavar="POST TAG…", shell_complete=complete_tagging)
@option(
    "-r",
    "--remove",
    multiple=True,
    metavar="TAG",
    help="Remove this tag.",
    shell_complete=complete_tag,
)
@option("--set", "exactly", metavar="A,B", help="Replace all tags.")
@option("--clear", is_flag=True, help="Remove all tags.")
@selecting_options
@writing_options("Tag {}")
@pass_app
def command(
    app: App,
    /,
    words: tuple[str, ...],
    remove: tuple[str, ...],
    exactly: str | None,
    clear: bool,
    where: str | None,
    nul: bool,
    writing: WriteOptions,
) -> None:
    """Add tags to posts, or remove them.

    The first word is the POST, or - to read names from stdin; the others are tags. With --where all
    words are tags. Without arguments, it lists all tags, like `blog tags`.

    \b
    Examples:
      blog tag hello-world python web
      blog tag hello-world -r draft-ideas
      blog tag --where 'title:rust missing:tags' rust --dry-run
      blog tag @latest --set notes,python
    """
    from blogcli.cli.apply_changes import apply_changes
    from blogcli.cli.select_posts import chosen_posts
    from blogcli.posts.edit.tags import tags_named

    changing = remove or exactly is not None or clear
    if not words and where is None and not changing:
        from blogcli.cli.lists import write_tags

        write_tags(app)
        return
    refs, tags = ((), words) if where is not None else (words[:1], words[1:])
    if not tags and not changing:
        raise UsageError("no tag given", "give tags after the POST, or use -r, --set or --clear")
    if sum((bool(tags or remove), exactly is not None, clear)) > 1:
        raise UsageError("--set and --clear cannot be combined with tags", "use one of them alone")
    posts = chosen_posts(app, refs, where, nul)
    wanted = tags_named([exactly]) if exactly is not None else [] if clear else None
    add, away = tags_named(tags), tags_named(remove)
    changes = [app.blog.plan(post, _retagged(post, add, away, wanted)) for post in posts]
    tail = ": " + _summary(posts, add, away, wanted)
    apply_changes(app, changes, writing, "Tagged", tail)


def _summary(posts: list[Post], add: list[str], remove: list[str], wanted: list[str] | None) -> str:
    """Return what changed in words: `added x, y; removed z`."""
    if wanted is not None:
        return f"set {', '.join(wanted)}" if wanted else "removed all tags"
    gone = {tag.casefold() for post in posts for tag in post.summary.tags}
    added = [tag for tag in add if any(tag not in post.summary.tags for post in posts)]
    removed = [tag for tag in remove if tag.casefold() in gone]
    parts = {"added": dict.fromkeys(added), "removed": dict.fromkeys(removed)}
    return visible("; ".join(f"{done} {', '.join(tags)}" for done, tags in parts.items() if tags))


def _retagged(post: Post, add: list[str], remove: list[str], wanted: list[str] | None) -> Document:
    from blogcli.posts.edit.fields import retag, set_tags

    return set_tags(post, wanted) if wanted is not None else retag(post, add=add, remove=remove)
