"""The person's editor on a real file."""

from __future__ import annotations

import shlex
import shutil
from collections.abc import Mapping
from pathlib import Path

from blogcli.errors import BlogError

FALLBACKS = ("editor", "nano", "vim", "vi")


def editor_words(environ: Mapping[str, str], configured: str = "") -> list[str]:
    """The command that edits: `$VISUAL`, `$EDITOR`, the `editor` setting, else one that is there.

    Raises BlogError where none is found.
    """
    named = environ.get("VISUAL") or environ.get("EDITOR") or configured
    if named:
        try:
            return shlex.split(named)
        except ValueError:
            raise BlogError(f"the editor '{named}' has a quote left open", "mend $EDITOR") from None
    path = environ.get("PATH")
    for name in FALLBACKS:
        if shutil.which(name, path=path):
            return [name]
    raise BlogError("no editor is set", "set $EDITOR, for example: export EDITOR=nano")


def open_editor(words: list[str], path: Path, environ: Mapping[str, str]) -> None:
    """Run the editor on the file and wait; no shell reads the file's name.

    Raises BlogError where it cannot be started or ends with an error.
    """
    import subprocess

    try:
        ended = subprocess.run([*words, str(path)], env=dict(environ), check=False)
    except OSError as error:
        reason = (error.strerror or "").lower()
        raise BlogError(
            f"the editor '{words[0]}' does not start: {reason}", "set $EDITOR to one that does"
        ) from None
    if ended.returncode:
        raise BlogError(
            f"the editor '{words[0]}' ended with {ended.returncode}", "the file is as it left it"
        )
