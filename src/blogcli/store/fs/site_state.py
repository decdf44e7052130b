"""The state folder's record of a site's programs: which may run, and which server runs."""

import os
from collections.abc import Sequence
from contextlib import suppress
from typing import NamedTuple

from blogcli.store.fs.state_dir import StateDir, write_private

_ALLOWED = "allowed.json"
_SERVER = "server.json"

_MOST = 50
"""Most command lines that are kept; the oldest go first."""

_LONGEST = 1 << 20
"""Largest file in bytes that is read."""


class RunningServer(NamedTuple):
    """A server that runs: its process, its port, when it started, and the address of the site.

    `started` tells it from a later process with the same number, where the system says it.
    """

    pid: int
    port: int
    started: str
    site: str


def is_allowed(state: StateDir, words: Sequence[str]) -> bool:
    """Return whether the user has allowed exactly these words to run in the blog's folder."""
    return [*words] in _allowed(state)


def allow(state: StateDir, words: Sequence[str]) -> None:
    """Keep the user's yes to a command line; without a state folder, nothing."""
    kept = [*(one for one in _allowed(state) if one != [*words]), [*words]][-_MOST:]
    _write(state, _ALLOWED, {"folder": state.root, "commands": kept})


def _allowed(state: StateDir) -> list[object]:
    said = _read(state, _ALLOWED)
    kept = said.get("commands") if said.get("folder") == state.root else None
    return kept if isinstance(kept, list) else []


def keep_server(state: StateDir, pid: int, port: int, site: str) -> None:
    """Record the server that runs now; without a state folder, nothing."""
    _write(state, _SERVER, RunningServer(pid, port, _started(pid), site)._asdict())


def forget_server(state: StateDir, pid: int) -> None:
    """Drop the record of a server, unless it is another's by now."""
    if _read(state, _SERVER).get("pid") == pid:
        with suppress(OSError):
            os.unlink(f"{state.find()}/{_SERVER}")


def running_server(state: StateDir) -> RunningServer | None:
    """Return the recorded server if its process still runs; None for a stale or broken record."""
    match _read(state, _SERVER):
        case {"pid": int(pid), "port": int(port), "started": str(started), "site": str(site)}:
            found = RunningServer(pid, port, started, site)
            return found if _runs(pid) and _started(pid) == started else None
    return None


def _runs(pid: int) -> bool:
    if pid <= 1:
        return False
    try:
        os.kill(pid, 0)
    except (OSError, OverflowError):
        return False
    return True


def _started(pid: int) -> str:
    """Return when a process started, as Linux counts; "" where the system does not tell."""
    try:
        with open(f"/proc/{pid}/stat", "rb") as stream:
            fields = stream.read().rpartition(b")")[2].split()
        return fields[19].decode("ascii")
    except (OSError, IndexError, ValueError):
        return ""


def _read(state: StateDir, name: str) -> dict[str, object]:
    folder = state.find()
    if folder is None:
        return {}
    try:
        with open(f"{folder}/{name}", encoding="utf-8", errors="surrogateescape") as stream:
            import json  # not where no server was started

            said = json.loads(stream.read(_LONGEST))
    except (OSError, ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


def _write(state: StateDir, name: str, said: object) -> None:
    import json

    if folder := state.make():
        with suppress(OSError):
            write_private(f"{folder}/{name}", json.dumps(said).encode())
