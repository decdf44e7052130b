"""Write changes as a patch in git's format, which `git apply` applies byte for byte."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from blogcli.store.changes.change import ChangeKind, FileChange
from blogcli.store.fs.files import file_or_none

_MOST_COMPARED = 2_000 * 2_000
"""Most pairs of lines that difflib compares, which takes about a second."""

CONTEXT = 3
"""Unchanged lines that a patch shows around a change."""


def patch_prefix(root: Path, cwd: Path) -> str:
    """Return the prefix of paths in a patch: the blog relative to its git work tree.

    `git apply` takes paths from the top of the tree, wherever in it it is run. Outside of git it is
    the blog relative to `cwd`, "" if it is not below that.
    """
    tops = (folder for folder in (root, *root.parents) if (folder / ".git").exists())
    top = next(tops, cwd.resolve())
    relative = root.relative_to(top).as_posix() if root.is_relative_to(top) else "."
    return "" if relative == "." else relative + "/"


def with_contents(changes: Iterable[FileChange], root: Path) -> list[FileChange]:
    """Return the changes with the contents of files that are trashed unread, if readable."""
    return [
        change._replace(old=file_or_none(root / change.path, root=root))
        if change.kind is ChangeKind.TRASH and change.old is None
        else change
        for change in changes
    ]


def diff(changes: Iterable[FileChange], prefix: str = "") -> bytes:
    """Return a patch in git's format, which `git apply` applies byte for byte.

    `prefix` goes before every path. A file that goes to the trash is deleted by the patch; if the
    change has no contents, the patch is only for reading.

    The format: https://git-scm.com/docs/diff-format#generate_patch_text_with_p. File contents keep
    their own encoding.
    """
    return b"".join(_file_diff(change, prefix) for change in changes if not change.is_empty)


def _file_diff(change: FileChange, prefix: str) -> bytes:
    path, to = prefix + change.path, prefix + (change.to or change.path)
    old, new = _quoted("a/" + path), _quoted("b/" + to)
    head = b"diff --git %b %b\n" % (old, new) + _extended(change, path, to)
    if change.kind is ChangeKind.TRASH and change.old is None:
        return head + b"Binary files %b and /dev/null differ\n" % old
    if change.kind in (ChangeKind.TRASH, ChangeKind.CREATE) and _is_binary(
        change.before or change.after or b""
    ):
        return head + _binary(change.before, change.after)
    hunks = b"".join(_hunks(_lines(change.before or b""), _lines(change.after or b"")))
    if not hunks:  # an empty file, or one that is moved as it is
        return head
    source = b"/dev/null" if change.kind is ChangeKind.CREATE else old + _tab(old)
    target = b"/dev/null" if change.kind is ChangeKind.TRASH else new + _tab(new)
    return head + b"--- %b\n+++ %b\n" % (source, target) + hunks


def _extended(change: FileChange, path: str, to: str) -> bytes:
    """Return the header lines for a file that is created, deleted or renamed."""
    if change.kind is ChangeKind.MOVE:
        likeness = _likeness(change.before or b"", change.after or b"")
        names = _quoted(path), _quoted(to)
        return b"similarity index %d%%\nrename from %b\nrename to %b\n" % (likeness, *names)
    return {
        ChangeKind.CREATE: b"new file mode 100644\n",
        ChangeKind.TRASH: b"deleted file mode 100644\n",
    }.get(change.kind, b"")


def _likeness(old: bytes, new: bytes) -> int:
    """Return how much of the longer text is in lines of both, in percent."""
    if old == new:
        return 100
    kept = set(_lines(old))
    same = sum(len(line) for line in _lines(new) if line in kept)
    return min(99, 100 * same // max(len(old), len(new)))


def _is_binary(data: bytes) -> bool:
    """Return whether git takes it for binary: it looks for NUL in the first 8,000 bytes."""
    return b"\0" in data[:8000]


def _binary(before: bytes | None, after: bytes | None) -> bytes:
    """Return the patch of a binary file that is created or deleted.

    It holds both contents, so that the patch can be applied in reverse
    (https://git-scm.com/docs/diff-format#_binary_files).
    """
    index = f"index {_object_id(before)}..{_object_id(after)}\n".encode()
    return index + b"GIT binary patch\n" + _literal(after or b"") + _literal(before or b"")


def _object_id(data: bytes | None) -> str:
    from hashlib import sha1

    if data is None:
        return "0" * 40
    return sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()


def _literal(data: bytes) -> bytes:
    from base64 import b85encode
    from zlib import compress

    packed = compress(data)
    lines = [b"literal %d\n" % len(data)]
    for start in range(0, len(packed), 52):
        part = packed[start : start + 52]
        length = len(part) + (ord("A") - 1 if len(part) <= 26 else ord("a") - 27)
        lines.append(bytes([length]) + b85encode(part, pad=True) + b"\n")
    return b"".join(lines) + b"\n"


def _lines(data: bytes) -> list[bytes]:
    """Return lines with their ends; only a line feed ends a line, as in git."""
    *lines, last = data.split(b"\n")
    return [line + b"\n" for line in lines] + ([last] if last else [])


def _hunks(old: list[bytes], new: list[bytes]) -> Iterator[bytes]:
    """Yield unified hunks; equal ends are cut off first, since difflib's cost is quadratic."""
    from difflib import SequenceMatcher

    most = min(len(old), len(new))
    start = next((at for at in range(most) if old[at] != new[at]), most)
    end = next((at for at in range(most - start) if old[-1 - at] != new[-1 - at]), most - start)
    skipped = max(0, start - CONTEXT)
    old = old[skipped : len(old) - max(0, end - CONTEXT)]
    new = new[skipped : len(new) - max(0, end - CONTEXT)]
    if len(old) * len(new) > _MOST_COMPARED:
        from blogcli.store.changes.large_diff import LargeMatcher

        matcher: SequenceMatcher[bytes] = LargeMatcher(old, new)
    else:
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
    """Return lines `start` to `stop` as a hunk header has them.

    Lines count from 1; an empty range has the line before it.
    """
    length = stop - start
    return b"%d,%d" % (skipped + start + (1 if length else 0), length)


_ESCAPES = {7: "a", 8: "b", 9: "t", 10: "n", 11: "v", 12: "f", 13: "r", 34: '"', 92: "\\"}


def _quoted(name: str) -> bytes:
    """Return a name as git writes it: in C quotes if it holds a control character or a quote."""
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
    """Return the tab that git appends to a name with spaces, so that no timestamp is parsed."""
    return b"\t" if b" " in quoted and not quoted.startswith(b'"') else b""
