"""Run the user's editor on a file."""

from __future__ import annotations

import shlex
import shutil
from collections.abc import Mapping
from pathlib import Path

from blogcli.errors import BlogError

FALLBACKS = ("editor", "nano", "vim", "vi")


def editor_words(environ: Mapping[str, str], configured: str = "") -> list[str]:
    """Return the editor command: `$VISUAL`, `$EDITOR`, the setting `editor`, or one installed.

    Raises BlogError if there is none.
    """
    named = environ.get("VISUAL") or environ.get("EDITOR") or configured
    if named:
        try:
            return shlex.split(named)
        except ValueError:
            hint = "fix $VISUAL, $EDITOR or the setting `editor`"
            raise BlogError(f"unclosed quote in the editor command '{named}'", hint) from None
    path = environ.get("PATH")
    for name in FALLBACKS:
        if shutil.which(name, path=path):
            return [name]
    raise BlogError("no editor found", "set $EDITOR, for example: export EDITOR=nano")


def open_editor(words: list[str], path: Path, environ: Mapping[str, str]) -> None:
    """Run the editor on the file, without a shell, and wait for it.

    Raises BlogError if it cannot be started or exits with an error.
    """
    import subprocess

    try:
        ended = subprocess.run([*words, str(path)], env=dict(environ), check=False)
    except OSError as error:
        is_missing = isinstance(error, FileNotFoundError)
        reason = "command not found" if is_missing else (error.strerror or "").lower()
        raise BlogError(
            f"cannot run editor '{words[0]}': {reason}", "set $EDITOR to an installed editor"
        ) from None
    if ended.returncode:
        raise BlogError(f"{words[0]} exited with status {ended.returncode}; kept {path}")
