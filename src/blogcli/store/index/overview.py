"""What a blog has: posts by status, and those that come next, are overdue or were edited last."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from blogcli.posts.model.status import status_at
from blogcli.posts.model.summary import Summary
from blogcli.store.index.index import Index


class Overview(NamedTuple):
    """Posts by status, and some posts of a kind with the number of all of them.

    `ahead` are scheduled or drafts dated ahead, the next one first; `overdue` are drafts whose date
    has passed, the latest first; `edited` has each post with the time of its last edit in seconds.
    """

    counts: Mapping[str, int]
    ahead: tuple[int, Sequence[Summary]]
    overdue: tuple[int, Sequence[Summary]]
    edited: Sequence[tuple[float, Summary]]


def read_overview(index: Index, now: float, most: int) -> Overview:
    """Return the overview of a blog, with at most that many posts of each kind."""
    counts: dict[str, int] = {}
    ahead: list[tuple[float, Summary]] = []
    overdue: list[tuple[float, Summary]] = []
    for post in index.outlines(("at", "starts", "ends", "draft")):
        status = status_at(post.draft, post.starts, post.ends, now)
        counts[status] = counts.get(status, 0) + 1
        out = post.at if post.starts is None else post.starts
        if out is None:
            continue
        if status == "scheduled" or (status == "draft" and out > now):
            ahead.append((out, post))
        elif status == "draft":
            overdue.append((-out, post))

    def first(found: list[tuple[float, Summary]]) -> tuple[int, Sequence[Summary]]:
        some = sorted(found, key=lambda one: (one[0], one[1].path))[:most]
        return len(found), [*index.at([post for _, post in some])]

    edits = index.edited(most)
    last = index.at([Summary(path, "", "") for _, path in edits])
    times = {path: time for time, path in edits}
    return Overview(
        counts, first(ahead), first(overdue), [(times[post.path], post) for post in last]
    )
