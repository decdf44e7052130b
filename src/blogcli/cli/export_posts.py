"""An export: choose posts, read them one by one, and write them in a format."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from importlib import import_module

from blogcli.cli.app import App
from blogcli.exchange.model import ExportSite
from blogcli.exchange.writers import blog_json
from blogcli.exchange.writers.feed_items import feed_item, last_change, site_cleaned
from blogcli.output.posts.records import record
from blogcli.posts.model.fields import NEWEST_FIRST
from blogcli.posts.model.summary import Summary
from blogcli.posts.query.sort import sort_posts
from blogcli.posts.read.post import Post
from blogcli.posts.text.counted import counted
from blogcli.store.blog import pages as kept_pages
from blogcli.store.blog.feed_site import FeedSite

WRITERS = "blogcli.exchange.writers"
MODULES = {"jsonfeed": "json_feed", "atom": "atom", "rss": "rss"}


FLAGS = {"draft": "--drafts", "scheduled": "--future", "expired": "--expired"}
"""The options that include posts of a status other than published."""


def posts_to_export(app: App, query: str, also: Collection[str]) -> list[Summary]:
    """Return the published posts a query matches, newest first, and those with a status in `also`.

    Report those left out.
    """
    from blogcli.cli.select_posts import select

    left: Counter[str] = Counter()
    kept: list[Summary] = []
    for summary in select(app, query):
        status = summary.status(app.now)
        if status == "published" or status in also:
            kept.append(summary)
        else:
            left[status] += 1
    for status, count in left.items():
        posts = counted(count, f"{status} post")
        app.terminal.say(f"Excluded {posts}; use {FLAGS[status]} to include them")
    return sort_posts(kept, NEWEST_FIRST, app.now)


def export_document(
    app: App, summaries: Sequence[Summary], format_: str, *, pages: bool, drafts: bool
) -> Iterator[str]:
    """Yield the export in pieces of text; posts are read as the pieces are taken."""
    feed = FeedSite(app.blog, app.summaries)
    site = site_of(feed)
    if format_ == "json":
        posts = _read(app, summaries)
        beside = [post for post in kept_pages.pages(app.blog) if drafts or not post.summary.draft]
        kinds = ("post", posts), ("page", beside if pages else ())
        known = (_record(app, post, kind) for kind, some in kinds for post in some)
        yield from blog_json.serialize_posts(site, known)
        return
    yield from _feed(app, summaries, site, feed, format_)


def _feed(
    app: App, summaries: Sequence[Summary], site: ExportSite, feed: FeedSite, format_: str
) -> Iterator[str]:
    """Yield a feed in pieces; warn about posts whose Markdown is not converted.

    The items are written in as many processes as there are processors.
    """
    from blogcli.store.index.processes import map_in_processes

    site = site_cleaned(site, app.blog.root.name)
    updated = last_change(summaries, app.blog.conventions.zone_of)
    start, entry, end, between = import_module(f"{WRITERS}.{MODULES[format_]}").written(
        site, updated
    )

    def made(summary: Summary) -> tuple[str, str]:
        item = feed_item(feed.post(summary), site, feed.address)
        return entry(item), summary.path if item.is_written else ""

    before = start
    with app.progress("exporting") as step:
        for text, path in map_in_processes(made, summaries, step):
            if path:
                app.terminal.warn(f"{path}: too much Markdown to convert to HTML; kept as text")
            yield before + text
            before = between
    yield end if summaries else start + end


def site_of(feed: FeedSite) -> ExportSite:
    """Return the blog's title and URL, and its author and time zone from its settings."""
    config = feed.blog.config
    return ExportSite(
        title=feed.title,
        author=config.text("author.name"),
        about=config.text("author.bio"),
        url=feed.url,
        timezone=config.text("timezone"),
    )


def _record(app: App, post: Post, kind: str) -> dict[str, object]:
    said = kept_pages.comments(app.blog, post.summary.slug) or ()
    summary = app.blog.addresses.with_url(post.summary) if kind == "post" else post.summary
    known = record(summary, app.now) | {"kind": kind}
    return blog_json.post_record(known, post.document, said)


def _read(app: App, summaries: Sequence[Summary]) -> Iterator[Post]:
    with app.progress("exporting") as step:
        for done, summary in enumerate(summaries):
            step(done, len(summaries))
            yield app.blog.read(summary.path)
