"""Reading many posts for the index, in as many processes as there are processors."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import NamedTuple, TypeAlias

from blogcli.errors import Unreadable
from blogcli.posts.post import glance, read_post
from blogcli.store.files import BEGINNING, beginning, read_file
from blogcli.store.index_source import Source
from blogcli.store.rows import Entry, pack
from blogcli.store.sweep import DRAFT, LISTED, TROUBLED, WHOLE, list_key, slug_key
from blogcli.store.walk import Step

_WORTH_A_PROCESS = 250
"""A process of its own is worth its start for so many posts."""

_MOST_PROCESSES = 4


class Read(NamedTuple):
    """What a sweep notes of one file, and its row; b"" where there is none.

    `slug` and `lists` are as sweep.slug_key and list_key make them, b"" for what is not listed.
    """

    marks: int
    at: float | None
    slug: bytes
    lists: bytes
    row: bytes


ReadOne: TypeAlias = Callable[[bytes, bytes], Read]
"""Reads the file at a path, for a row with a proof (see rows)."""


def read_entry(source: Source, path: bytes) -> Entry:
    """All that the index keeps of the post at `path`; raises Unreadable.

    Where the whole folder is the blog, a file without front matter is no post.
    """
    name = os.fsdecode(path)
    data = read_file(f"{source.place}/{name}", root=source.place)
    post = read_post(name, data, source.conventions)
    summary, document = post.summary, post.document
    is_post = document.format != "none" or "." not in source.folders
    if post.problem is None:
        return Entry(summary, is_post, None, document.meta, document.format)
    is_read = bool(summary.meta) or document.format == "foreign"
    problem = post.problem.error(summary.path)
    return Entry(summary, is_post and is_read, problem, document.meta, document.format)


def read_whole(source: Source, path: bytes, proof: bytes) -> Read:
    """Read a post for a row of the index."""
    try:
        return noted(read_entry(source, path), proof)
    except Unreadable:
        return Read(TROUBLED, None, b"", b"", b"")


def noted(entry: Entry, proof: bytes) -> Read:
    """What a sweep notes of a post that was read, and its row with that proof."""
    post, row = entry.summary, pack(entry, proof) or b""
    marks = WHOLE | TROUBLED * (entry.problem is not None) | DRAFT * post.draft
    if not entry.listed:
        return Read(marks, post.at, b"", b"", row)
    return Read(marks | LISTED, post.at, slug_key(post.slug), list_key(post), row)


def read_place(source: Source, path: bytes, proof: bytes) -> Read:
    """Read of a post what puts it in its place in a list; the whole where that takes more.

    Whatever front matter takes a parser, or has a fault, takes more.
    """
    name = os.fsdecode(path)
    data = beginning(f"{source.place}/{name}")
    found = None
    if data:
        found = glance(name, data, source.conventions, is_cut=len(data) == BEGINNING)
    if found is None:
        return read_whole(source, path, proof)
    return Read(LISTED, found.at, slug_key(found.slug), b"", b"")


def read_all(
    read: ReadOne, paths: Sequence[bytes], proofs: Sequence[bytes], step: Step
) -> list[Read]:
    """Read the files at `paths`, with these proofs (see rows), and return them in that order."""
    first, rest = paths[:1], paths[1:]
    done = [read(*pair) for pair in zip(first, proofs, strict=False)]
    count = _processes(len(rest))
    if count == 1:
        return done + _read_here(read, rest, proofs[1:], lambda n: step(n + 1, len(paths)))
    # What reading needs is loaded by now, and shared with the processes.
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
    except OSError:  # as many processes as are allowed are there
        return None


class _Child:
    """A process that reads some of the files and sends back what it read."""

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
            # Not `sys.exit`: what the parent has yet to write is not for the child to write.
            os._exit(code)

    def result(self) -> list[Read]:
        """What the child read; empty where it failed."""
        try:
            with open(self._from_child, "rb") as stream:
                return [*map(Read._make, self._loads(stream.read()))]
        except (EOFError, ValueError, TypeError):
            return []
        finally:
            with suppress(ChildProcessError):  # it is gone already where SIGCHLD is ignored
                os.waitpid(self._pid, 0)
