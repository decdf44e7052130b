"""The user's browser, for one address."""

from __future__ import annotations

import os
import shlex
import subprocess
from collections.abc import Mapping


def open_page(url: str, environ: Mapping[str, str]) -> bool:
    """Open a page in `$BROWSER`, else in the system's browser; return whether one took it.

    `$BROWSER` may name more than one, and `%s` in it stands for the address.
    """
    for text in environ.get("BROWSER", "").split(os.pathsep):
        if text.strip() and _ran(text, url, environ):
            return True
    import webbrowser

    try:
        return not environ.get("BROWSER") and webbrowser.open(url)
    except webbrowser.Error:
        return False


def _ran(text: str, url: str, environ: Mapping[str, str]) -> bool:
    try:
        words = shlex.split(text)
        filled = [word.replace("%s", url) for word in words]
        words = filled if filled != words else [*words, url]
        return subprocess.run(words, env=dict(environ), check=False).returncode == 0
    except (OSError, ValueError):
        return False
