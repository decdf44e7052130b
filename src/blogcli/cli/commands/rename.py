"""`blog rename`: change a post's slug and update the links to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from blogcli.cli.app import App, pass_app
from blogcli.cli.click_ext import BlogCommand, option
from blogcli.cli.completion.candidates import complete_post
from blogcli.cli.options import WriteOptions, writing_options
from blogcli.errors import UsageError

if TYPE_CHECKING:
    from blogcli.store.operations.model import Move


@click.command("rename", cls=BlogCommand)
@click.argument("ref", metavar="POST", shell_complete=complete_post)
@click.argument("new", metavar="NEW")
@option("--title", metavar="TITLE", help="Change the title too.")
@option("--no-redirect", is_flag=True, help="Add no redirect from the old address.")
@writing_options("Change {}")
@pass_app
def command(
    app: App, /, ref: str, new: str, title: str | None, no_redirect: bool, writing: WriteOptions
) -> None:
    """Change a post's slug and update the links to it.

    NEW is the new slug, the name in the URL; spaces and symbols in it become hyphens. The file is
    renamed, or the folder if the post has its own; a date in the name stays. Links to the post are
    updated in other posts and in the site's pages; in templates, data and code they are named. A
    translation that shares the file name or the slug is renamed too. A published post gets a
    redirect from its old address, in `aliases` (Hugo, Zola), `redirect_from` (Jekyll) or `alias`
    (Hexo).

    \b
    Examples:
      blog rename hello-world hello-again --dry-run
      blog rename hello-world hello --title "Hello"
      blog rename @latest first-of-march --no-redirect
    """
    from blogcli.cli.apply_changes import apply_moves
    from blogcli.cli.select_posts import find_post
    from blogcli.output.terminal import visible
    from blogcli.posts.text.slugs import typed_slug
    from blogcli.store.operations.move import MovePlanner
    from blogcli.store.operations.rename import rename_move, translation_moves

    slug = typed_slug(new)
    app.report_problems()
    post = find_post(app, ref)
    app.read_contents()
    moves = MovePlanner(app.blog)
    move = rename_move(moves, post, slug, title)
    _check_name(move)
    if slug != new:
        app.terminal.say(f"Using the slug {slug} for {new!r}")
    for other in moves.namesakes(move):
        app.terminal.warn(f"another post has the slug '{slug}': {other.path}")
    key, address = moves.fixed_by(move)
    if key and slug != post.summary.slug:
        app.terminal.say(f"The address stays {address}, as `{key}` in the front matter sets it")
    is_public = post.summary.status(app.now) == "published"
    if is_public and not no_redirect:
        move, left = moves.with_redirect(move)
        if not left and (why := moves.why_no_redirect(move)):
            app.terminal.say(why)
    done = f"Renamed {visible(post.summary.slug)} to {slug}"
    wanted = [move, *translation_moves(moves, post, slug)]
    apply_moves(app, moves, wanted, writing, done, tail=None)


def _check_name(move: Move) -> None:
    """Raise UsageError for a file name that no generator takes for a post of its own."""
    from blogcli.posts.text.slugs import NO_POSTS

    was, name = (path.rpartition("/")[2] for path in (move.post.summary.path, move.to))
    stem = name.partition(".")[0]
    if name != was and stem.lower() in NO_POSTS:
        raise UsageError(f"a file named {name} would not be a post", f"try '{stem}-post'")
