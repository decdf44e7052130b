"""Draw the figures over the number of posts as an SVG chart, for light and dark pages.

It uses no plotting library: that would be the project's largest dependency for one chart, and its
output does not follow the reader's color scheme.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from bench.figures import Report

WIDTH, HEIGHT = 720, 420
LEFT, RIGHT, TOP, BOTTOM = 64, 150, 40, 48

LINES: tuple[tuple[str, str, str, str], ...] = (
    ("hugo", "hugo list all", "#b4530a", "#f0a35e"),
    ("cold", "blog list, no index", "#7a3fc4", "#b794f0"),
    ("grep", "grep -rl", "#6b7280", "#9ca3af"),
    ("list", "blog list, warm", "#0b6bcb", "#62b0ff"),
)
"""Row, label, and color on a light and on a dark page."""

DASHES = ("7 4", "2 3", "9 3 2 3", "none")


@dataclass(frozen=True, slots=True)
class Scale:
    """A logarithmic axis that maps values from `low`…`high` to pixels `start`…`end`."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """Return the pixel position of a value."""
        part = math.log(value / self.low) / math.log(self.high / self.low)
        return round(self.start + part * (self.end - self.start), 1)

    def decades(self) -> list[int]:
        """Return the powers of ten on the axis."""
        first, last = math.ceil(math.log10(self.low)), math.floor(math.log10(self.high))
        return [10**power for power in range(first, last + 1)]


def curves(report: Report) -> dict[str, list[tuple[int, float]]]:
    """Return the points of each line: number of posts and ratio to P."""
    found = {}
    for row, *_ in LINES:
        ratios = [(blog.posts, blog.ratio(row)) for blog in report.blogs]
        found[row] = [(posts, ratio) for posts, ratio in ratios if ratio]
    return {row: points for row, points in found.items() if points}


def svg(report: Report) -> str:
    """Return the chart with logarithmic axes; without data for any line, the axes are empty."""
    lines = curves(report)
    sizes = [blog.posts for blog in report.blogs]
    ratios = [ratio for points in lines.values() for _, ratio in points] or [1.0]
    across = Scale(min(sizes) / 1.5, max(sizes) * 1.5, LEFT, WIDTH - RIGHT)
    up = Scale(min(1, *ratios), max(10, 1.5 * max(ratios)), HEIGHT - BOTTOM, TOP)
    return "\n".join([*_head(), *_axes(across, up, sizes), *_lines(lines, across, up), "</svg>\n"])


def _head() -> Iterator[str]:
    light = "".join(_ink(row, colour) for row, _, colour, _ in LINES)
    dark = "".join(_ink(row, colour) for row, _, _, colour in LINES)
    yield f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img">'
    yield "<title>Time of listing over the number of posts</title>"
    yield "<style>"
    yield "text{font:13px system-ui,sans-serif;fill:#374151}.axis{stroke:#9ca3af;stroke-width:.6}"
    yield ".line{fill:none;stroke-width:2.2}" + light
    yield "@media(prefers-color-scheme:dark){text{fill:#d1d5db}.axis{stroke:#4b5563}" + dark + "}"
    yield "</style>"


def _ink(row: str, colour: str) -> str:
    return f".{row} .line{{stroke:{colour}}}.{row} .dot,.{row} .label{{fill:{colour}}}"


def _axes(across: Scale, up: Scale, sizes: list[int]) -> Iterator[str]:
    yield f'<text x="{LEFT}" y="22">times P, the start of Python alone (log scale)</text>'
    for value in up.decades():
        y = up(value)
        yield f'<path class="axis" d="M{across.start} {y}H{across.end}"/>'
        yield f'<text x="{LEFT - 8}" y="{y + 4}" text-anchor="end">{value:,}</text>'
    for value in sizes:
        x = across(value)
        yield f'<path class="axis" d="M{x} {up.start}v5"/>'
        yield f'<text x="{x}" y="{up.start + 20}" text-anchor="middle">{value:,}</text>'
    middle = (across.start + across.end) / 2
    yield f'<text x="{middle}" y="{HEIGHT - 8}" text-anchor="middle">posts (log scale)</text>'


def _lines(lines: dict[str, list[tuple[int, float]]], across: Scale, up: Scale) -> Iterator[str]:
    free: float = HEIGHT
    ends = sorted((points[-1][1], row) for row, points in lines.items())
    heights = {}
    for ratio, row in ends:  # labels at the line ends, from the lowest up, without overlap
        free = heights[row] = min(up(ratio) + 4, free - 17)
    for (row, label, *_), dash in zip(LINES, DASHES, strict=True):
        if row not in lines:
            continue
        places = [(across(posts), up(ratio)) for posts, ratio in lines[row]]
        yield f'<g class="{row}"><polyline class="line" stroke-dasharray="{dash}" points="'
        yield " ".join(f"{x},{y}" for x, y in places) + '"/>'
        yield from (f'<circle class="dot" cx="{x}" cy="{y}" r="3.5"/>' for x, y in places)
        x = across.end + 6
        yield f'<text class="label" x="{x}" y="{heights[row]:.1f}">{label}</text></g>'
