"""A plan: changes saved as JSON, to be read, and carried out later.

    {"schema": 1, "command": "blog tag …", "changes": [
      {"kind": "write", "path": "posts/a.md", "before": "<digest>", "after": {"text": "…"}}]}

Paths are relative to the blog, with forward slashes; one that is moved has a `to`. `before` is the
BLAKE2b digest (20 bytes, in hexadecimal) of what the file held when the plan was made. `after` is
what it is to hold, as `text` or `base64`; a file that is only moved or trashed has none. `read`
tells a post from a file that goes with it.
"""

from __future__ import annotations

import json
import os
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Any, TypeAlias

from blogcli.errors import BlogError, Conflict, UsageError
from blogcli.store.changes import Change, Kind
from blogcli.store.files import Places, reason
from blogcli.store.own_folder import is_blogs_own
from blogcli.store.reversal import held_by
from blogcli.store.versions import exists

SCHEMA = 1

_WRITES = "`--plan FILE` of any writing command makes a plan"

_Entry: TypeAlias = Mapping[str, Any]


def write_plan(changes: Sequence[Change], root: Path, command: str) -> bytes:
    """The plan as JSON; `command` is kept as what it was made by."""
    entries = [_entry(change, root) for change in changes if not change.is_empty]
    plan = {"schema": SCHEMA, "command": command, "changes": entries}
    return (json.dumps(plan, indent=1, ensure_ascii=True) + "\n").encode()


def _entry(change: Change, root: Path) -> dict[str, Any]:
    entry: dict[str, Any] = {"kind": str(change.kind), "path": change.path}
    if change.to:
        entry["to"] = change.to
    if change.kind is not Kind.CREATE:
        entry["before"] = _digest(change.before, root / change.path)
    if change.after is not None and change.before != change.after:
        entry["after"] = _packed(change.after)
    if change.kind in (Kind.MOVE, Kind.TRASH):
        entry["read"] = change.before is not None
    return entry


def _digest(data: bytes | None, file: Path) -> str:
    """The digest of contents, or of a file of any size."""
    state = blake2b(data or b"", digest_size=20)
    if data is None:
        try:
            with file.open("rb") as stream:
                while part := stream.read(1 << 20):
                    state.update(part)
        except OSError as error:
            raise BlogError(reason("cannot be read", error), path=str(file)) from None
    return state.hexdigest()


def _packed(data: bytes) -> dict[str, str]:
    try:
        return {"text": data.decode()}
    except UnicodeDecodeError:
        return {"base64": b64encode(data).decode()}


def read_plan(data: bytes, root: Path, shown: str) -> tuple[str, list[Change]]:
    """The command that made a plan, and its changes, on the files as they are now.

    `shown` names the plan in errors. Raises UsageError for what is no plan, or leads out of the
    blog; Conflict, with all of them named, where files are not as they were.
    """
    try:
        plan = json.loads(data)
    except json.JSONDecodeError as error:
        message = f"not JSON: {error.msg.lower()}"
        raise UsageError(
            message, "`--plan FILE` writes a plan", path=shown, line=error.lineno
        ) from None
    except (UnicodeDecodeError, RecursionError):
        raise UsageError("not JSON", "`--plan FILE` writes a plan", path=shown) from None
    if not isinstance(plan, dict) or not isinstance(plan.get("changes"), list):
        raise UsageError("is no plan", "`--plan FILE` writes one", path=shown)
    if plan.get("schema") != SCHEMA:
        hint = f"this blogcli reads schema {SCHEMA}"
        raise UsageError(f"a plan of schema {plan.get('schema')!r}", hint, path=shown)
    places = Places(root)
    changes: list[Change] = []
    changed: list[str] = []
    for number, entry in enumerate(plan["changes"], 1):
        try:
            change = _change(entry, places)
        except (KeyError, TypeError, ValueError, AttributeError):
            raise UsageError(f"change {number} of the plan makes no sense", path=shown) from None
        if change is None:
            changed.append(entry["path"])
        else:
            changes.append(change)
    if changed:
        raise _conflict(changed)
    return str(plan.get("command", "")), changes


def _change(entry: _Entry, places: Places) -> Change | None:
    """The change on the file as it is now; None where that is not what the plan was made for."""
    kind, path, to = Kind(entry["kind"]), _path(entry["path"], places), entry.get("to", "")
    after = _unpacked(entry["after"]) if "after" in entry else None
    if kind is Kind.MOVE:
        _path(to, places)
    if kind is Kind.CREATE:
        if after is None:
            raise ValueError
        return None if os.path.lexists(places.entry(path)) else Change.create(path, after)
    place = places.place(path)
    if not place.is_file() or _digest(None, place) != entry["before"]:
        return None
    if not entry.get("read", True):
        return Change.carry(path, to) if kind is Kind.MOVE else Change.trash(path)
    held = held_by(places, path)
    if held is None:
        return None
    match kind:
        case Kind.TRASH:
            return Change.trash(path, held)
        case Kind.MOVE:
            return Change.move(path, to, held, held if after is None else after)
    if after is None:
        raise ValueError
    return Change.write(path, held, after)


def _path(path: object, places: Places) -> str:
    """A path of a file that a plan may change."""
    if not isinstance(path, str) or not path:
        raise ValueError
    if not is_blogs_own(path) or ".." in path.split("/"):
        raise UsageError("is no place for a file of the blog", path=path)
    places.place(path)
    return path


def _unpacked(packed: _Entry) -> bytes:
    text = packed.get("text")
    return text.encode() if text is not None else b64decode(packed["base64"], validate=True)


def _conflict(paths: Sequence[str]) -> Conflict:
    hint = "make the plan again, so that it is about what is there now"
    if len(paths) == 1:
        return Conflict("changed since the plan was made", hint, path=paths[0])
    return Conflict(f"{len(paths)} files changed since: {', '.join(paths)}", hint)


def save_plan(file: Path, data: bytes, shown: str) -> None:
    """Write a plan to a new file; raises Conflict for one that is there."""
    try:
        with file.open("xb") as stream:
            stream.write(data)
    except FileExistsError:
        raise exists(shown) from None
    except OSError as error:
        raise BlogError(reason("cannot be written", error), path=shown) from None


def load_plan(file: Path, shown: str) -> bytes:
    """The bytes of a plan; raises BlogError where they cannot be read."""
    try:
        return file.read_bytes()
    except OSError as error:
        raise BlogError(reason("cannot be read", error), path=shown) from None
