"""`blog export`: write posts as JSON, JSON Feed, Atom or RSS."""

from __future__ import annotations

import click

from blogcli.cli.app import App, pass_app
from blogcli.cli.click_ext import BlogCommand, option
from blogcli.cli.options import query_argument
from blogcli.posts.text.counted import counted

FORMATS = ("json", "jsonfeed", "atom", "rss")


@click.command("export", cls=BlogCommand)
@query_argument
@option(
    "--format",
    "format_",
    type=click.Choice(FORMATS),
    default="json",
    show_default=True,
    help="Output format; json is lossless and can be re-imported.",
)
@option("-o", "--output", metavar="FILE", help="Write to FILE. [default: stdout]")
@option("--drafts", is_flag=True, help="Include drafts.")
@option("--future", is_flag=True, help="Include scheduled posts.")
@option("--expired", is_flag=True, help="Include posts that have expired.")
@pass_app
def command(
    app: App,
    query: tuple[str, ...],
    format_: str,
    output: str | None,
    drafts: bool,
    future: bool,
    expired: bool,
) -> None:
    """Export posts as JSON, JSON Feed, Atom or RSS.

    JSON has the exact file, the fields and the comments of each post, and without a QUERY the pages
    too. Feeds have the posts as HTML, newest first. Drafts, scheduled and expired posts are
    excluded by default; use --drafts, --future and --expired.

    \b
    Examples:
      blog export --drafts --future -o blog.json
      blog export --format atom since:1y -o feed.xml
      blog export tag:harbour --format jsonfeed | less
    """
    from blogcli.cli.export_posts import export_document, posts_to_export
    from blogcli.store.fs.output_file import check_output, write_file

    chosen = {"draft": drafts, "scheduled": future, "expired": expired}
    also = {status for status, is_chosen in chosen.items() if is_chosen}
    posts = posts_to_export(app, " ".join(query), also)
    pieces = export_document(app, posts, format_, pages=not query, drafts=drafts)
    if output is not None:
        check_output(app.cwd / output, app.blog.root)
        write_file(app.cwd / output, pieces)
        app.terminal.say(f"Exported {counted(len(posts), 'post')} to {output}")
        return
    for piece in pieces:
        app.terminal.write_safe(piece)
