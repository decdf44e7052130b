"""A site's server as a process of its own, with all that it starts, until it is stopped."""

from __future__ import annotations

import os
import signal
import subprocess
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from queue import Empty, SimpleQueue
from threading import Thread
from time import monotonic, sleep
from types import FrameType

from blogcli.errors import BlogError, os_reason

_PATIENCE = 3.0
"""Seconds that a server has to end by itself."""

_LOOK = 0.2
"""Seconds after which a wait for a line looks whether a signal came.

One that another thread takes, or that comes just before the wait, does not end the wait.
"""

_PAUSE = 0.02
"""Seconds between two looks whether the process has ended."""

_LAST = 50
"""Lines that are kept for the message of a failure."""

_LONGEST = 4096
"""Longest line in bytes; what is longer becomes more than one."""


class Server:
    """A running program in a group of processes of its own; leaving the block ends the group."""

    def __init__(self, words: Sequence[str], cwd: str, environ: Mapping[str, str]) -> None:
        self.last_lines: deque[str] = deque(maxlen=_LAST)
        self._lines: SimpleQueue[str | None] = SimpleQueue()
        self.keeps_lines = False
        self._is_stopped = False
        try:
            # Its stdin stays open: some servers end when theirs does.
            self._process = subprocess.Popen(
                words,
                cwd=cwd,
                env=dict(environ),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        except OSError as error:
            reason = os_reason(error)
            raise BlogError(f"cannot start {words[0]}: {reason}") from None
        self._reader = Thread(target=self._read, daemon=True)
        self._reader.start()

    def __enter__(self) -> Server:
        return self

    def __exit__(self, *raised: object) -> None:
        self.stop()

    @property
    def pid(self) -> int:
        """Return the number of the process."""
        return self._process.pid

    @property
    def exit_code(self) -> int | None:
        """Return the exit code, None while it runs."""
        return self._process.poll()

    def lines(self) -> Iterator[str]:
        """Yield what it writes from now on, line by line, until it ends."""
        self.keeps_lines = True
        while True:
            try:
                line = self._lines.get(timeout=_LOOK)
            except Empty:
                continue
            if line is None:
                break
            yield line
        while self.exit_code is None:
            sleep(_PAUSE)

    def stop(self) -> None:
        """End it and all that it started; its last lines are known then."""
        if self._is_stopped:
            return
        try:
            self._signal(signal.SIGTERM)
            end = monotonic() + _PATIENCE
            while self._signal(0) and monotonic() < end:
                self._process.poll()
                sleep(_PAUSE)
        finally:
            self._signal(getattr(signal, "SIGKILL", signal.SIGTERM))
            self._process.wait()
            self._is_stopped = True
            self._reader.join(_PATIENCE)
            for stream in (self._process.stdin, self._process.stdout):
                if stream is not None and not self._reader.is_alive():
                    with suppress(OSError):
                        stream.close()

    def _signal(self, number: int) -> bool:
        """Send a signal to the group; return whether there still is one."""
        try:
            os.killpg(self._process.pid, number)
        except (ProcessLookupError, PermissionError):
            return False
        return True

    def _read(self) -> None:
        assert self._process.stdout is not None
        while data := self._process.stdout.readline(_LONGEST):
            line = data.decode("utf-8", "replace").rstrip()
            self.last_lines.append(line)
            if self.keeps_lines:
                self._lines.put(line)
        self._lines.put(None)


@contextmanager
def interrupted_by_signals() -> Iterator[None]:
    """Make the signals that end a process raise KeyboardInterrupt, as Ctrl-C does."""

    def interrupt(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    names = ("SIGINT", "SIGTERM", "SIGHUP")
    numbers = [getattr(signal, name) for name in names if hasattr(signal, name)]
    before = [(number, signal.signal(number, interrupt)) for number in numbers]
    try:
        yield
    finally:
        for number, handler in before:
            signal.signal(number, handler)
