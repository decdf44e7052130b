"""Find and call the generators' programs: on $PATH, beside Python, or in node_modules."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from tools.generators.model import Meta

HERE = Path(__file__).parent


def node_modules() -> Path | None:
    """Return the folder of Node packages: the first of $NODE_PATH that exists."""
    places = os.environ.get("NODE_PATH", "").split(os.pathsep)
    return next((Path(place) for place in places if place and Path(place).is_dir()), None)


def program(name: str) -> str:
    """Return the path of a program, "" if it is not installed."""
    modules = node_modules()
    places = [str(modules / ".bin")] if modules else []
    path = os.pathsep.join([os.environ.get("PATH", ""), str(Path(sys.executable).parent), *places])
    return shutil.which(name, path=path) or ""


def missing(needs: Sequence[str]) -> str:
    """Return why a generator cannot be asked, "" if it can: a program, then Node packages."""
    name, *packages = needs
    modules = node_modules()
    for package in packages:
        if modules is None or not (modules / package).is_dir():
            return f"{package} is not in node_modules (set NODE_PATH or --node-modules)"
    return "" if program(name) else f"{name} is not installed"


def run(command: Sequence[str], cwd: Path, environ: Mapping[str, str]) -> str:
    """Run a build; return "" if it succeeded, else the end of what it said."""
    ended = subprocess.run(
        command, cwd=cwd, env=dict(environ), capture_output=True, text=True, check=False
    )
    said = (ended.stdout + ended.stderr).strip()
    return "" if ended.returncode == 0 else said[-2000:] or f"exit code {ended.returncode}"


def ask(command: Sequence[str], cwd: Path, environ: Mapping[str, str]) -> Mapping[str, Meta]:
    """Run a reader that prints one JSON object: front matter by token."""
    ended = subprocess.run(
        command, cwd=cwd, env=dict(environ), capture_output=True, text=True, check=False
    )
    if ended.returncode:
        raise SystemExit(f"{command[0]} failed: {(ended.stdout + ended.stderr)[-2000:]}")
    found: Mapping[str, Meta] = json.loads(ended.stdout[ended.stdout.index("{") :])
    return found


def link_modules(site: Path) -> None:
    """Let a site find its Node packages, as `npm install` would."""
    modules, link = node_modules(), site / "node_modules"
    if modules and not link.exists():
        link.symlink_to(modules, target_is_directory=True)
