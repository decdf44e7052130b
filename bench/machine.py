"""Describe the machine of the measurements."""

from __future__ import annotations

import os
import platform
import subprocess
from pathlib import Path

from bench.programs import program


def machine(work: Path) -> dict[str, str]:
    """Return a description of this machine; `work` is the folder of the blogs."""
    return {
        "CPU": f"{processor()}, {len(os.sched_getaffinity(0))} cores",
        "system": f"{platform.system()} {platform.release()}",
        "Python": platform.python_version(),
        "file system": file_system(work.resolve()),
        "hugo": first_line("hugo", "version"),
        "grep": first_line("grep", "--version"),
    }


def processor() -> str:
    """Return the CPU model from /proc/cpuinfo, or the architecture."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.machine()
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.machine())


def file_system(folder: Path) -> str:
    """Return the file system type of a folder, from `/proc/mounts` (proc_mounts(5))."""
    try:
        mounts = Path("/proc/mounts").read_text(encoding="utf-8").splitlines()
    except OSError:
        return "unknown"
    points = [(fields[1], fields[2]) for fields in map(str.split, mounts)]
    holding = [(len(at), kind) for at, kind in points if folder.is_relative_to(at)]
    return max(holding, default=(0, "unknown"))[1]


def first_line(name: str, option: str) -> str:
    """Return a program's version line, shortened; "absent" if it is not installed."""
    if not program(name):
        return "absent"
    asked = [program(name), option]
    said = subprocess.run(asked, capture_output=True, text=True, check=False).stdout
    return " ".join(said.split("\n")[0].split()[:4]).partition("-")[0]
