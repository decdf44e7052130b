"""Compare what was measured with the targets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bench.figures import Blog, Report
from bench.rows import ANY, Row, Target, Unit


@dataclass(frozen=True, slots=True)
class Verdict:
    """A target and what was measured for it; `value` is None where nothing could be, and `why`
    says the reason."""

    row: Row
    posts: int
    target: Target
    value: float | None
    why: str = ""

    @property
    def met(self) -> bool:
        return self.value is not None and self.value <= self.target.limit

    def __str__(self) -> str:
        size = f", {self.posts:,} posts" if self.row.every_size else ""
        found = self.why if self.value is None else f"{self.value:.3g}"
        return f"{self.row.name}{size}: {found} for at most {self.target}"


def verdicts(report: Report, rows: Sequence[Row]) -> Iterator[Verdict]:
    """One for every target that the measured blogs should show."""
    for blog in report.blogs:
        for row in rows:
            yield from of_row(row, blog, first=blog is report.blogs[0])


def of_row(row: Row, blog: Blog, *, first: bool = True) -> Iterator[Verdict]:
    """The verdicts on a row at one size; `first` where it is the smallest size measured."""
    for size in dict.fromkeys((ANY, blog.posts)):
        due = blog.posts <= row.up_to and (row.every_size or first)
        for target in row.targets.get(size, ()) if due else ():
            found = value(row, target, blog)
            why = "" if found is not None else _why(row, target, blog)
            yield Verdict(row, blog.posts, target, found, why)


def value(row: Row, target: Target, blog: Blog) -> float | None:
    """What was measured, in the target's unit; None where a part of it was not."""
    own, other = blog.ratio(row.name), blog.ratio(target.than)
    match target.unit:
        case Unit.MEGABYTES:
            timing = blog.timings.get(target.than)
            return timing.memory / 1e6 if timing else None
        case Unit.OF_POSTS:
            return blog.index_bytes / blog.post_bytes if blog.index_bytes else None
        case Unit.P:
            return own
    if own is None or other is None:
        return None
    return own - other if target.unit is Unit.MORE else own / other


def _why(row: Row, target: Target, blog: Blog) -> str:
    if target.unit is Unit.OF_POSTS:
        return "no index"
    return blog.missing.get(row.name) or blog.missing.get(target.than) or "not measured"
