"""Rows of cells: for scripts as TSV, for eyes measured, cut and padded so that none wraps.

Rich's own tables take 300 µs a row, seconds for 10,000 posts; these lines take a tenth.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

from blogcli.output.cell_width import cell_width, cut
from blogcli.output.terminal import Terminal, paint, visible
from blogcli.posts.text.counted import counted

Cell: TypeAlias = tuple[str, str]
"""The text of a cell, safe for a terminal (see `visible`), and its style (see `paint`)."""

GAP = "  "
"""What stands between two columns."""

_NONE: Mapping[int, str] = MappingProxyType({})

_LEAST = 3
"""The narrowest column worth showing, in cells."""

_USEFUL = 8
"""The least cells of a column beside others that is not dropped from a list without headings."""

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


class GridColumn(NamedTuple):
    """A column of a table: its heading, its cells, and the width of each."""

    heading: ColumnHeading
    cells: Sequence[Cell]
    widths: Sequence[int]

    @property
    def natural(self) -> int:
        """The width that the column wants, at most `most`."""
        widest = max(len(self.heading.name), max(self.widths, default=0))
        return min(widest, self.heading.most or widest)


def grid_column(heading: ColumnHeading, cells: Sequence[Cell]) -> GridColumn:
    """Measure the cells of a column."""
    return GridColumn(heading, cells, [cell_width(text) for text, _ in cells])


def write_columns(
    terminal: Terminal, columns: Sequence[GridColumn], above: Mapping[int, str] = _NONE
) -> None:
    """Write the columns under one line of headings, a row on one line, no wider than the terminal.

    The widest columns shrink first. If there is no room for all, the rightmost are dropped. A row
    that is in `above`, by its position, gets an empty line and that text over it.
    """
    shown = columns[: max(1, (terminal.width + len(GAP)) // (_LEAST + len(GAP)))]
    if not shown or not shown[0].cells:
        return
    widths = _fitted(shown, terminal.width - len(GAP) * (len(shown) - 1))
    tracks = [
        _track(one, width, terminal.stdout_colour) for one, width in zip(shown, widths, strict=True)
    ]
    lines = [GAP.join(row).rstrip() + "\n" for row in zip(*tracks, strict=True)]
    for place, text in above.items():
        text = cut(text, terminal.width)
        title = terminal.styled(text, "bold magenta")
        lines[place + 1] = f"\n{title}\n{lines[place + 1]}"
    terminal.write("".join(lines))


def write_cells(terminal: Terminal, rows: Sequence[Sequence[Cell]]) -> None:
    """Write rows in columns without headings. A pipe cuts nothing, a terminal not the first column.

    There the others share what is left, and the last are dropped if that is too little.
    """
    first, *rest = (grid_column(ColumnHeading(""), cells) for cells in zip(*rows, strict=True))
    room = sum(column.natural for column in rest)
    if terminal.stdout_is_tty:
        room = terminal.width - first.natural - len(GAP) * len(rest)
        while rest and room < min(_USEFUL * len(rest), sum(column.natural for column in rest)):
            rest.pop()
            room += len(GAP)
    widths = (first.natural, *_fitted(rest, room))
    tracks = [
        _track(one, width, terminal.stdout_colour)[1:]
        for one, width in zip((first, *rest), widths, strict=True)
    ]
    terminal.write("".join([GAP.join(row).rstrip() + "\n" for row in zip(*tracks, strict=True)]))


def _fitted(columns: Sequence[GridColumn], room: int) -> list[int]:
    widths = [min(column.natural, max(room, 1)) for column in columns]
    for floors in ([column.heading.least for column in columns], [0] * len(columns)):
        while sum(widths) > room:
            spare = [
                width if width > max(floor, 1) else 0
                for width, floor in zip(widths, floors, strict=True)
            ]
            if not any(spare):
                break
            widths[spare.index(max(spare))] -= 1
    return widths


def _track(column: GridColumn, width: int, colour: bool) -> list[str]:
    """Return the heading and the cells of a column, each cut or padded to its width."""
    heading, cells, widths = column
    start = {style: paint(" ", style).split(" ")[0] for style in {style for _, style in cells}}
    lines = []
    title = (heading.name, "dim underline")
    start[title[1]] = paint(" ", title[1]).split(" ")[0]
    for (text, style), used in zip((title, *cells), (len(title[0]), *widths), strict=True):
        if used > width:
            text = cut(text, width)
            used = cell_width(text)
        blank = " " * (width - used)
        if colour and style and text:
            text = f"{start[style]}{text}\x1b[0m"
        lines.append(blank + text if heading.right else text + blank)
    return lines


def post_count(shown: int, total: int | None = None, noun: str = "post") -> str:
    """Return the count for stderr: `12 posts`, `1 post` or `12 of 340 posts`."""
    if total is None or total == shown:
        return counted(shown, noun, "no")
    return f"{shown} of {counted(total, noun)}"


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
