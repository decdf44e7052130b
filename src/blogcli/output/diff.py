"""A patch in color, as a person reads it."""

from __future__ import annotations

from blogcli.output.terminal import paint, visible

_DIFF_STYLES = {"+++ ": "bold", "--- ": "bold", "@@": "cyan", "+": "green", "-": "red"}
"""The style of a diff line by its prefix; the first match counts."""
_DIFF_FRAME = ("+++ ", "--- ", "@@", "\\", "diff ")


def render_diff(text: str, colour: bool) -> str:
    """Return a unified diff for a terminal, with control characters escaped, optionally in color.

    If all lines end in CRLF, the carriage returns are not shown. The result cannot be applied as a
    patch; write the original text to a pipe instead.
    """
    lines = text.removesuffix("\n").split("\n")
    if all(line.endswith("\r") for line in lines if not line.startswith(_DIFF_FRAME)):
        lines = [line.removesuffix("\r") for line in lines]
    return "".join(_diff_line(line, colour) + "\n" for line in lines)


def _diff_line(line: str, colour: bool) -> str:
    shown = visible(line, newline=True)
    styles = (style for start, style in _DIFF_STYLES.items() if line.startswith(start))
    return paint(shown, next(styles, "")) if colour else shown
