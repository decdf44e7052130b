"""Charts as SVG (https://www.w3.org/TR/SVG2/): bars of years, and a heat map of days.

They have no script and no fonts of their own, and follow the reader's light or dark theme.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from html import escape

from blogcli.posts.text.counted import counted

MARK = "<!-- blogcli chart -->"
"""By which a chart of our own is known, so that it may be overwritten."""

_STYLE = (
    "<style>text{font:12px sans-serif;fill:#57606a}.b{fill:#2f81f7}.e{fill:#ebedf0}"
    "@media(prefers-color-scheme:dark){text{fill:#8b949e}.e{fill:#21262d}}</style>"
)
_SHADES = (0.3, 0.55, 0.8, 1.0)
_DAY, _LEFT, _TOP = 13, 32, 36


def bars_svg(title: str, bars: Sequence[tuple[str, int]]) -> str:
    """Return a chart of horizontal bars, one for each label and value."""
    most = max((value for _, value in bars), default=0) or 1
    left = 12 + 7 * max((len(label) for label, _ in bars), default=0)
    rows = []
    for number, (label, value) in enumerate(bars):
        y = _TOP + 22 * number
        width = round(520 * value / most, 1)
        rows.append(
            f'<text x="{left - 8}" y="{y + 12}" text-anchor="end">{escape(label)}</text>'
            f'<rect class="b" x="{left}" y="{y}" width="{width}" height="16" rx="2"/>'
            f'<text x="{left + width + 6}" y="{y + 12}">{value:,}</text>'
        )
    return _svg(title, left + 600, _TOP + 22 * len(bars) + 8, rows)


def heat_svg(title: str, year: int, counts: Mapping[date, int]) -> str:
    """Return a heat map of a year: a column for each week, a row for each weekday from Monday."""
    most = max(counts.values(), default=0) or 1
    first = date(year, 1, 1)
    rows = [
        f'<text x="{_LEFT - 6}" y="{_TOP + _DAY * day + 10}" text-anchor="end">{name}</text>'
        for day, name in ((0, "Mon"), (2, "Wed"), (4, "Fri"))
    ]
    for number in range((date(year, 12, 31) - first).days + 1):
        day = first + timedelta(days=number)
        week = (number + first.weekday()) // 7
        x, y = _LEFT + _DAY * week, _TOP + _DAY * day.weekday()
        if day.day == 1:
            rows.append(f'<text x="{x}" y="{_TOP - 6}">{day:%b}</text>')
        value = counts.get(day, 0)
        shade = _SHADES[min(value * len(_SHADES) // (most + 1), len(_SHADES) - 1)]
        look = f'class="b" fill-opacity="{shade}"' if value else 'class="e"'
        rows.append(
            f'<rect {look} x="{x}" y="{y}" width="11" height="11" rx="2">'
            f"<title>{day}: {counted(value, 'post')}</title></rect>"
        )
    return _svg(title, _LEFT + _DAY * 54, _TOP + _DAY * 7 + 8, rows)


def _svg(title: str, width: int, height: int, parts: Sequence[str]) -> str:
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img">'
    name = f'<title>{escape(title)}</title><text x="12" y="18">{escape(title)}</text>'
    return "\n".join((head, MARK, _STYLE, name, *parts, "</svg>", ""))
