"""Measure, cut and wrap text by the cells it takes; Rich is asked for some scripts."""

import re

_PLAIN = "[ -~\xa0-\u02ff‐-—‘-”…○◔━─]*"
"""Text of which each character takes one cell; compiled when a text is not ASCII."""


def cell_width(text: str) -> int:
    """Return the number of cells of text without control characters."""
    if text.isascii() or re.fullmatch(_PLAIN, text):
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def cut(text: str, width: int) -> str:
    """Return the text in at most `width` cells; what is cut ends in an ellipsis."""
    if cell_width(text) <= width:
        return text
    if text.isascii() or re.fullmatch(_PLAIN, text):
        return text[: width - 1].rstrip() + "…"
    from rich.cells import set_cell_size

    return set_cell_size(text, width - 1).rstrip() + "…"


def wrap_words(text: str, width: int, indent: str = "") -> list[str]:
    """Return one line of text as lines of at most `width` cells, `indent` before all but the first.

    No word is broken: one that is longer than a line is a line of its own.
    """
    lines: list[str] = []
    line, used = "", 0
    for number, word in enumerate(text.split(" ")):
        cells = cell_width(word)
        if line.strip() and used + 1 + cells > width:
            lines.append(line.rstrip())
            line, used = indent + word, cell_width(indent) + cells
        else:
            line, used = (f"{line} {word}", used + 1 + cells) if number else (word, cells)
    return [*lines, line]
