"""Shell sessions as text: `$ command` lines and what they print, run again and compared.

A session is the text of a `.console` file, or a ```console block of a Markdown page. A command
runs in bash, standard error joined to standard output; an exit code that is not 0 is a last line
`[exit N]`. Lines that begin with `#` before a command are for the reader.
"""

from __future__ import annotations

import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

BLOCK = re.compile(r"^```console\n(.*?)^```$", re.S | re.M)
NOW = "2026-11-24T12:00:00+01:00"


@dataclass(frozen=True)
class Step:
    """One command of a session, and the lines expected after it."""

    comment: str
    command: str
    expected: str


def steps(text: str) -> list[Step]:
    """The commands of a session with their expected output."""
    found: list[Step] = []
    comment: list[str] = []
    command: list[str] = []
    output: list[str] = []

    def close() -> None:
        if command:
            found.append(Step("".join(comment), "\n".join(command), "".join(output)))
            comment.clear(), command.clear(), output.clear()

    for line in text.splitlines(keepends=True):
        if line.startswith("$ "):
            close()
            command.append(line[2:].rstrip("\n"))
        elif line.startswith("> ") and command and not output:
            command.append(line[2:].rstrip("\n"))
        elif line.startswith("# ") or (line == "\n" and not command):
            close()
            comment.append(line)
        else:
            output.append(line)
    close()
    return found


def run(command: str, folder: Path, home: Path) -> str:
    """What one command prints, as a session shows it."""
    path = f"{Path(os.sys.executable).parent}:{os.environ['PATH']}"  # type: ignore[attr-defined]
    environ = {
        "PATH": path,
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "BLOG_NOW": NOW,
        "TZ": "Europe/Oslo",
        "EDITOR": "true",
        "GIT_CONFIG_NOSYSTEM": "1",
    }
    ended = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env=environ,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    text = ended.stdout.decode()
    if text and not text.endswith("\n"):
        text += "\n"
    return text + (f"[exit {ended.returncode}]\n" if ended.returncode else "")


def play(text: str, folder: Path, home: Path) -> str:
    """The session as it runs now, in the same form."""
    return "".join(
        step.comment
        + "$ "
        + step.command.replace("\n", "\n> ")
        + "\n"
        + run(step.command, folder, home)
        for step in steps(text)
    )
