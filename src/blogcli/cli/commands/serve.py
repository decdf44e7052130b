"""`blog serve`: run the blog's own server."""

from __future__ import annotations

import click

from blogcli.cli.app import App, pass_app
from blogcli.cli.click_ext import Number, ProgramCommand, option
from blogcli.cli.completion.candidates import complete_post
from blogcli.cli.options import running_options


@click.command("serve", cls=ProgramCommand)
@click.argument("ref", required=False, metavar="[POST]", shell_complete=complete_post)
@option(
    "--port",
    cls=Number,
    type=click.IntRange(1, 65535),
    metavar="N",
    help="Port of the server. [default: a free one]",
)
@option("--open", "opens", is_flag=True, help="Open the post, or the site, in the browser.")
@option("--published", is_flag=True, help="Only what readers see.")
@running_options
@pass_app
def command(
    app: App,
    ref: str | None,
    port: int | None,
    opens: bool,
    published: bool,
    dry_run: bool,
    yes: bool,
    args: tuple[str, ...],
) -> None:
    """Run the blog's own server, drafts and future posts too.

    The blog's own generator (Hugo, Jekyll, …) makes the pages; ARGS are options for it. Once the
    post's page is there, its address is shown; Ctrl-C ends the server. Since a site may hold code,
    you are asked before it first starts; the answer is kept for this blog and these words.
    `serve.command` in your own settings file replaces the words, with {port} for the port.

    \b
    Examples:
      blog serve
      blog serve hello-world --open
      blog serve @last --published
      blog serve --port 8000 -- --disableFastRender
    """
    from blogcli.cli.select_posts import find_post
    from blogcli.cli.site.serve import ServeOptions, serve

    posts = [find_post(app, ref)] if ref else []
    serve(app, posts, ServeOptions(port, opens, published, dry_run, yes, args))
