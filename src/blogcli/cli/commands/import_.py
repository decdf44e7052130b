"""`blog import`: import posts from the export of another system."""

from __future__ import annotations

from typing import Literal

import click

from blogcli.cli.app import App, pass_app
from blogcli.cli.click_ext import BlogCommand, option
from blogcli.cli.options import WriteOptions, plan_option, yes_option

KINDS = (
    "auto", "takeout", "blogger", "blogger-feed", "blogger-page", "text", "wordpress", "feed",
    "jsonfeed", "json",
)  # fmt: skip


@click.command("import", cls=BlogCommand)
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE…")
@option(
    "--as",
    "kind",
    type=click.Choice(KINDS),
    default="auto",
    help="Source format. [default: detected]",
)
@option("--pick", metavar="NAME", default="", help="Blog to import, if a Takeout has several.")
@option("--site-url", metavar="URL", default="", help="URL of the old blog.")
@option("--timezone", metavar="ZONE", help="Time zone of the export. [default: its own]")
@option(
    "--comments",
    type=click.Choice(["live", "all", "none"]),
    default="live",
    show_default=True,
    help="Comments to import: visible ones, hidden and spam too, or none.",
)
@option(
    "--drafts",
    type=click.Choice(["keep", "skip"]),
    default="keep",
    show_default=True,
    help="Drafts and private posts: import as drafts, or skip.",
)
@option(
    "--images",
    type=click.Choice(["keep", "takeout"]),
    default="keep",
    show_default=True,
    help="Pictures: keep old addresses, or copy from the Takeout.",
)
@option("--update", is_flag=True, help="Overwrite posts that were edited here.")
@option("--keep-html", is_flag=True, help="Save the HTML of each post in originals/.")
@option(
    "--keep-google-links", is_flag=True, help="Keep links that Blogger's editor added by itself."
)
@option(
    "--json", "json_file", metavar="FILE", help="Write the report as JSON to FILE (- for stdout)."
)
@option("--dry-run", is_flag=True, help="Report what would happen to each post; fast.")
@option("--diff", is_flag=True, help="Print the exact diff; change nothing.")
@yes_option
@plan_option
@pass_app
def command(
    app: App,
    sources: tuple[str, ...],
    kind: str,
    pick: str,
    site_url: str,
    timezone: str | None,
    comments: Literal["live", "all", "none"],
    drafts: Literal["keep", "skip"],
    images: Literal["keep", "takeout"],
    update: bool,
    keep_html: bool,
    keep_google_links: bool,
    json_file: str | None,
    dry_run: bool,
    diff: bool,
    yes: bool,
    plan: str | None,
) -> None:
    """Import posts from Blogger, WordPress, a feed or a page.

    SOURCE is a Blogger Takeout (zip, folder or feed.atom), a Blogger backup, a WordPress export, an
    RSS, Atom or JSON Feed, a Blogger page saved as HTML or text, a file from blog export, or - for
    stdin. The format is detected automatically. Drafts and private posts become drafts, and so do
    scheduled posts whose date has passed. Old addresses become aliases, links between the posts are
    updated, and comments are saved in comments/SLUG.json.

    A second import updates what changed in the export and keeps posts that were edited here.
    Nothing is downloaded. If Python packages are missing, the error shows how to install them.

    --dry-run does not convert posts, so it reports a post that the blog already has as "held":
    only the conversion shows whether it changed.

    \b
    Examples:
      blog import takeout-20260301.zip
      blog import takeout-20260301.zip --images takeout
      blog import blog-03-01-2026.xml --dry-run
      blog import blog-03-01-2026.xml --diff | less
      blog import export.xml --timezone Europe/Oslo --json report.json
    """
    from blogcli.extras import require

    require("import")
    from blogcli.cli.apply_changes import apply_changes
    from blogcli.cli.import_posts import import_posts, write_import_report
    from blogcli.exchange.model import ReadOptions
    from blogcli.exchange.plan.plan import ImportOptions
    from blogcli.store.changes.spool import open_spool
    from blogcli.store.settings.schema import known_zone

    named = timezone or app.blog.config.text("timezone")
    zone = known_zone(named) if named else None
    outline = dry_run and not diff and plan is None
    options = ReadOptions(app.now, zone, kind, site_url, pick, comments)
    import_options = ImportOptions(
        app.now, update, drafts, keep_html, keep_google_links, images, outline
    )
    with open_spool() as spool:
        brought = import_posts(app, sources, options, import_options, spool)
        write_import_report(app, brought.report, json_file, diff or plan is not None)
        if outline:
            app.terminal.say("Dry run: nothing written; --diff shows every change")
        else:
            writing = WriteOptions("Import {}", dry_run or diff, yes, plan)
            apply_changes(app, brought.changes, writing, "Imported")
