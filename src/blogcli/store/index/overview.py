"""What a blog has: posts by status, and those that come next, are overdue or were edited last."""

from __future__ import annotations

import os
from array import array
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from blogcli.posts.model.status import status_at
from blogcli.posts.model.summary import Summary
from blogcli.store.index.index import Index
from blogcli.store.index.snapshot import DRAFT, HAS_PROBLEM, LISTED, STARTS, TIMED, Snapshot
from blogcli.store.index.stamps import STAMP


class Overview(NamedTuple):
    """Posts by status, and some posts of a kind with the number of all of them.

    `ahead` are scheduled or drafts dated ahead, the next one first; `overdue` are drafts whose date
    has passed, the latest first; `edited` has each post with the time of its last edit in seconds.
    """

    counts: Mapping[str, int]
    ahead: tuple[int, Sequence[Summary]]
    overdue: tuple[int, Sequence[Summary]]
    edited: Sequence[tuple[float, Summary]]


def read_overview(index: Index, place: str, now: float, most: int) -> Overview:
    """Return the overview of the blog at `place`, with at most that many posts of each kind."""
    snapshot = index.sweep
    counts: dict[str, int] = {}
    ahead: list[tuple[float, int]] = []
    overdue: list[tuple[float, int]] = []
    listed = snapshot.marked(LISTED)
    for at, status, number in _statuses(index, snapshot, listed, now):
        counts[status] = counts.get(status, 0) + 1
        if status == "scheduled" or (status == "draft" and at > now):
            ahead.append((at, number))
        elif status == "draft" and at <= now:
            overdue.append((-at, number))
    edits = _last_edits(snapshot, place, listed, most)
    return Overview(
        counts,
        (len(ahead), _posts(index, snapshot, [number for _, number in sorted(ahead)[:most]])),
        (len(overdue), _posts(index, snapshot, [number for _, number in sorted(overdue)[:most]])),
        [(time, post) for time, number in edits for post in _posts(index, snapshot, [number])],
    )


def _statuses(
    index: Index, snapshot: Snapshot, listed: Sequence[int], now: float
) -> Iterator[tuple[float, str, int]]:
    """Yield when each post is due, its status and position; those with other times need a row."""
    marks, ats = snapshot.marks, snapshot.ats
    for number in listed:
        mark, at = marks[number], ats[number]
        if mark & (TIMED | HAS_PROBLEM):
            for post in _posts(index, snapshot, [number]):
                out = post.starts if post.starts is not None else at
                yield out, status_at(post.draft, post.starts, post.ends, now), number
        else:
            starts = at if mark & STARTS and at == at else None
            yield at, status_at(mark & DRAFT != 0, starts, None, now), number


def _last_edits(
    snapshot: Snapshot, place: str, listed: Sequence[int], most: int
) -> list[tuple[float, int]]:
    """Return when the files that changed last did so, in seconds, with their positions."""
    times = array("q", snapshot.stamps)[:: STAMP // 8]
    seen = [(times[number] or _changed(place, snapshot.paths[number]), number) for number in listed]
    return [(time / 1e9, number) for time, number in sorted(seen, reverse=True)[:most]]


def _changed(place: str, path: bytes) -> int:
    """Return when a file changed that has no reliable stamp, as one that was written just now."""
    try:
        return os.stat(os.fsencode(place) + b"/" + path).st_mtime_ns
    except OSError:
        return 0


def _posts(index: Index, snapshot: Snapshot, numbers: Sequence[int]) -> list[Summary]:
    found = index.at([snapshot.paths[number] for number in numbers])
    return [entry.summary for entry in found if entry.listed]
