"""Check that the libraries of the `import` extra are installed."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec

from blogcli.errors import BlogError

NEEDED = ("lxml", "markdownify", "feedparser", "markdown_it", "nh3")
"""Import names of the libraries in the `import` extra of pyproject.toml."""


@cache  # finding five modules takes as long as converting a short post
def require() -> None:
    """Raise BlogError, with the install command, if a library is missing."""
    missing = [name for name in NEEDED if find_spec(name) is None]
    if missing:
        raise BlogError(f"importing needs {', '.join(missing)}", "pip install 'blogcli[import]'")
