"""What a server on this machine answers, and how long to wait for a page."""

from __future__ import annotations

import socket
from collections.abc import Sequence
from http.client import HTTPConnection, HTTPException
from time import monotonic, sleep
from urllib.parse import urljoin, urlsplit

from blogcli.errors import BlogError
from blogcli.processes.server import Server

HOST = "127.0.0.1"

_PATIENCE = 60.0
"""Seconds until a server must answer."""

_GRACE = {200: 5.0}
"""Seconds that a page may take once the home page has this status, 20 for any other."""

_PAUSE = 0.1
_LONGEST = 1 << 22
"""Most bytes of a page that are read."""


def free_port() -> int:
    """Return a port that nothing listens on now."""
    with socket.socket() as one:
        one.bind((HOST, 0))
        port: int = one.getsockname()[1]
        return port


def is_free(port: int) -> bool:
    """Return whether a server can listen on the port."""
    with socket.socket() as one:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            one.bind((HOST, port))
        except (OSError, OverflowError):
            return False
        return True


def listens(port: int) -> bool:
    """Return whether something on this machine listens on the port."""
    try:
        with socket.create_connection((HOST, port), timeout=1):
            return True
    except (OSError, OverflowError):
        return False


def answer(port: int, path: str) -> tuple[int, str]:
    """Return the status and the text of a page; 0 if nothing answers.

    Redirects count only within the server.
    """
    for _ in range(4):
        connection = HTTPConnection(HOST, port, timeout=10)
        try:
            connection.request("GET", path)
            said = connection.getresponse()
            text = said.read(_LONGEST).decode("utf-8", "replace")
            to = said.headers.get("Location", "")
            if said.status not in (301, 302, 303, 307, 308) or not to:
                return said.status, text
            parts = urlsplit(urljoin(f"http://{HOST}:{port}{path}", to))
        except (OSError, HTTPException, ValueError):
            return 0, ""
        finally:
            connection.close()
        if parts.port != port or parts.hostname not in (HOST, "localhost"):
            return said.status, text
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return 0, ""


def wait_for(server: Server, port: int, paths: Sequence[str], homes: Sequence[str]) -> str:
    """Return the first of the paths that answers with 200, "" if the site has none of them.

    That is known a while after one of the `homes` answers. Raises BlogError if the server ends, or
    does not answer at all.
    """
    began = monotonic()
    up_since: dict[int, float] = {}
    while True:
        codes = {path: answer(port, path)[0] for path in (*paths, *homes)}
        for path in paths:
            if codes[path] == 200:
                return path
        if server.exit_code is not None:
            raise BlogError(f"the server ended with exit code {server.exit_code}")
        now = monotonic()
        best = 200 if any(codes[home] == 200 for home in homes) else max(codes.values())
        if best:
            since = up_since.setdefault(200 if best == 200 else 0, now)
            if now - since > _GRACE.get(best, 20.0):
                return ""
        if now - began > _PATIENCE:
            raise BlogError(f"the server did not answer within {_PATIENCE:.0f} seconds")
        sleep(_PAUSE)
