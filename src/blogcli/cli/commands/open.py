"""`blog open`: open posts in the browser."""

from __future__ import annotations

import click

from blogcli.cli.app import App, pass_app
from blogcli.cli.click_ext import BlogCommand, option
from blogcli.cli.options import posts_argument


@click.command("open", cls=BlogCommand)
@posts_argument
@option("--live", "place", flag_value="live", help="The page that readers see.")
@option("--local", "place", flag_value="local", help="The page of the blog's own server.")
@option("--print", "prints", is_flag=True, help="Print the addresses; start nothing.")
@option("-y", "--yes", is_flag=True, help="Let the site's own code run, unasked.")
@pass_app
def command(app: App, refs: tuple[str, ...], place: str | None, prints: bool, yes: bool) -> None:
    """Open posts in the browser.

    The page is that of the server if `blog serve` runs, else the live one if the post is public,
    else `blog serve` starts. In a pipe the addresses are printed, one a line. The browser is
    $BROWSER, or the system's.

    \b
    Examples:
      blog open hello-world
      blog open @last --local
      blog open @latest --live
      blog open @latest --print
    """
    from blogcli.cli.select_posts import chosen_posts, chosen_summaries
    from blogcli.cli.site.open import open_posts, print_addresses

    if prints or not app.terminal.stdout_is_tty:
        print_addresses(app, chosen_summaries(app, refs), place or "")
    else:
        open_posts(app, chosen_posts(app, refs, None, nul=False), place or "", yes=yes)
