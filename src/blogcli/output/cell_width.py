"""Measure and cut text by the cells it takes on a terminal; Rich is asked for some scripts."""

import re

_PLAIN = re.compile("[ -~\xa0-\u02ff‐-—‘-”…○◔━─]*")
"""Text of which each character takes one cell."""


def cell_width(text: str) -> int:
    """Return the number of cells of text without control characters."""
    if text.isascii() or _PLAIN.fullmatch(text):
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def cut(text: str, width: int) -> str:
    """Return the text in at most `width` cells; what is cut ends in an ellipsis."""
    if cell_width(text) <= width:
        return text
    if text.isascii() or _PLAIN.fullmatch(text):
        return text[: width - 1].rstrip() + "…"
    from rich.cells import set_cell_size

    return set_cell_size(text, width - 1).rstrip() + "…"
