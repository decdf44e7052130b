"""`blog about`: show the blog's About panel."""

from __future__ import annotations

import click

from blogcli.cli.app import App, pass_app
from blogcli.cli.click_ext import BlogCommand, option


@click.command("about", cls=BlogCommand)
@option("--json", "as_json", is_flag=True, help="Print a JSON object.")
@pass_app
def command(app: App, as_json: bool) -> None:
    """Show the blog's About panel.

    It has the title and the address of the blog, and its author's name and biography, as far as
    they are set: `blog import` sets what an export tells of them. In a pipe there is a line for
    each: title, address, author or bio, a tab, and its text.

    \b
    Examples:
      blog about
      blog about | cut -f2
      blog config set author.bio "I write about the sea."
    """
    from blogcli.output.reports.about import write_about
    from blogcli.store.blog.feed_site import FeedSite

    site, config = FeedSite(app.blog, app.summaries), app.blog.config
    values = {
        "title": site.title,
        "address": site.url,
        "author": config.text("author.name"),
        "bio": config.text("author.bio"),
    }
    told = {name: text for name, text in values.items() if text}
    write_about(app.terminal, told, as_json=as_json)
    if not told:
        app.terminal.say(
            "Nothing is set about this blog; `blog config set title TEXT` begins, then url, "
            "author.name and author.bio"
        )
