"""Work through many posts in as many processes as there are processors (4 at most)."""

from __future__ import annotations

import gc
import marshal
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import Generic, TypeVar

from blogcli.store.callbacks import OnProgress, no_progress

_WORTH_A_PROCESS = 250
"""Number of posts that make starting another process worth its cost."""

_MOST_PROCESSES = 4

_PART = 32
"""Posts that are sent together."""

_AHEAD = 1024**2
"""Bytes that a child may send before they are asked for, so that it goes on while others work."""

_LENGTH = 8
"""Bytes in which the length of what is sent is written."""


Given = TypeVar("Given")
"""What is known of a post: the path of its file, or a row with it."""

Sent = TypeVar("Sent")
"""What is returned of a post, of what `marshal` takes: plain tuples, text, bytes, numbers."""


def map_in_processes(
    read: Callable[[Given], Sent],
    posts: Sequence[Given],
    step: OnProgress = no_progress,
) -> Iterator[Sent]:
    """Yield what `read` returns for each of the posts, in order.

    Other processes call it, each for the next part in turn, from the first one that is asked for
    on, while the caller does something else.
    """
    first = [*map(read, posts[:1])]
    # The modules needed for it are loaded by now, and shared with the forked processes.
    parts = [posts[at : at + _PART] for at in range(1, len(posts), _PART)]
    children = _children(read, parts, len(posts))
    done = 0
    try:
        for at, part in enumerate([posts[:1], *parts], -1):
            child = children[at % len(children)]
            found = first if at < 0 else child.part() if child else []
            for one in found if len(found) == len(part) else map(read, part):
                step(done, len(posts))
                done += 1
                yield one
    finally:
        for child in reversed(children):  # the last one holds the pipes of those before it
            if child:
                child.end()


def _children(
    read: Callable[[Given], Sent], parts: Sequence[Sequence[Given]], posts: int
) -> list[_Child[Sent] | None]:
    """Start the processes that read; None stands for this one, where another is refused."""
    threading = sys.modules.get("threading")
    if not hasattr(os, "fork") or (threading and threading.active_count() > 1):
        return [None]  # a lock that another thread holds would stay locked in the child
    count = min(posts // _WORTH_A_PROCESS, os.cpu_count() or 1, _MOST_PROCESSES)
    if count < 2:
        return [None]
    gc.freeze()  # a collection in a child would copy the memory that it shares with its parent
    return [_child(read, parts[at::count]) for at in range(count)]


def _child(read: Callable[[Given], Sent], parts: Sequence[Sequence[Given]]) -> _Child[Sent] | None:
    try:
        return _Child(read, parts)
    except OSError:  # the limit on processes is reached
        return None


class _Child(Generic[Sent]):
    """A child process that reads some of the parts and sends back what it has read of each."""

    def __init__(self, read: Callable[[Given], Sent], parts: Sequence[Sequence[Given]]) -> None:
        from_child, to_parent = os.pipe()
        with suppress(ImportError, AttributeError, OSError):  # Linux alone, and up to a limit
            import fcntl

            fcntl.fcntl(to_parent, fcntl.F_SETPIPE_SZ, _AHEAD)
        try:
            self._pid = os.fork()
        except OSError:
            os.close(from_child)
            os.close(to_parent)
            raise
        if self._pid:
            os.close(to_parent)
            self._stream = os.fdopen(from_child, "rb")
            return
        code = 1
        try:
            os.close(from_child)  # so that writing fails once nobody wants it any more
            with open(to_parent, "wb") as stream:
                for part in parts:
                    data = marshal.dumps([*map(read, part)])
                    stream.write(len(data).to_bytes(_LENGTH) + data)
                    stream.flush()
            code = 0
        finally:
            # Not `sys.exit`: that would write the parent's buffered output a second time.
            os._exit(code)

    def part(self) -> list[Sent]:
        """Return what the child read of its next part; empty if it failed."""
        try:
            length = int.from_bytes(self._stream.read(_LENGTH))
            # Safe here, since our own child wrote it; `load` would read bit by bit.
            found: list[Sent] = marshal.loads(self._stream.read(length))
        except (EOFError, ValueError, TypeError):
            return []
        return found if isinstance(found, list) else []

    def end(self) -> None:
        """Wait for the end of the child; what it has not sent yet is not wanted."""
        self._stream.close()
        with suppress(ChildProcessError):  # it is reaped already if SIGCHLD is ignored
            os.waitpid(self._pid, 0)
