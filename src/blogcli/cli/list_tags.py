"""The list of tags that `blog tags` and `blog tag` without arguments print."""

from __future__ import annotations

from collections.abc import Sequence

from blogcli.cli.app import App
from blogcli.cli.pager import paged
from blogcli.cli.select_posts import select
from blogcli.cli.tag_orders import TagOrder
from blogcli.posts.edit.tags import TagCount, count_tags


def write_tags(
    app: App, where: str = "", format: str | None = None, order: TagOrder | None = None
) -> None:
    """Write every tag with its count and last use: a table on a terminal, TSV in a pipe."""
    from blogcli.output.reports.tags import write_tag_counts

    posts = select(app, where)
    counts = count_tags(posts)
    shown = (order or TagOrder()).apply(counts)
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
