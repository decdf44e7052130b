"""Write the generated part of docs/performance.md: tables, machine and chart of one session."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bench.figures import Report
from bench.plot import svg
from bench.row import Row
from bench.table import table

PAGE = Path(__file__).parent.parent / "docs" / "performance.md"
PICTURE = "performance.svg"
START, END = "<!-- bench -->", "<!-- /bench -->"


def generated(report: Report, rows: Sequence[Row]) -> str:
    """Return the Markdown between the markers."""
    machine = "; ".join(f"{name}: {what}" for name, what in report.machine.items())
    floors = (f"{blog.floor.median * 1000:.1f} ms" for blog in report.blogs)
    return "\n".join(
        [
            f"Measured on {report.date}. {machine}. P took {' / '.join(floors)}.",
            "",
            *table(report, rows),
            "",
            f"![The time of listing over the number of posts]({PICTURE})",
        ]
    )


def write(report: Report, rows: Sequence[Row], page: Path = PAGE) -> None:
    """Write the report between the markers of the page, and the chart next to the page.

    Raises ValueError if the page has no markers.
    """
    text = page.read_text(encoding="utf-8")
    before, start, rest = text.partition(START)
    _, end, after = rest.partition(END)
    if not (start and end):
        raise ValueError(f"{page} has no {START} … {END}")
    parts = [before, start, "\n", generated(report, rows), "\n", end, after]
    page.write_text("".join(parts), encoding="utf-8")
    (page.parent / PICTURE).write_text(svg(report), encoding="utf-8")
