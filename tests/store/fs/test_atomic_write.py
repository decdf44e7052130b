"""Files made outside of any blog: a process that ends leaves each as it was or as it was to be.

Changes of a blog are in test_faults.py.
"""

from __future__ import annotations

import subprocess
import sys

import pytest

from blogcli.store.layouts.table import BY_NAME
from blogcli.store.layouts.walk import walk
from tests.store.conftest import write

STEPS = [
    "make_folders",
    "_write",
    "keep_mode",
    "sync_files",
    "exchange_files",
    "link_new",
    "remove",
    "sync_folders",
]

CHILD = """
import os, sys
from pathlib import Path
from blogcli.store.changes.change import FileChange
from blogcli.store.fs import atomic_write
from blogcli.store.history import carry_out
from blogcli.store.history.history import write_files

root, step, moment = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
module = carry_out if step.startswith("sync_") else atomic_write
real = getattr(module, step)

def end(*arguments, **named):
    if moment == "half":
        real(arguments[0], arguments[1][:10], arguments[2])
    elif moment == "after":
        real(*arguments, **named)
    os._exit(9)

setattr(module, step, end)
old = (root / "posts/old.md").read_bytes()
changes = [
    FileChange("posts/old.md", old, b"new " * 5000),
    FileChange("posts/deep/new.md", None, b"new " * 5000),
]
write_files(root, changes if step != "link_new" else changes[::-1])
"""


@pytest.mark.parametrize(
    ("step", "moment"),
    [(step, moment) for step in STEPS for moment in ("before", "after")] + [("_write", "half")],
)
def test_killed(tmp_path, step, moment):
    old, new = b"old " * 4000, b"new " * 5000
    write(tmp_path, {"posts/old.md": old})
    child = subprocess.run(
        [sys.executable, "-c", CHILD, str(tmp_path), step, moment], capture_output=True, check=False
    )
    assert child.returncode == 9, child.stderr.decode()
    assert (tmp_path / "posts/old.md").read_bytes() in (old, new)
    created = tmp_path / "posts/deep/new.md"
    assert not created.exists() or created.read_bytes() == new
    problems = []
    found = walk(tmp_path, ["posts"], BY_NAME["plain"], problems.append)
    assert found in (["posts/old.md"], ["posts/deep/new.md", "posts/old.md"])
    assert problems == []
