"""How the screen looks: the terminal's own colors, one of them for what matters."""

from __future__ import annotations

from collections.abc import Mapping

THEMES: Mapping[str, str] = {"dark": "ansi-dark", "light": "ansi-light"}
"""Textual's theme for each value of the setting `theme`."""

_CURSORS: Mapping[str, str] = {"dark": "on color(237)", "light": "on color(253)"}


def cursor_color(theme: str) -> str:
    """Return the style of the line with the cursor, known only where the background is."""
    return _CURSORS.get(theme, "reverse")
