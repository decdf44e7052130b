"""Lists of posts and of tags, as several commands print them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from blogcli.cli.app import App
from blogcli.cli.options import Listing
from blogcli.posts.model.fields import NEWEST_FIRST

if TYPE_CHECKING:
    from blogcli.posts.edit.tags import TagCount
    from blogcli.posts.model.summary import Summary


def list_newest(app: App, listing: Listing) -> int:
    """List the newest posts from the index; return how many were listed."""
    from blogcli.output.posts.text_formats import takes_texts, write_texts

    shape, limit, joins = listing.shape, listing.limit, listing.joins_lines(app)
    if takes_texts(app.terminal, shape):
        with app.index() as (index, report):
            total, texts = index.newest_texts(limit, report)
        write_texts(app.terminal, texts, shape, app.now)
    else:
        from blogcli.output.posts.write import attributes_written

        with app.index() as (index, report):
            enough = attributes_written(app.terminal, shape)
            total, shown = index.newest(limit, report, enough)
            posts = [*shown] if joins else shown
            if joins and limit is not None and _have_languages(posts):
                posts = index.newest(None)[1]  # the translations of the last ones may be later
        write_list(app, posts, listing, total)
    return listing.shown(total)


def list_found(app: App, queries: tuple[str, str], sort: str, listing: Listing) -> int:
    """List the posts that match the queries; return how many were listed."""
    from blogcli.cli.select_posts import list_texts, query_of, select_by
    from blogcli.output.posts.text_formats import takes_texts, write_texts

    shape, limit = listing.shape, listing.limit
    query, as_texts = query_of(app, queries), takes_texts(app.terminal, shape)
    if as_texts and query is not None and limit is None and sort == NEWEST_FIRST:
        count = list_texts(
            app, query, lambda texts: write_texts(app.terminal, texts, shape, app.now)
        )
        if count is not None:
            return count
    from blogcli.output.posts.write import attributes_written
    from blogcli.posts.query.sort import sort_posts, sorted_by

    written = attributes_written(app.terminal, shape)
    enough = None if written is None else {*written, *sorted_by(sort)}
    found = sort_posts(select_by(app, query, attributes=enough), sort, app.now)
    if as_texts:
        texts = app.blog.index().record_texts(found[:limit])
        write_texts(app.terminal, texts, shape, app.now)
    else:
        write_list(app, found, listing, len(found))
    return listing.shown(len(found))


def write_list(app: App, posts: Iterable[Summary], listing: Listing, total: int) -> None:
    """Write the first posts, and their count if it is a table.

    Where translations share a line, the limit is one of lines.
    """
    from blogcli.cli.pager import paged
    from blogcli.output.posts.write import write_posts

    shape, limit, joins = listing.shape, listing.limit, listing.joins_lines(app)
    count, more = listing.shown(total), ""
    posts = [*posts] if joins else posts
    if joins and _have_languages(posts):
        posts, count = _lines(app, posts, limit)
        if count > len(posts):
            more = "; translations share a line, --translations all lists each"
    posts = islice(posts, limit)
    if app.terminal.stdout_is_tty and shape.format != "count":
        from blogcli.cli.choosing.post_words import noting

        if shape.look.group:
            from blogcli.output.posts.date_groups import by_date_group

            posts = by_date_group(posts, shape.look.group, app.now)[0]
        posts = noting(app, posts)
    with paged(app) as terminal:
        write_posts(terminal, posts, shape, app.now)
    if listing.is_screen(app):
        from blogcli.output.text_table import post_count

        app.terminal.say(post_count(count, total) + more, "dim")


def _have_languages(posts: Iterable[Summary]) -> bool:
    from blogcli.posts.model.translations import language_of

    return any(map(language_of, posts))


def _lines(app: App, posts: Iterable[Summary], limit: int | None) -> tuple[list[Summary], int]:
    """Return the first posts, one for all its translations, and how many posts they are."""
    from blogcli.posts.model.translations import as_one, translations

    groups = translations(posts)[:limit]
    count = sum(map(len, groups))
    default = app.blog.addresses.permalinks.language if count > len(groups) else ""
    return [as_one(group, default, app.now) for group in groups], count


def write_tags(
    app: App,
    where: str = "",
    format: str | None = None,
    *,
    sort: str = "count",
    reverse: bool = False,
    limit: int | None = None,
) -> None:
    """Write every tag with its count and last use: a table on a terminal, TSV in a pipe.

    The most used are first, or they are sorted by `name`, or by their `last` use.
    """
    from blogcli.cli.pager import paged
    from blogcli.cli.select_posts import select
    from blogcli.output.reports.tags import write_tag_counts
    from blogcli.posts.edit.tags import count_tags

    posts = select(app, where)
    counts = count_tags(posts)
    shown = [*counts]
    if sort == "name":
        shown.sort(key=lambda one: one.tag.casefold())
    elif sort == "last":
        shown.sort(key=lambda one: one.last_at, reverse=True)
    shown = (shown[::-1] if reverse else shown)[:limit]
    with paged(app) as terminal:
        write_tag_counts(terminal, shown, format=format, now=app.now)
    if app.terminal.stdout_is_tty and format in (None, "table"):
        untagged = sum(not post.tags for post in posts)
        app.terminal.say(_totals(counts, len(shown), untagged), "dim")


def _totals(counts: Sequence[TagCount], shown: int, untagged: int) -> str:
    from blogcli.output.text_table import post_count

    once = sum(one.count == 1 for one in counts)
    totals = [post_count(shown, len(counts), "tag")]
    totals += [f"{once} used once"] * bool(once)
    totals += [f"{post_count(untagged)} untagged"] * bool(untagged)
    return " · ".join(totals)
