"""The list of tags that `blog tags` and `blog tag` without arguments print."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from blogcli.cli.app import App

if TYPE_CHECKING:
    from blogcli.posts.edit.tags import TagCount

TAG_ORDERS = ("count", "name", "last")
"""Orders of tags: most used first, by name, or last used first."""


class TagOrder(NamedTuple):
    """How tags are listed: by which of TAG_ORDERS, in reverse or not, and how many at most."""

    by: str = "count"
    reverse: bool = False
    limit: int | None = None

    def apply(self, counts: Sequence[TagCount]) -> list[TagCount]:
        """Return the tags to list, from those in the order of `count_tags`."""
        found = list(counts)
        if self.by == "name":
            found.sort(key=lambda one: one.tag.casefold())
        elif self.by == "last":
            found.sort(key=lambda one: one.last_at, reverse=True)
        return (found[::-1] if self.reverse else found)[: self.limit]


def write_tags(
    app: App, where: str = "", format: str | None = None, order: TagOrder | None = None
) -> None:
    """Write every tag with its count and last use: a table on a terminal, TSV in a pipe."""
    from blogcli.cli.pager import paged
    from blogcli.cli.select_posts import select
    from blogcli.output.reports.tags import write_tag_counts
    from blogcli.posts.edit.tags import count_tags

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
