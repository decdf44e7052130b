"""A plan: changes saved as JSON, to be reviewed and applied later.

    {"schema": 1, "command": "blog tag …", "changes": [
      {"kind": "write", "path": "posts/a.md", "before": "<digest>", "after": {"text": "…"}}]}

Paths are relative to the blog, with forward slashes; a moved file also has `to`. `before` is the
BLAKE2b digest (20 bytes, in hexadecimal) of what the file held when the plan was made. `after` is
what it is to hold, as `text` or `base64`; a file that is only moved or trashed has none. `read` is
true for a post, false for a file that is moved or trashed along with it, unread.
"""

from __future__ import annotations

import json
import os
import stat
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from hashlib import blake2b, file_digest
from pathlib import Path
from typing import Any, TypeAlias

from blogcli.errors import BlogError, Conflict, UsageError
from blogcli.store.changes.change import ChangeKind, FileChange
from blogcli.store.fs.atomic_write import exists
from blogcli.store.fs.content import digest
from blogcli.store.fs.files import MAX_SIZE, BlogPaths, current_contents, reason
from blogcli.store.fs.state_dir import in_trash

SCHEMA = 1

MAX_PLAN = 100 * 1024**2
"""Largest plan in bytes; it is held in memory."""

MAX_CARRIED = 512 * 1024**2
"""Largest file in bytes that a plan moves or removes unread; its digest is compared."""


_Entry: TypeAlias = Mapping[str, Any]


def write_plan(changes: Sequence[FileChange], root: Path, command: str) -> bytes:
    """Return the plan as JSON; `command` is stored as the command that made it."""
    entries = [_entry(change, root) for change in changes if not change.is_empty]
    plan = {"schema": SCHEMA, "command": command, "changes": entries}
    return (json.dumps(plan, indent=1, ensure_ascii=True) + "\n").encode()


def _entry(change: FileChange, root: Path) -> dict[str, Any]:
    entry: dict[str, Any] = {"kind": str(change.kind), "path": change.path}
    if change.to:
        entry["to"] = change.to
    if change.kind is not ChangeKind.CREATE:
        entry["before"] = _digest(change.before, root / change.path)
    if change.after is not None and change.before != change.after:
        entry["after"] = _packed(change.after)
    if change.kind in (ChangeKind.MOVE, ChangeKind.TRASH):
        entry["read"] = change.before is not None
    return entry


def _digest(data: bytes | None, file: Path) -> str:
    """Return the digest of contents, or of a file of any size, in hexadecimal."""
    if data is not None:
        return digest(data).hex()
    try:
        with file.open("rb") as stream:
            return file_digest(stream, partial(blake2b, digest_size=20)).hexdigest()
    except OSError as error:
        raise BlogError(reason("cannot be read", error), path=str(file)) from None


def _packed(data: bytes) -> dict[str, str]:
    try:
        return {"text": data.decode()}
    except UnicodeDecodeError:
        return {"base64": b64encode(data).decode()}


