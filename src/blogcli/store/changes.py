"""Every change to a blog's files, as a value: to be shown as a patch, or carried out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from blogcli.store.files import Staged, discard, put, stage

CONTEXT = 3
"""Lines around a change that a patch shows."""


@dataclass(frozen=True, slots=True)
class Change:
    """One file before and after: `before` is None for a file that is made.

    `path` is relative to the blog, with forward slashes.
    """

    path: str
    before: bytes | None
    after: bytes


def apply(root: Path, changes: Sequence[Change]) -> None:
    """Carry out changes, each whole or not at all, and none where one cannot even be prepared.

    Raises Conflict where a file is not as it was before, UsageError for a path that leads out of
    `root`, BlogError where the system refuses. See files.stage and files.put.
    """
    versions: list[Staged] = []
    try:
        for change in changes:
            versions.append(stage(change.path, change.after, before=change.before, root=root))
        put(versions)
    except BaseException:
        discard(versions)
        raise


def patch_prefix(root: Path, cwd: Path) -> str:
    """What paths of a patch begin with: the blog as seen from its git work tree.

    `git apply` names files from the top of the tree, wherever in it it is called. Outside of git
    it is the blog as seen from `cwd`, "" where that lies in the blog.
    """
    tops = (folder for folder in (root, *root.parents) if (folder / ".git").exists())
    top = next(tops, cwd.resolve())
    relative = root.relative_to(top).as_posix() if root.is_relative_to(top) else "."
    return "" if relative == "." else relative + "/"


def diff(changes: Iterable[Change], prefix: str = "") -> bytes:
    """A patch in git's form, which `git apply` takes byte for byte.

    `prefix` goes before every path.

    The form: https://git-scm.com/docs/diff-format#generate_patch_text_with_p. File contents are
    shown in their own encoding.
    """
    return b"".join(
        _file_diff(change, prefix) for change in changes if change.before != change.after
    )


def _file_diff(change: Change, prefix: str) -> bytes:
    path = prefix + change.path
    old, new = _quoted("a/" + path), _quoted("b/" + path)
    hunks = b"".join(_hunks(_lines(change.before or b""), _lines(change.after)))
    head = b"diff --git %b %b\n" % (old, new)
    if change.before is None:
        head += b"new file mode 100644\n"
    if not hunks:  # an empty file
        return head
    source = b"/dev/null" if change.before is None else old + _tab(old)
    return head + b"--- %b\n+++ %b\n" % (source, new + _tab(new)) + hunks


def _lines(data: bytes) -> list[bytes]:
    """Lines with their ends; only a line feed ends a line, as for git."""
    *lines, last = data.split(b"\n")
    return [line + b"\n" for line in lines] + ([last] if last else [])


def _hunks(old: list[bytes], new: list[bytes]) -> Iterator[bytes]:
    """Unified hunks; what is the same at both ends is left out, for difflib's cost is quadratic."""
    from difflib import SequenceMatcher

    most = min(len(old), len(new))
    start = next((at for at in range(most) if old[at] != new[at]), most)
    end = next((at for at in range(most - start) if old[-1 - at] != new[-1 - at]), most - start)
    skipped = max(0, start - CONTEXT)
    old = old[skipped : len(old) - max(0, end - CONTEXT)]
    new = new[skipped : len(new) - max(0, end - CONTEXT)]
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for group in matcher.get_grouped_opcodes(CONTEXT):
        first, last = group[0], group[-1]
        ranges = _range(skipped, first[1], last[2]), _range(skipped, first[3], last[4])
        yield b"@@ -%b +%b @@\n" % ranges
        for tag, i1, i2, j1, j2 in group:
            if tag == "equal":
                yield from (_line(b" ", line) for line in old[i1:i2])
            else:
                yield from (_line(b"-", line) for line in old[i1:i2])
                yield from (_line(b"+", line) for line in new[j1:j2])


def _line(mark: bytes, line: bytes) -> bytes:
    return mark + (line if line.endswith(b"\n") else line + b"\n\\ No newline at end of file\n")


def _range(skipped: int, start: int, stop: int) -> bytes:
    """Lines `start` to `stop` as a hunk names them: from 1, or the line before an empty range."""
    length = stop - start
    return b"%d,%d" % (skipped + start + (1 if length else 0), length)


_ESCAPES = {7: "a", 8: "b", 9: "t", 10: "n", 11: "v", 12: "f", 13: "r", 34: '"', 92: "\\"}


def _quoted(name: str) -> bytes:
    """A name as git writes it: in C's quotes where it holds a control character or a quote."""
    data = name.encode(errors="surrogateescape")
    if not any(byte < 32 or byte in (34, 92, 127) for byte in data):
        return data
    parts = (
        f"\\{_ESCAPES[byte]}".encode()
        if byte in _ESCAPES
        else b"\\%03o" % byte
        if byte < 32 or byte == 127
        else bytes([byte])
        for byte in data
    )
    return b'"%b"' % b"".join(parts)


def _tab(quoted: bytes) -> bytes:
    """What git ends a name with that holds a space, lest a date be seen behind it."""
    return b"\t" if b" " in quoted and not quoted.startswith(b'"') else b""
