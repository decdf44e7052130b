"""A process with blogcli loaded that forks one child a call: a start takes ten times as long.

    python -m tests.hostile.server

Reads one request a line as JSON and answers in one line: wait status and peak of memory.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import sys

import frontmatter  # noqa: F401  (loaded before the children ask for it)

import blogcli.cli.main
import blogcli.store.history.history
import blogcli.store.index.index  # noqa: F401

WAIT = 60
"""Seconds after which a call that only waits is killed."""


def serve() -> None:
    for line in sys.stdin:
        request = json.loads(line)
        pid = os.fork()
        if pid == 0:
            os._exit(call(request))
        _, status, used = os.wait4(pid, 0)
        sys.stdout.write(json.dumps([status, used.ru_maxrss]) + "\n")
        sys.stdout.flush()


def call(request: dict) -> int:
    signal.alarm(WAIT)
    resource.setrlimit(resource.RLIMIT_CPU, (request["seconds"],) * 2)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.environ.clear()
    os.environ.update(request["environ"])
    os.chdir(request["cwd"])
    for descriptor, name in enumerate(request["streams"]):
        flags = os.O_RDONLY if descriptor == 0 else os.O_WRONLY | os.O_CREAT
        os.dup2(os.open(name, flags), descriptor)
    if request["fresh"]:
        os.execv(sys.executable, [sys.executable, "-B", "-m", "blogcli", *request["words"]])
    sys.argv = ["blog", *request["words"]]
    sys.stdin, sys.stdout, sys.stderr = (os.fdopen(at, mode) for at, mode in enumerate("rww"))
    from blogcli.__main__ import main

    try:
        main()
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else 1
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
    return 0


if __name__ == "__main__":
    serve()
