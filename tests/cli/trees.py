"""What a command did to a blog, in the words of a table: paths that moved, lines that changed."""

from __future__ import annotations

from difflib import ndiff
from pathlib import Path


def tree(root: Path) -> dict[str, bytes]:
    """Every file of a blog but those of its history."""
    files = (path for path in sorted(root.rglob("*")) if path.is_file())
    paths = {path.relative_to(root).as_posix(): path for path in files}
    return {
        name: path.read_bytes()
        for name, path in paths.items()
        if not name.startswith((".blog/", ".git/"))
    }


def difference(before: dict[str, bytes], after: dict[str, bytes]) -> list[str]:
    """`a.md > b.md` for a file that moved, `- line` and `+ line` for what changed in it."""
    gone = [path for path in before if path not in after]
    come = [path for path in after if path not in before]
    moves = list(zip(gone, come, strict=True))
    same = [(path, path) for path in before if path in after]
    lines = [f"{old} > {new}" for old, new in moves]
    for old, new in sorted([*moves, *same]):
        texts = [data.decode().splitlines() for data in (before[old], after[new])]
        lines += [line for line in ndiff(*texts) if line[0] in "+-"]
    return lines
