"""`blog browse`: the whole blog on one screen."""

from __future__ import annotations

import click

from blogcli.cli.app import App, pass_app
from blogcli.cli.click_ext import BlogCommand, option
from blogcli.cli.options import Listing, query_argument, sort_option


@click.command("browse", cls=BlogCommand)
@query_argument
@option("--pick", is_flag=True, help="Enter prints the marked posts and leaves.")
@option("-0", "--nul", is_flag=True, help="NUL-separated input and output.")
@sort_option
@pass_app
def command(app: App, query: tuple[str, ...], pick: bool, nul: bool, sort: str) -> None:
    """Browse and change the whole blog on one screen.

    A list of posts, the post under the cursor, and a line for a query, which filters while you
    type. Keys run the commands of `blog` on the marked posts: what will change is shown first, and
    `u` undoes it. `?` shows all keys.

    With --pick, Enter prints the slugs of the marked posts. The QUERY - takes names from stdin.
    On a terminal that cannot move its cursor the posts are listed.

    \b
    Examples:
      blog browse
      blog browse is:draft
      blog browse --pick tag:go | blog publish -
      blog search rust --format slugs | blog browse -
    """
    from blogcli.cli.screen.start import browse, keys_from_terminal
    from blogcli.extras import require

    text = " ".join(query)
    if app.environ.get("TERM") == "dumb" and not pick:
        from blogcli.cli.lists import list_found
        from blogcli.output.posts.records import OutputSpec

        list_found(app, (text, ""), sort, Listing(OutputSpec(nul=nul), joins=False))
        return
    only = None
    if text == "-":
        from blogcli.cli.select_posts import chosen_posts

        only, text = {post.summary.path for post in chosen_posts(app, ["-"], None, nul)}, ""
    keys_from_terminal(app)
    require("browse")
    picked = browse(app, text, sort, only, picks=pick)
    end = "\0" if nul else "\n"
    app.terminal.write("".join(f"{name}{end}" for name in picked))
