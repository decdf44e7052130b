"""Rows of cells: for scripts as TSV, for eyes measured, cut and padded so that none wraps.

Rich's own tables take 300 µs a row, seconds for 10,000 posts; these lines take a tenth.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple, TypeAlias

from blogcli.output.cell_width import cell_width, cut
from blogcli.output.terminal import Terminal, paint, visible

Cell: TypeAlias = tuple[str, str]
"""The text of a cell, safe for a terminal (see `visible`), and its style (see `paint`)."""

GAP = "  "
"""What stands between two columns."""

_LEAST = 3
"""The narrowest column worth showing, in cells."""

_TSV = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})


class ColumnHeading(NamedTuple):
    """A column heading: name, whether to align right, and its width.

    `most` is the maximum width (0: none). Where room is short a column shrinks to `least`, and
    further only if that is not enough for all.
    """

    name: str
    right: bool = False
    most: int = 0
    least: int = 0


def write_grid(
    terminal: Terminal, headings: Sequence[ColumnHeading], rows: Sequence[Sequence[Cell]]
) -> None:
    """Write the rows under one line of headings, one line each, no wider than the terminal.

    The widest columns shrink first. If there is no room for all, the rightmost are dropped.
    """
    if not rows:
        return
    colour = terminal.stdout_colour
    shown = headings[: max(1, (terminal.width + len(GAP)) // (_LEAST + len(GAP)))]
    natural = [_natural(heading, place, rows) for place, heading in enumerate(shown)]
    widths = _fitted(natural, shown, terminal.width - len(GAP) * (len(shown) - 1))
    tracks = [(width, heading.right) for width, heading in zip(widths, shown, strict=True)]
    terminal.write(_line([(heading.name, "dim underline") for heading in shown], tracks, colour))
    terminal.write("".join([_line(row, tracks, colour) for row in rows]))


def _natural(heading: ColumnHeading, place: int, rows: Sequence[Sequence[Cell]]) -> int:
    widest = max(len(heading.name), max(cell_width(row[place][0]) for row in rows))
    return min(widest, heading.most) if heading.most else widest


def _fitted(natural: Sequence[int], headings: Sequence[ColumnHeading], room: int) -> list[int]:
    widths = [min(width, max(room, 1)) for width in natural]
    for floors in ([heading.least for heading in headings], [0] * len(headings)):
        while sum(widths) > room:
            spare = [
                width if width > max(floor, 1) else 0
                for width, floor in zip(widths, floors, strict=True)
            ]
            if not any(spare):
                break
            widths[spare.index(max(spare))] -= 1
    return widths


def _line(cells: Iterable[Cell], tracks: Sequence[tuple[int, bool]], colour: bool) -> str:
    parts = []
    for (text, style), (width, right) in zip(cells, tracks, strict=False):
        text = cut(text, width)
        padding = " " * (width - cell_width(text))
        painted = paint(text, style) if colour else text
        parts.append(padding + painted if right else painted + padding)
    return GAP.join(parts).rstrip() + "\n"


def post_count(shown: int, total: int | None = None, noun: str = "post") -> str:
    """Return the count for stderr: `12 posts`, `1 post` or `12 of 340 posts`."""
    counted = shown if total is None else total
    nouns = noun if counted == 1 else f"{noun}s"
    if total is None or total == shown:
        return f"{shown or 'no'} {nouns}"
    return f"{shown} of {total} {nouns}"


def write_rows(terminal: Terminal, rows: Iterable[Sequence[str]]) -> None:
    """Write rows of text as TSV, escaped like posts."""
    for row in rows:
        write_line(terminal, row, "\n")


def write_line(terminal: Terminal, cells: Iterable[str], end: str) -> None:
    """Write cells as one line, separated by tabs."""
    clean = cleaner(terminal)
    terminal.write("\t".join([clean(_escaped(text)) for text in cells]) + end)


def _escaped(text: str) -> str:
    return text if text.isprintable() and "\\" not in text else text.translate(_TSV)


def cleaner(terminal: Terminal) -> Callable[[str], str]:
    """Return what makes text safe to write: control characters are escaped on a terminal."""
    return visible if terminal.stdout_is_tty else str
