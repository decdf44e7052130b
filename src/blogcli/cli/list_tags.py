"""The list of tags that `blog tags` and `blog tag` without arguments print."""

from __future__ import annotations

from blogcli.cli.app import App
from blogcli.cli.select_posts import select
from blogcli.posts.edit.tags import count_tags


def write_tags(app: App, where: str = "", format: str | None = None) -> None:
    """Write every tag with its count and last use: a table on a terminal, TSV in a pipe."""
    from blogcli.output.reports.tags import write_tag_counts

    counts = count_tags(select(app, where))
    write_tag_counts(app.terminal, counts, format=format, now=app.now)
