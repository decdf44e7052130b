"""Convert the bodies of imported posts to Markdown, in parallel for large exports."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from dataclasses import replace
from functools import partial
from itertools import chain, islice
from typing import TypeAlias

from blogcli.exchange.html.model import Converted
from blogcli.exchange.html.to_markdown import html_to_markdown
from blogcli.exchange.model import ExportEntry, ExportPost
from blogcli.exchange.plan.images import with_pictures
from blogcli.exchange.text.source_lines import lift_source

_ALONE = 300
"""Number of entries to convert in this process before starting a process pool pays off."""

_MOST_WORKERS = 4
_BATCH = 200_000
"""Characters of bodies per task."""

_AHEAD = 20 * _BATCH
"""Maximum characters of bodies in flight, to limit memory."""

_Body: TypeAlias = Converted | None  # None for an entry that is not a post
_Pair: TypeAlias = tuple[ExportEntry, _Body]
_Convert: TypeAlias = Callable[[ExportEntry], _Body]


def convert_body(
    post: ExportPost, *, keep_google_links: bool = False, assets_at: str = ""
) -> Converted:
    """Convert a post's body from HTML, and move a clipping's source line out of it.

    A Markdown body is returned unchanged. See `html_to_markdown` for the options.
    """
    if post.markup == "markdown":
        return Converted(post.body, source=post.source)
    made = html_to_markdown(
        with_pictures(post.body, post.pictures),
        keep_google_links=keep_google_links,
        assets_at=assets_at,
    )
    known = post.source
    markdown, found = lift_source(made.markdown, post.title)
    if known and found:
        found = replace(found, name=found.name or known.name, url=known.url or found.url)
    return replace(made, markdown=markdown, source=found or known)


def with_bodies(
    entries: Iterable[ExportEntry], *, keep_google_links: bool, assets_at: str
) -> Iterator[_Pair]:
    """Yield every entry in order, a post with its converted body; reads a little ahead."""
    convert = partial(_body, keep_google_links=keep_google_links, assets_at=assets_at)
    rest = iter(entries)
    is_html = False
    for entry in islice(rest, _ALONE):
        is_html |= isinstance(entry, ExportPost) and entry.markup == "html"
        yield entry, convert(entry)
    another = next(rest, None)
    if another is None:
        return
    rest = chain([another], rest)
    pool = _pool() if is_html else None
    if pool is None:
        yield from ((entry, convert(entry)) for entry in rest)
        return
    try:
        yield from _by_pool(pool, rest, convert)
    finally:
        pool.shutdown(cancel_futures=True)


def _body(entry: ExportEntry, *, keep_google_links: bool, assets_at: str) -> _Body:
    if not isinstance(entry, ExportPost):
        return None
    return convert_body(entry, keep_google_links=keep_google_links, assets_at=assets_at)


def _bodies(batch: list[ExportEntry], convert: _Convert) -> list[_Body]:
    return list(map(convert, batch))


def _by_pool(
    pool: ProcessPoolExecutor, entries: Iterator[ExportEntry], convert: _Convert
) -> Iterator[_Pair]:
    waiting: deque[tuple[int, list[ExportEntry], Future[list[_Body]] | None]] = deque()
    ahead = 0
    for size, batch in _batches(entries):
        waiting.append((size, batch, _submitted(pool, batch, convert)))
        ahead += size
        while ahead > _AHEAD and waiting:
            done, given, bodies = waiting.popleft()
            ahead -= done
            yield from _pairs(given, bodies, convert)
    for _, given, bodies in waiting:
        yield from _pairs(given, bodies, convert)


def _submitted(
    pool: ProcessPoolExecutor, batch: list[ExportEntry], convert: _Convert
) -> Future[list[_Body]] | None:
    try:
        return pool.submit(_bodies, batch, convert)
    except BrokenExecutor:
        return None


def _pairs(
    batch: list[ExportEntry], bodies: Future[list[_Body]] | None, convert: _Convert
) -> Iterator[_Pair]:
    """Return the converted batch; converts it in this process if the worker has died."""
    try:
        made = bodies.result() if bodies else _bodies(batch, convert)
    except BrokenExecutor:
        made = _bodies(batch, convert)
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
