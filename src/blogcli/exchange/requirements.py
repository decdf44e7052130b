"""The libraries of the `import` extra, and how to install those that are missing."""

from __future__ import annotations

import sys
from functools import cache
from importlib.util import find_spec
from shlex import join

from blogcli.errors import BlogError

NEEDED = {
    "lxml": "lxml",
    "feedparser": "feedparser",
    "markdown_it": "markdown-it-py",
    "nh3": "nh3",
}
"""The packages to install, by the names of their modules; as in the `import` extra."""


@cache  # finding four modules takes as long as converting a short post
def require() -> None:
    """Raise BlogError, with the install command, if a package is missing."""
    missing = [package for module, package in NEEDED.items() if find_spec(module) is None]
    if missing:
        # blogcli is on no package index, so its extra cannot be installed by name.
        install = join([sys.executable, "-m", "pip", "install", *missing])
        raise BlogError(f"import needs packages: {', '.join(missing)}", f"run: {install}")
