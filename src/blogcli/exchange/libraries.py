"""The libraries of the `import` extra: there, or a sentence that says how to get them."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec

from blogcli.errors import BlogError

NEEDED = ("lxml", "markdownify", "feedparser", "markdown_it", "nh3")
"""Modules by the names they are imported under; pyproject.toml's `import` extra brings them."""


@cache  # to look for five modules takes as long as to convert a short post
def require() -> None:
    """Raise BlogError with the command that installs what is missing."""
    missing = [name for name in NEEDED if find_spec(name) is None]
    if missing:
        raise BlogError(f"importing needs {', '.join(missing)}", "pip install 'blogcli[import]'")
