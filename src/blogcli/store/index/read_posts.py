"""Read many posts for the index, in as many processes as there are processors (4 at most)."""

from __future__ import annotations

import marshal
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import Any, Generic, TypeVar

from blogcli.errors import Unreadable
from blogcli.posts.model.summary import Summary
from blogcli.posts.read.post import read_list_entry, read_post
from blogcli.posts.text.json_text import is_encodable
from blogcli.store.callbacks import OnProgress
from blogcli.store.fs.files import BEGINNING, beginning, read_file
from blogcli.store.index.pack_rows import IndexedPost, PostRow, pack, packed_problem
from blogcli.store.index.source import Depth, IndexSource
from blogcli.store.index.write_rows import SentRow

_WORTH_A_PROCESS = 250
"""Number of posts that make starting another process worth its cost."""

_MOST_PROCESSES = 4

_PART = 32
"""Posts that are sent together."""

_LENGTH = 8
"""Bytes in which the length of what is sent is written."""


Given = TypeVar("Given")
"""What says what to read: the path of a file, or a row with it."""

Sent = TypeVar("Sent")
"""What is read of a file, made of what `marshal` takes: plain tuples, text, bytes and numbers."""


def read_entry(source: IndexSource, path: bytes) -> IndexedPost:
    """Return all that the index stores of the post at `path`. Raises Unreadable.

    If the whole folder is the blog, a file without front matter is not a post.
    """
    name = os.fsdecode(path)
    data = read_file(f"{source.place}/{name}", root=source.place)
    post = read_post(name, data, source.conventions)
    document = post.document
    summary, address = source.located(post.summary)
    is_listed = document.format != "none" or "." not in source.folders
    problem = None
    if post.problem:
        is_listed = is_listed and (bool(summary.meta) or document.format == "foreign")
        problem = post.problem.error(summary.path)
    text = document.meta, document.format
    return IndexedPost(summary, is_listed, problem, *text, post, address)


def read_whole(source: IndexSource, path: bytes, *, depth: Depth = "whole") -> SentRow:
    """Read all of a post for the rows of the index, with the one that the depth adds, if any."""
    try:
        entry = read_entry(source, path)
    except Unreadable as error:
        return tuple(PostRow(path, whole=1, problem=packed_problem(error))), None, None
    row, record = pack(entry, source.floating(entry.summary))
    return tuple(row._replace(path=path)), tuple(record), _more(entry, depth)


def _more(entry: IndexedPost, depth: Depth) -> tuple[Any, ...] | None:
    if not entry.listed or not entry.post:
        return None
    # No list needs these modules.
    if depth == "contents":
        from blogcli.store.index.content_rows import content_row

        return content_row(entry.post, entry.address)
    if depth == "texts":
        from blogcli.store.index.text_rows import text_row

        return text_row(entry.summary, entry.post.document.body)
    return None


def read_place(source: IndexSource, path: bytes) -> SentRow:
    """Read only the list fields of a post, from its first kilobytes, or all of it if that fails.

    It fails for front matter that needs a full parser or has an error.
    """
    name = os.fsdecode(path)
    data = beginning(f"{source.place}/{name}")
    found = None
    if data:
        found = read_list_entry(name, data, source.conventions, is_cut=len(data) == BEGINNING)
    if found is None or not is_encodable(found.slug):
        return read_whole(source, path)
    floating = source.floating(Summary(name, found.slug, "", found.date, found.at))
    when = found.date.isoformat() if found.date else None
    row = PostRow(path, 0, 1, floating, slug=found.slug, date=when, at=found.at)
    return tuple(row), None, None


def read_all(
    read: Callable[[Given], Sent], posts: Sequence[Given], step: OnProgress
) -> Iterator[Sent]:
    """Yield what `read` returns for each of the posts, most often their paths, in order.

    Other processes read, each the next part in turn, while the caller works at what it has.
    """
    first = [*map(read, posts[:1])]
    # The modules needed for reading are loaded by now, and shared with the forked processes.
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
    """Start the processes that read; None stands for one that is refused, or for none at all."""
    threading = sys.modules.get("threading")
    if not hasattr(os, "fork") or (threading and threading.active_count() > 1):
        return [None]  # a lock that another thread holds would stay locked in the child
    count = min(posts // _WORTH_A_PROCESS, os.cpu_count() or 1, _MOST_PROCESSES)
    return [_child(read, parts[at::count]) for at in range(count)] if count > 1 else [None]


def _child(read: Callable[[Given], Sent], parts: Sequence[Sequence[Given]]) -> _Child[Sent] | None:
    try:
        return _Child(read, parts)
    except OSError:  # the limit on processes is reached
        return None


class _Child(Generic[Sent]):
    """A child process that reads some of the parts and sends back what it has read of each."""

    def __init__(self, read: Callable[[Given], Sent], parts: Sequence[Sequence[Given]]) -> None:
        from_child, to_parent = os.pipe()
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
