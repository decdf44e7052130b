"""A number with its noun."""

from __future__ import annotations


def counted(count: int, noun: str, none: str = "0") -> str:
    """Return `1 post`, `3 posts`, or with `none`, which stands for zero, `no posts`."""
    return f"{count or none} {noun}{'' if count == 1 else 's'}"
