"""Read many posts for the index, in as many processes as there are processors (4 at most)."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import NamedTuple, TypeAlias

from blogcli.errors import Unreadable
from blogcli.posts.read.post import read_list_entry, read_post
from blogcli.store.callbacks import OnProgress
from blogcli.store.fs.files import BEGINNING, beginning, read_file
from blogcli.store.index.row_codec import IndexedPost, pack_post
from blogcli.store.index.snapshot import (
    DRAFT,
    HAS_PROBLEM,
    LISTED,
    STARTS,
    TIMED,
    WHOLE,
    list_key,
    slug_key,
)
from blogcli.store.index.source import IndexSource

_WORTH_A_PROCESS = 250
"""Number of posts that make starting another process worth its cost."""

_MOST_PROCESSES = 4


class Read(NamedTuple):
    """What a snapshot stores of one file, and its row; b"" if there is none.

    `marks` are its flags. `slug` and `lists` are made by snapshot.slug_key and list_key, b"" for a
    file that is not listed.
    """

    marks: int
    at: float | None
    slug: bytes
    lists: bytes
    row: bytes


ReadOne: TypeAlias = Callable[[bytes, bytes], Read]
"""A function that reads the file at a path, for a row with a key (see row_codec)."""


def read_entry(source: IndexSource, path: bytes) -> IndexedPost:
    """Return all that the index stores of the post at `path`. Raises Unreadable.

    If the whole folder is the blog, a file without front matter is not a post.
    """
    name = os.fsdecode(path)
    data = read_file(f"{source.place}/{name}", root=source.place)
    post = read_post(name, data, source.conventions)
    summary, document = post.summary, post.document
    summary = summary._replace(url=source.address(summary))
    is_post = document.format != "none" or "." not in source.folders
    if post.problem is None:
        return IndexedPost(summary, is_post, None, document.meta, document.format)
    is_read = bool(summary.meta) or document.format == "foreign"
    problem = post.problem.error(summary.path)
    return IndexedPost(summary, is_post and is_read, problem, document.meta, document.format)


def read_whole(source: IndexSource, path: bytes, proof: bytes) -> Read:
    """Read all of a post for a row of the index."""
    try:
        return noted(read_entry(source, path), proof)
    except Unreadable:
        return Read(HAS_PROBLEM, None, b"", b"", b"")


def noted(entry: IndexedPost, proof: bytes) -> Read:
    """Return what a snapshot stores of a post that was read, and its row with that key."""
    post, row = entry.summary, pack_post(entry, proof) or b""
    marks = WHOLE | HAS_PROBLEM * (entry.problem is not None) | DRAFT * post.draft
    if post.ends is not None or post.starts not in (None, post.at):
        marks |= TIMED
    elif post.starts is not None:
        marks |= STARTS
    if not entry.listed:
        return Read(marks, post.at, b"", b"", row)
    return Read(marks | LISTED, post.at, slug_key(post.slug), list_key(post), row)


def read_place(source: IndexSource, path: bytes, proof: bytes) -> Read:
    """Read only the list fields of a post, from its first kilobytes, or all of it if that fails.

    It fails for front matter that needs a full parser or has an error.
    """
    name = os.fsdecode(path)
    data = beginning(f"{source.place}/{name}")
    found = None
    if data:
        found = read_list_entry(name, data, source.conventions, is_cut=len(data) == BEGINNING)
    if found is None:
        return read_whole(source, path, proof)
    return Read(LISTED, found.at, slug_key(found.slug), b"", b"")


def read_all(
    read: ReadOne, paths: Sequence[bytes], proofs: Sequence[bytes], step: OnProgress
) -> list[Read]:
    """Read the files at `paths` for rows with these keys (see row_codec), in order."""
    first, rest = paths[:1], paths[1:]
    done = [read(*pair) for pair in zip(first, proofs, strict=False)]
    count = _processes(len(rest))
    if count == 1:
        return done + _read_here(read, rest, proofs[1:], lambda n: step(n + 1, len(paths)))
    # The modules needed for reading are loaded by now, and shared with the forked processes.
    size = -(-len(rest) // count)
    parts = [slice(1 + start, 1 + start + size) for start in range(0, len(rest), size)]
    children = [_child(read, paths[part], proofs[part]) for part in parts[1:]]
    own = parts[0]
    done += _read_here(read, paths[own], proofs[own], lambda n: step(n * count, len(paths)))
    for child, part in zip(children, parts[1:], strict=True):
        found = child.result() if child else []
        whole = len(found) == len(paths[part])
        done += found if whole else _read_here(read, paths[part], proofs[part], lambda n: None)
    return done


def _processes(posts: int) -> int:
    if not hasattr(os, "fork"):
        return 1
    return max(1, min(posts // _WORTH_A_PROCESS, os.cpu_count() or 1, _MOST_PROCESSES))


def _read_here(
    read: ReadOne,
    paths: Sequence[bytes],
    proofs: Sequence[bytes],
    step: Callable[[int], None],
) -> list[Read]:
    done: list[Read] = []
    for at, (path, proof) in enumerate(zip(paths, proofs, strict=True)):
        step(at)
        done.append(read(path, proof))
    return done


def _child(read: ReadOne, paths: Sequence[bytes], proofs: Sequence[bytes]) -> _Child | None:
    try:
        return _Child(read, paths, proofs)
    except OSError:  # the limit on processes is reached
        return None


class _Child:
    """A child process that reads some of the files and sends back the results."""

    def __init__(self, read: ReadOne, paths: Sequence[bytes], proofs: Sequence[bytes]) -> None:
        import marshal  # safe here: what is loaded was written by our own child

        self._loads = marshal.loads  # several times as fast as `load`, which reads bit by bit
        self._from_child, to_parent = os.pipe()
        self._pid = os.fork()
        if self._pid:
            os.close(to_parent)
            return
        code = 1
        try:
            done = [tuple(one) for one in _read_here(read, paths, proofs, lambda n: None)]
            with open(to_parent, "wb") as stream:
                stream.write(marshal.dumps(done))
            code = 0
        finally:
            # Not `sys.exit`: that would write the parent's buffered output a second time.
            os._exit(code)

    def result(self) -> list[Read]:
        """Return what the child read; empty if it failed."""
        try:
            with open(self._from_child, "rb") as stream:
                return [*map(Read._make, self._loads(stream.read()))]
        except (EOFError, ValueError, TypeError):
            return []
        finally:
            with suppress(ChildProcessError):  # it is reaped already if SIGCHLD is ignored
                os.waitpid(self._pid, 0)
