"""Format the figures as a Markdown table, for the terminal and docs/performance.md."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bench.figures import Blog, Report, Timing
from bench.judge import Verdict, of_row
from bench.row import Row, Unit

HEAD = ("row", "work", "posts", "P", "middle half", "MB", "at most", "")


def table(report: Report, rows: Sequence[Row]) -> Iterator[str]:
    """Yield the lines of the table: one for each row and size, in the order of the rows."""
    yield _line(HEAD)
    yield _line(["---", "---", "--:", "--:", "--:", "--:", "---", "---"])
    for row in rows:
        for blog in report.blogs:
            first = blog is report.blogs[0]
            targets = list(of_row(row, blog, first=first))
            due = row.every_size or first
            if targets or (row.commands and blog.posts <= row.up_to and due):
                yield _line(_cells(row, blog, targets))


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _cells(row: Row, blog: Blog, targets: list[Verdict]) -> list[str]:
    about = row.about.replace("|", "\\|")
    posts = f"{blog.posts:,}" if row.every_size else ""
    limits = ", ".join(str(one.target) for one in targets)
    timing = blog.timings.get(row.name)
    if timing is None:
        figures = ["", "", ""]
    else:
        low, high = blog.spread(row.name)
        ratio = blog.ratio(row.name) or 0
        figures = [amount(ratio), f"{amount(low)} – {amount(high)}", _memory(timing, blog)]
        if len(row.commands) > 1:
            about += f", here `{timing.command}`"
    return [row.name, about, posts, *figures, limits, _outcome(row, blog, targets)]


def _memory(timing: Timing, blog: Blog) -> str:
    """Return megabytes; a value like that of P is only an upper bound, marked `under`."""
    floor = blog.floor.memory * 1.02
    return ("under " if timing.memory <= floor else "") + f"{timing.memory / 1e6:.0f}"


def _outcome(row: Row, blog: Blog, targets: list[Verdict]) -> str:
    """Return whether the targets are met, with figures that no other column shows."""
    if row.name in blog.missing:
        return blog.missing[row.name]
    said = []
    for one in targets:
        sign = "met" if one.met else "**missed**"
        if one.value is None:
            sign = one.why
        elif one.target.unit is not Unit.P:
            sign += f": {amount(one.value)} {one.target.unit.format(one.target.than)}"
        said.append(sign)
    return ", ".join(said)


def amount(value: float) -> str:
    """Format a figure with one or two decimals, or none from 100 on."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 1 else f"{value:.2f}"
