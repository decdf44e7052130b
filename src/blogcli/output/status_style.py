"""How the status of a post looks."""

from __future__ import annotations

STATUS = {
    "draft": ("○", "yellow"),
    "scheduled": ("◔", "magenta"),
    "expired": ("×", "dim"),
    "published": ("", ""),
}
"""The symbol and style of each status; `published` has neither."""
