"""A number with its noun."""

from __future__ import annotations


def counted(count: int, noun: str, none: str = "0", form: str = "") -> str:
    """Return `1 post`, `3 posts`, or with `none`, which stands for zero, `no posts`.

    `form` formats the number, as `,` does in `1,200 posts`.
    """
    return f"{format(count, form) if count else none} {noun}{'' if count == 1 else 's'}"
