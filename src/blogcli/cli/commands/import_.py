"""`blog import`: another system's export to posts of this blog."""

from __future__ import annotations

from typing import Literal

import click

from blogcli.cli.app import App, pass_app
from blogcli.cli.command import Command
from blogcli.cli.options import bringing_options

KINDS = (
    "auto", "takeout", "blogger", "blogger-feed", "blogger-page", "text", "wordpress", "feed",
    "jsonfeed", "json",
)  # fmt: skip


@click.command("import", cls=Command)
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE…")
@click.option("--as", "kind", type=click.Choice(KINDS), default="auto", help="What SOURCE is.")
@click.option("--pick", metavar="NAME", default="", help="One of several blogs in a Takeout.")
@click.option("--site-url", metavar="URL", default="", help="Address the old blog had.")
@click.option("--timezone", metavar="ZONE", help="Zone of its times. [default: its own]")
@click.option(
    "--comments",
    type=click.Choice(["live", "all", "none"]),
    default="live",
    show_default=True,
    help="Comments to bring: those readers saw, also hidden ones and spam, or none.",
)
@click.option(
    "--drafts",
    type=click.Choice(["keep", "skip"]),
    default="keep",
    show_default=True,
    help="Drafts and private posts: as drafts, or not at all.",
)
@click.option(
    "--images",
    type=click.Choice(["keep", "takeout"]),
    default="keep",
    show_default=True,
    help="Pictures: at their old addresses, or out of the Takeout's albums.",
)
@click.option("--update", is_flag=True, help="Also write over what was edited here since.")
@click.option("--keep-html", is_flag=True, help="Keep each post's HTML in originals/.")
@click.option("--keep-google-links", is_flag=True, help="Keep links Blogger's editor made up.")
@click.option("--json", "json_file", metavar="FILE", help="Write the report to FILE, - for stdout.")
@bringing_options
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
    """Bring posts in from Blogger, WordPress, a feed or a page.

    SOURCE is a Takeout (zip, folder or feed.atom), Blogger's back-up, WordPress's export, an RSS,
    Atom or JSON Feed, a Blogger page saved as HTML or text, what blog export wrote, or - for stdin.
    What it is is found from its content. Drafts, scheduled and private posts are not published; old
    addresses become aliases, and links to them lead to the posts; comments go to
    comments/SLUG.json.

    A second import changes only what changed there, and nothing that was edited here. Nothing is
    ever fetched. Needs pip install 'blogcli[import]'.

    --dry-run converts nothing: a post that the blog has is "held", for only its conversion tells
    whether it changed.

    \b
    Examples:
      blog import takeout-20260301.zip
      blog import takeout-20260301.zip --images takeout
      blog import blog-03-01-2026.xml --dry-run
      blog import blog-03-01-2026.xml --diff | less
      blog import export.xml --timezone Europe/Oslo --json report.json
    """
    from blogcli.exchange.libraries import require

    require()
    from blogcli.cli.bring_in import bring_in
    from blogcli.cli.carry_out import Writing, carry_out
    from blogcli.cli.import_report import tell, tell_outline
    from blogcli.exchange.plan import Wishes
    from blogcli.exchange.values import Options
    from blogcli.store.config import known_zone
    from blogcli.store.spool import open_spool

    named = timezone or app.blog.config.text("timezone")
    zone = known_zone(named) if named else None
    outline = dry_run and not diff and plan is None
    options = Options(app.now, zone, kind, site_url, pick, comments)
    wishes = Wishes(app.now, update, drafts, keep_html, keep_google_links, images, outline)
    with open_spool() as spool:
        brought = bring_in(app, sources, options, wishes, spool)
        tell(app, brought.report, json_file, diff or plan is not None)
        if outline:
            tell_outline(app)
        else:
            carry_out(app, brought.changes, Writing(dry_run or diff, yes, plan), "imported")
