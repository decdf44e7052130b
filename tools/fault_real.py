"""Test commands on a copy of a real blog: undo, and kills at random points, checked by git."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
from pathlib import Path

from blogcli.cli.main import COMMANDS
from tools import fault_blogs, writing_calls
from tools.fault_bench import Tally

_KNOWN = frozenset(entry.name for entry in COMMANDS)


def call(root: Path, *words: str) -> tuple[int, str]:
    """Call `blog --blog ROOT`, because the folder may not be recognized as a blog."""
    return fault_blogs.call(root, "--blog", str(root), *words)


def commands(root: Path) -> list[tuple[str, ...]]:
    """Return the commands to test: on all posts, on some, and on single ones."""
    tags = [line.split("\t")[0] for line in call(root, "tags")[1].splitlines() if "\t" in line]
    slugs = call(root, "list", "--format", "slugs", "-s", "slug")[1].split()
    middle = slugs[len(slugs) // 2]
    found: list[tuple[str, ...]] = [
        ("tag", "--where", "", "a-new-tag"),
        ("unpublish", "--where", "is:published"),
        ("rename", middle, "a-new-name"),
        ("rm", "--where", f"slug:{middle[:1]}*"),
        ("set", "--where", "", "checked:=true"),
    ]
    if len(tags) > 2:
        found += [
            ("tags", "merge", tags[0], tags[1], "merged-tag"),
            ("tags", "rename", tags[2], "renamed-tag"),
        ]
    return [words for words in found if words[0] in _KNOWN]


def is_clean(root: Path) -> bool:
    """Return whether git sees no change."""
    command = ["git", "status", "--porcelain"]
    return not subprocess.run(command, cwd=root, capture_output=True, check=True).stdout


def copy_with_git(source: Path, root: Path) -> None:
    """Copy a blog and commit all of it to a new git repository."""
    shutil.copytree(source, root, ignore=shutil.ignore_patterns(".git"), symlinks=True)
    git = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org"]
    for words in (["init", "-q"], ["add", "-A", "-f"], ["commit", "-qm", "before"]):
        subprocess.run([*git, *words], cwd=root, check=True)


def killed_at(root: Path, words: tuple[str, ...], point: int) -> tuple[int, int]:
    """Call `blog`, killed before that write (0: never); return its status and write count."""

    def kill(pid: int, number: int) -> None:
        if number == point:
            os.kill(pid, signal.SIGKILL)

    outcome = writing_calls.fork(kill)
    if outcome is None:
        os._exit(call(root, *words)[0])
    return outcome


def real_blog(source: Path, folder: Path, kills: int) -> list[Tally]:
    """Test each command: undo it, and kill it at `kills` random points."""
    root = folder / source.name
    copy_with_git(source, root)
    tallies = []
    chance = random.Random(7)
    for words in commands(root):
        tally = Tally(f"{source.name}: {' '.join(words)[:40]}")
        status, writes = killed_at(root, words, 0)
        changed = not is_clean(root)
        call(root, "undo")
        fine = status == 0 and changed and is_clean(root)
        tally.count("completed" if fine else f"ended with {status}", "without a kill")
        for _ in range(kills if writes else 0):
            point = chance.randint(1, writes)
            killed_at(root, words, point)
            tally.count(_settled(root), f"killed before write {point} of {writes}")
        tallies.append(tally)
    return tallies


def _settled(root: Path) -> str:
    """Return the state of the blog after the next command."""
    code, said = call(root, "list", "-n", "1")
    if code == 0 and is_clean(root):
        return "rolled back"
    code, said = call(root, "undo")
    return "completed" if code == 0 and is_clean(root) else f"not clean: {said}"
