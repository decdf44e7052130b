"""Run a command as a shell would, and measure its time and memory."""

from __future__ import annotations

import fcntl
import os
import pty
import signal
import struct
import termios
import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from select import select
from tempfile import TemporaryFile

ROWS, COLUMNS = 40, 120
_CHUNK = 1 << 16
PATIENCE = 300.0
"""Seconds to wait for a text on a terminal: the first reading of 100,000 posts takes less."""


class Failed(Exception):
    """A measured command failed; the message says which and why."""


@dataclass(frozen=True, slots=True)
class Run:
    """A run of a process, from its start until it has ended and its output was read.

    `memory` is the maximum resident set size in bytes. The memory of the starting process is a
    lower bound, because the kernel counts the moment between fork and exec.
    """

    seconds: float
    memory: int
    printed: int


def run(
    argv: list[str],
    environ: Mapping[str, str],
    *,
    cwd: Path,
    terminal: bool = False,
    codes: Collection[int] = (0,),
    presses: Sequence[tuple[str, str]] = (),
    waits: int = 1,
) -> Run:
    """Run a command and read its output through a pipe, or a terminal of 120 by 40 cells.

    On a terminal keys may be pressed, each once the output has a text after the keys before; the
    time is then that of the last `waits` such waits.

    Raises Failed for an exit code that is none of `codes`, with the end of stderr; on a terminal,
    stderr is the terminal.
    """
    reader, writer = _terminal() if terminal else os.pipe()
    with TemporaryFile() as said:
        actions = [
            (os.POSIX_SPAWN_DUP2, writer, 1),
            (os.POSIX_SPAWN_DUP2, writer if terminal else said.fileno(), 2),
        ]
        if terminal:
            actions.append((os.POSIX_SPAWN_DUP2, writer, 0))
            stdin = []
        else:
            stdin = [(os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0)]
        # posix_spawn is faster than subprocess, but always uses the parent's working directory.
        before = Path.cwd()
        os.chdir(cwd)
        try:
            start = time.perf_counter_ns()
            child = os.posix_spawn(
                argv[0], argv, environ, file_actions=[*stdin, *actions], setsid=terminal
            )
            os.close(writer)
            try:
                waited = [_press(reader, shown, keys) for shown, keys in presses]
            except Failed:
                os.kill(child, signal.SIGKILL)
                os.waitpid(child, 0)
                raise
            printed = _drain(reader) + len(waited)
            _, status, usage = os.wait4(child, 0)
            end = time.perf_counter_ns()
            if waited:
                start, end = [start, *waited][-1 - waits], waited[-1]
            seconds = (end - start) / 1e9
        finally:
            os.chdir(before)
            os.close(reader)
        code = os.waitstatus_to_exitcode(status)
        if code not in codes:
            said.seek(0)
            why = said.read().decode(errors="replace").strip()[-300:]
            raise Failed(f"`{' '.join(argv)}` ended with {code}: {why}")
    return Run(seconds, usage.ru_maxrss * 1024, printed)


def _terminal() -> tuple[int, int]:
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
    return master, slave


def _press(terminal: int, shown: str, keys: str) -> int:
    """Wait until the terminal shows a text, and press keys; return when it showed it."""
    seen, wanted, end = b"", shown.encode(), time.monotonic() + PATIENCE
    try:
        while wanted not in seen and select([terminal], [], [], max(0, end - time.monotonic()))[0]:
            seen += os.read(terminal, _CHUNK)
        if wanted in seen:
            at = time.perf_counter_ns()
            os.write(terminal, keys.encode())
            return at
        when = f"within {PATIENCE:g} seconds"
    except OSError:
        when = "before it ended"
    last = seen[-300:].decode(errors="replace")
    raise Failed(f"it never showed {shown!r} {when}: {last}")


def _drain(reader: int) -> int:
    """Read until the other end closes; return the number of bytes."""
    total = 0
    try:
        while chunk := os.read(reader, _CHUNK):
            total += len(chunk)
    except OSError:  # EIO on Linux: the last writer has closed the terminal
        pass
    return total
