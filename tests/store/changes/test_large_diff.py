"""The diff of long texts: exact, and with few lines where they are alike."""

import random
import subprocess

import pytest

from blogcli.store.changes.change import FileChange
from blogcli.store.changes.git_patch import diff

LINES = [f"line {number}\n" for number in range(3000)]
_SHUFFLED = random.Random(1).sample(LINES, len(LINES))
TEXTS = {
    "unlike": [f"other {number}\n" for number in range(3000)],
    "shuffled": _SHUFFLED,
    "two edits": ["new\n", *LINES[1:1500], "new\n", *LINES[1501:], "end\n"],
    "all alike": ["x\n"] * 2500 + ["y\n"] * 500,
    "cut": [*LINES[:100], *LINES[2900:]] * 20,
}


@pytest.mark.parametrize("name", TEXTS)
def test_git_applies_the_patch_of_a_long_text(tmp_path, name):
    before, after = "".join(LINES).encode(), "".join(TEXTS[name]).encode()
    (tmp_path / "post.md").write_bytes(before)
    patch = diff([FileChange("post.md", before, after)])
    subprocess.run(["git", "apply", "-"], input=patch, cwd=tmp_path, check=True)
    assert (tmp_path / "post.md").read_bytes() == after


def test_two_edits_of_a_long_text_are_two_hunks_or_three():
    before, after = "".join(LINES).encode(), "".join(TEXTS["two edits"]).encode()
    patch = diff([FileChange("post.md", before, after)])
    assert patch.count(b"\n@@ ") == 3
    assert patch.count(b"\n") < 40
