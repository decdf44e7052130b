"""The short form of the fault harness: killed before every call that writes, nothing is lost."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tools import writing_calls

ROOT = Path(__file__).parent.parent


@pytest.mark.thorough
@pytest.mark.skipif(sys.platform != "linux", reason="calls can be stopped on Linux alone")
def test_nothing_is_lost() -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "tools.faults", "--short"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if ended.stdout.startswith("not tried"):
        pytest.skip(ended.stdout.strip())
    assert ended.returncode == 0, ended.stdout + ended.stderr
    rows = re.findall(r"^(.+?)  +([\d,]+) +([\d,]+) +([\d,]+) +(\d+)$", ended.stdout, re.M)
    assert len(rows) >= 15
    assert all(losses == "0" for *_, losses in rows)
    tag = next(row for row in rows if row[0] == "kill: tag all")
    assert int(tag[1]) > 50


def test_each_machine_knows_the_calls_that_change_names() -> None:
    for calls in writing_calls.WRITING.values():
        assert {"renameat2", "linkat", "unlinkat", "write", "pwrite64", "fsync"} <= set(calls)
        assert len(set(calls.values())) == len(calls)
