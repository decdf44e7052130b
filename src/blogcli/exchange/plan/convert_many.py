"""Convert post bodies ahead of the import plan, in parallel for large exports."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice
from typing import TypeAlias

from blogcli.exchange.model import ExportEntry, ExportPost
from blogcli.exchange.plan.body import ConvertedBody, convert_body

_ALONE = 300
"""Number of entries to convert in this process before starting a process pool pays off."""

_MOST_WORKERS = 4
_BATCH = 200_000
"""Characters of bodies per task."""

_AHEAD = 20 * _BATCH
"""Maximum characters of bodies in flight, to limit memory."""

_NONE = ConvertedBody("", None)

Pair: TypeAlias = tuple[ExportEntry, ConvertedBody]


@dataclass(frozen=True, slots=True)
class Conversion:
    """The options for converting bodies; see `convert_body`."""

    keep_google_links: bool = False
    assets_at: str = ""

    def pair(self, entry: ExportEntry) -> Pair:
        """Return the entry with its converted body, an empty one if it is not a post."""
        if not isinstance(entry, ExportPost):
            return entry, _NONE
        links, assets_at = self.keep_google_links, self.assets_at
        return entry, convert_body(entry, keep_google_links=links, assets_at=assets_at)

    def bodies(self, batch: list[ExportEntry]) -> list[ConvertedBody]:
        """Return the converted bodies of a batch of entries."""
        return [self.pair(entry)[1] for entry in batch]


def with_bodies(entries: Iterable[ExportEntry], conversion: Conversion) -> Iterator[Pair]:
    """Yield every entry in order, with its converted body; reads a little ahead."""
    rest = iter(entries)
    is_html = False
    for entry in islice(rest, _ALONE):
        is_html |= isinstance(entry, ExportPost) and entry.markup == "html"
        yield conversion.pair(entry)
    another = next(rest, None)
    rest = rest if another is None else chain([another], rest)
    pool = _pool() if is_html and another is not None else None
    if pool is None:
        yield from map(conversion.pair, rest)
        return
    try:
        yield from _by_pool(pool, rest, conversion)
    finally:
        pool.shutdown(cancel_futures=True)


def _by_pool(
    pool: ProcessPoolExecutor, entries: Iterator[ExportEntry], conversion: Conversion
) -> Iterator[Pair]:
    waiting: deque[tuple[int, list[ExportEntry], Future[list[ConvertedBody]] | None]] = deque()
    ahead = 0
    for size, batch in _batches(entries):
        waiting.append((size, batch, _submitted(pool, conversion, batch)))
        ahead += size
        while ahead > _AHEAD and waiting:
            done, given, bodies = waiting.popleft()
            ahead -= done
            yield from _pairs(given, bodies, conversion)
    for _, given, bodies in waiting:
        yield from _pairs(given, bodies, conversion)


def _submitted(
    pool: ProcessPoolExecutor, conversion: Conversion, batch: list[ExportEntry]
) -> Future[list[ConvertedBody]] | None:
    try:
        return pool.submit(conversion.bodies, batch)
    except BrokenExecutor:
        return None


def _pairs(
    batch: list[ExportEntry], bodies: Future[list[ConvertedBody]] | None, conversion: Conversion
) -> Iterator[Pair]:
    """Return the converted batch; converts it in this process if the worker has died."""
    try:
        made = bodies.result() if bodies else conversion.bodies(batch)
    except BrokenExecutor:
        made = conversion.bodies(batch)
    return zip(batch, made, strict=True)


def _batches(entries: Iterable[ExportEntry]) -> Iterator[tuple[int, list[ExportEntry]]]:
    """Yield batches of entries with their size: characters of bodies, plus 1000 per entry."""
    batch: list[ExportEntry] = []
    size = 0
    for entry in entries:
        batch.append(entry)
        size += 1000 + (len(entry.body) if isinstance(entry, ExportPost) else 0)
        if size >= _BATCH:
            yield size, batch
            batch, size = [], 0
    yield size, batch


def _pool() -> ProcessPoolExecutor | None:
    """Return a process pool; None with a single CPU or on a system without fork.

    Workers are forked: a new interpreter would search the current folder for modules first, and
    that may be an untrusted blog.
    """
    from multiprocessing import get_context
    from signal import SIG_IGN, SIGINT, signal

    workers = min(os.cpu_count() or 1, _MOST_WORKERS)
    if workers == 1 or not hasattr(os, "fork"):
        return None
    try:  # workers ignore Ctrl-C; this process handles it and ends them
        return ProcessPoolExecutor(
            workers, get_context("fork"), initializer=partial(signal, SIGINT, SIG_IGN)
        )
    except (OSError, NotImplementedError):
        return None
