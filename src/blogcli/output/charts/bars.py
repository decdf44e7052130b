"""Bars and sparklines of text, in eighths of a cell."""

from __future__ import annotations

from collections.abc import Sequence

from blogcli.output.terminal import Terminal

_EIGHTHS = " ▏▎▍▌▋▊▉"
_HEIGHTS = " ▁▂▃▄▅▆▇█"


def can_draw(terminal: Terminal) -> bool:
    """Return whether block characters can be written; else charts are drawn with `#`."""
    try:
        _HEIGHTS.encode(terminal.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return False
    return True


def bar(value: int, most: int, width: int, *, blocks: bool = True) -> str:
    """Return a bar of at most `width` cells, as long as `value` is of `most`.

    What is not nothing has an eighth of a cell at least.
    """
    if most <= 0 or value <= 0 or width <= 0:
        return ""
    if not blocks:
        return "#" * max(1, value * width // most)
    eighths = max(1, value * width * 8 // most)
    return "█" * (eighths // 8) + _EIGHTHS[eighths % 8].strip()


def sparkline(values: Sequence[int], *, blocks: bool = True) -> str:
    """Return a cell for each value, as high as it is of the largest."""
    most = max(values, default=0)
    if not blocks:
        return "".join("#" if 2 * value >= most > 0 else "." if value else " " for value in values)
    return "".join(_HEIGHTS[max(1, value * 8 // most) if value and most else 0] for value in values)
