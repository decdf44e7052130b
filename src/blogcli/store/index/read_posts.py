"""Read many posts for the index, in as many processes as there are processors (4 at most)."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import Any, Generic, TypeVar

from blogcli.errors import Unreadable
from blogcli.posts.model.summary import Summary
from blogcli.posts.read.post import read_list_entry, read_post
from blogcli.posts.text.json_text import is_encodable
from blogcli.store.callbacks import OnProgress, shifted
from blogcli.store.fs.files import BEGINNING, beginning, read_file
from blogcli.store.index.rows import IndexedPost, PostRow, pack, packed_problem
from blogcli.store.index.source import IndexSource

_WORTH_A_PROCESS = 250
"""Number of posts that make starting another process worth its cost."""

_MOST_PROCESSES = 4


Given = TypeVar("Given")
"""What says what to read: the path of a file, or a row with it."""

Sent = TypeVar("Sent")
"""What is read of a file, made of what `marshal` takes: plain tuples, text, bytes and numbers."""

SentRow = tuple[tuple[Any, ...], tuple[Any, ...] | None, tuple[Any, ...] | None]
"""The rows of a post: of itself, its record and its contents, as plain tuples."""


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


def read_whole(source: IndexSource, path: bytes, *, contents: bool = False) -> SentRow:
    """Read all of a post for the rows of the index; that of its contents if they are wanted."""
    try:
        entry = read_entry(source, path)
    except Unreadable as error:
        return tuple(PostRow(path, whole=1, problem=packed_problem(error))), None, None
    row, record = pack(entry, source.floating(entry.summary))
    content = None
    if contents and entry.listed and entry.post:
        from blogcli.store.index.content_rows import content_row  # no list needs it

        content = content_row(entry.post, entry.address)
    return tuple(row._replace(path=path)), tuple(record), content


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


def read_all(read: Callable[[Given], Sent], posts: Sequence[Given], step: OnProgress) -> list[Sent]:
    """Return what `read` returns for each of the posts, most often their paths, in order."""
    rest = posts[1:]
    done = [read(post) for post in posts[:1]]
    count = _processes(len(rest))
    if count == 1:
        return done + _read_here(read, rest, lambda n: step(n + 1, len(posts)))
    # The modules needed for reading are loaded by now, and shared with the forked processes.
    size = -(-len(rest) // count)
    parts = [slice(1 + start, 1 + start + size) for start in range(0, len(rest), size)]
    children = [_child(read, posts[part]) for part in parts[1:]]
    own = parts[0]
    done += _read_here(read, posts[own], lambda n: step(n * count, len(posts)))
    for child, part in zip(children, parts[1:], strict=True):
        found = child.result() if child else []
        whole = len(found) == len(posts[part])
        done += found if whole else _read_here(read, posts[part], lambda n: None)
    return done


def read_ahead(
    read: Callable[[Given], Sent], parts: Iterator[Sequence[Given]], total: int, step: OnProgress
) -> Iterator[list[Sent]]:
    """Yield what `read_all` returns for each part.

    While the caller works at one, another process reads the next.
    """
    done = read_all(read, next(parts, ()), shifted(step, 0, total))
    count = len(done)
    for part in parts:
        child = _child(read, part) if _processes(len(part)) > 1 else None
        try:
            yield done
        finally:
            done = child.result() if child else []
        if len(done) < len(part):
            done = _read_here(read, part, lambda n: None)
        count += len(part)
        step(count, total)
    yield done


def _processes(posts: int) -> int:
    threading = sys.modules.get("threading")
    if not hasattr(os, "fork") or (threading and threading.active_count() > 1):
        return 1  # a lock that another thread holds would stay locked in the child
    return max(1, min(posts // _WORTH_A_PROCESS, os.cpu_count() or 1, _MOST_PROCESSES))


def _read_here(
    read: Callable[[Given], Sent], posts: Sequence[Given], step: Callable[[int], None]
) -> list[Sent]:
    done: list[Sent] = []
    for at, post in enumerate(posts):
        step(at)
        done.append(read(post))
    return done


def _child(read: Callable[[Given], Sent], posts: Sequence[Given]) -> _Child[Sent] | None:
    try:
        return _Child(read, posts)
    except OSError:  # the limit on processes is reached
        return None


class _Child(Generic[Sent]):
    """A child process that reads some of the files and sends back the results."""

    def __init__(self, read: Callable[[Given], Sent], posts: Sequence[Given]) -> None:
        import marshal  # safe here: what is loaded was written by our own child

        self._loads = marshal.loads  # several times as fast as `load`, which reads bit by bit
        self._from_child, to_parent = os.pipe()
        self._pid = os.fork()
        if self._pid:
            os.close(to_parent)
            return
        code = 1
        try:
            done = _read_here(read, posts, lambda n: None)
            with open(to_parent, "wb") as stream:
                stream.write(marshal.dumps(done))
            code = 0
        finally:
            # Not `sys.exit`: that would write the parent's buffered output a second time.
            os._exit(code)

    def result(self) -> list[Sent]:
        """Return what the child read; empty if it failed."""
        try:
            with open(self._from_child, "rb") as stream:
                found: list[Sent] = self._loads(stream.read())
            return found if isinstance(found, list) else []
        except (EOFError, ValueError, TypeError):
            return []
        finally:
            with suppress(ChildProcessError):  # it is reaped already if SIGCHLD is ignored
                os.waitpid(self._pid, 0)
