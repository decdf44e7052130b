"""The links of posts: from them, and to them."""

from collections.abc import Sequence
from typing import NamedTuple

from blogcli.output.reports.report import ReportColumn, write_report
from blogcli.output.terminal import Terminal


class LinkRow(NamedTuple):
    """A link of the post `of`: `to` another place, or `from` another post.

    `path`, `slug` and `title` are those of the other post, empty if the link leads to none. `line`
    is that of the link in its file.
    """

    of: str
    direction: str
    line: int
    target: str
    path: str
    slug: str
    title: str
    text: str


def write_links(terminal: Terminal, rows: Sequence[LinkRow], format: str | None) -> None:
    """Write the links as a table, TSV or JSON."""
    several = len({row.of for row in rows}) > 1
    columns = [
        ReportColumn("post", "Post" if several else None),
        ReportColumn("direction", ""),
        ReportColumn("line", "Line", right=True, style="dim"),
        ReportColumn("target", "Link"),
        ReportColumn("path"),
        ReportColumn("slug"),
        ReportColumn("title", "Leads to or is in", style="bold"),
        ReportColumn("text"),
    ]
    write_report(terminal, columns, rows, format)