class PlanReader:
    """A reader of plans for one blog, whose paths `places` resolves.

    `may_make` raises UsageError for a path whose contents no plan may set.
    """

    def __init__(self, places: BlogPaths, may_make: Callable[[str], None]) -> None:
        self._places = places
        self._may_make = may_make

    def read(self, data: bytes, shown: str) -> tuple[str, list[FileChange]]:
        """Return the command that made a plan, and its changes to the files as they are now.

        `shown` names the plan in errors. Raises UsageError for an invalid plan, or a path that
        leads out of the blog; Conflict, which names all of them, if files changed since.
        """
        plan = _parsed(data, shown)
        changes: list[FileChange] = []
        changed: list[str] = []
        for number, entry in enumerate(plan["changes"], 1):
            try:
                change = self._change(entry)
            except (KeyError, TypeError, ValueError, AttributeError):
                message = f"change {number} of the plan is invalid"
                raise UsageError(message, path=shown) from None
            if change is None:
                changed.append(entry["path"])
            else:
                changes.append(change)
        if changed:
            raise _conflict(changed)
        return str(plan.get("command", "")), changes

    def _change(self, entry: _Entry) -> FileChange | None:
        """Return the change to the file as it is now; None if it is not as the plan expects."""
        kind, path, to = ChangeKind(entry["kind"]), self._path(entry["path"]), entry.get("to", "")
        after = _unpacked(entry["after"]) if "after" in entry else None
        if kind is ChangeKind.MOVE:
            self._new_path(to, has_contents=after is not None)
        if kind is ChangeKind.CREATE:
            if after is None:
                raise ValueError
            self._new_path(path, has_contents=True)
            there = os.path.lexists(self._places.entry(path))
            return None if there else FileChange(path, None, after)
        place = self._places.place(path)
        is_read = entry.get("read", True)
        if not _has_digest(place, entry["before"], MAX_SIZE if is_read else MAX_CARRIED):
            return None
        if not is_read:
            return FileChange.carry(path, to) if kind is ChangeKind.MOVE else FileChange.trash(path)
        held = current_contents(self._places, path)
        if held is None:
            return None
        match kind:
            case ChangeKind.TRASH:
                return FileChange.trash(path, held)
            case ChangeKind.MOVE:
                return FileChange(path, held, held if after is None else after, to)
        if after is None:
            raise ValueError
        self._may_make(path)
        return FileChange(path, held, after)

    def _path(self, path: object) -> str:
        """Return the path of a file that a plan may change."""
        if not isinstance(path, str) or not path:
            raise ValueError
        os.fsencode(path)  # a lone surrogate is a ValueError
        if in_trash(path):
            raise UsageError("is not a file of the blog", path=path)
        self._places.place(path)
        return path

    def _new_path(self, path: object, *, has_contents: bool) -> None:
        """Raise UsageError for a path that a plan may not create."""
        path = self._path(path)
        if not path.isprintable():
            raise UsageError("has characters not allowed in a file name", path=path)
        if has_contents:
            self._may_make(path)


def _parsed(data: bytes, shown: str) -> dict[str, Any]:
    hint = "`--plan FILE` writes a plan"
    try:
        plan = json.loads(data)
    except json.JSONDecodeError as error:
        message = f"not JSON: {error.msg.lower()}"
        raise UsageError(message, hint, path=shown, line=error.lineno) from None
    except (ValueError, RecursionError):  # not UTF-8, a number of 5,000 digits, too deep
        raise UsageError("not JSON", hint, path=shown) from None
    if not isinstance(plan, dict) or not isinstance(plan.get("changes"), list):
        raise UsageError("is not a plan", "`--plan FILE` writes one", path=shown)
    if plan.get("schema") != SCHEMA:
        hint = f"this blogcli reads schema {SCHEMA}"
        raise UsageError(f"a plan of schema {str(plan.get('schema'))[:40]!r}", hint, path=shown)
    return plan


def _has_digest(place: Path, wanted: object, most: int) -> bool:
    """Return whether it is a regular file of at most `most` bytes with that digest."""
    status = os.lstat(place) if os.path.lexists(place) else None
    if status is None or not stat.S_ISREG(status.st_mode) or status.st_size > most:
        return False
    return _digest(None, place) == wanted


def _unpacked(packed: _Entry) -> bytes:
    text = packed.get("text")
    return text.encode() if text is not None else b64decode(packed["base64"], validate=True)


def _conflict(paths: Sequence[str]) -> Conflict:
    hint = "make the plan again from the current files"
    if len(paths) == 1:
        return Conflict("changed since the plan was made", hint, path=paths[0])
    return Conflict(f"{len(paths)} files changed since the plan was made: {', '.join(paths)}", hint)


def save_plan(file: Path, data: bytes, shown: str) -> None:
    """Write a plan to a new file. Raises Conflict if the file exists."""
    if len(data) > MAX_PLAN:
        raise BlogError(f"too large for a plan: {MAX_PLAN // 1024**2} MiB at most", path=shown)
    try:
        # It holds whole posts, and some of them may be private.
        with open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
            stream.write(data)
    except FileExistsError:
        raise exists(shown) from None
    except OSError as error:
        raise BlogError(reason("cannot be written", error), path=shown) from None


def load_plan(file: Path, shown: str) -> bytes:
    """Return the bytes of a plan. Raises BlogError if it is not a regular file or too large."""
    try:
        status = file.stat()
        if not stat.S_ISREG(status.st_mode):
            raise BlogError("not a regular file", "`-` reads a plan from stdin", path=shown)
        if status.st_size > MAX_PLAN:
            raise BlogError(f"too large for a plan: {MAX_PLAN // 1024**2} MiB at most", path=shown)
        return file.read_bytes()
    except OSError as error:
        raise BlogError(reason("cannot be read", error), path=shown) from None
