"""The libraries of each extra, and how to install those that are missing."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from shlex import join

from blogcli.errors import BlogError

EXTRAS: Mapping[str, Mapping[str, str]] = {
    "import": {
        "lxml": "lxml>=5.3",
        "feedparser": "feedparser>=6.0.11",
        "markdown_it": "markdown-it-py>=3.0",
        "nh3": "nh3>=0.2.18",
    },
    "browse": {"textual": "textual>=8"},
    "export": {"pyromark": "pyromark>=0.10"},
}
"""For each extra, which is named like its command, what to install for each of its modules."""


@cache  # finding four modules takes as long as converting a short post
def require(extra: str) -> None:
    """Raise BlogError, with the install command, if a package of an extra is missing."""
    needed = EXTRAS[extra]
    missing = [package for module, package in needed.items() if find_spec(module) is None]
    if missing:
        names = ", ".join(re.split("[<>=]", package)[0] for package in missing)
        # blogcli is on no package index, so its extra cannot be installed by name.
        install = join([sys.executable, "-m", "pip", "install", *missing])
        noun = "packages" if extra == "import" or len(missing) > 1 else "a package"
        raise BlogError(f"{extra} needs {noun}: {names}", f"run: {install}")
