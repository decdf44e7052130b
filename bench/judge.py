"""Compare the figures with the targets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bench.figures import Blog, Report
from bench.row import Row, Target, Unit
from bench.rows import ANY


@dataclass(frozen=True, slots=True)
class Verdict:
    """A target and its measured value; if the value is None, `why` has the reason."""

    row: Row
    posts: int
    target: Target
    value: float | None
    why: str = ""

    @property
    def met(self) -> bool:
        """Whether the target was measured and met."""
        return self.value is not None and self.value <= self.target.limit

    def __str__(self) -> str:
        size = f", {self.posts:,} posts" if self.row.every_size else ""
        found = self.why if self.value is None else f"{self.value:.3g}"
        return f"{self.row.name}{size}: {found} for at most {self.target}"


def verdicts(report: Report, rows: Sequence[Row]) -> Iterator[Verdict]:
    """Yield a verdict for every target that applies to the measured blogs."""
    for blog in report.blogs:
        for row in rows:
            yield from of_row(row, blog, first=blog is report.blogs[0])


def of_row(row: Row, blog: Blog, *, first: bool = True) -> Iterator[Verdict]:
    """Yield the verdicts on a row at one size; `first` means the smallest size measured."""
    for size in dict.fromkeys((ANY, blog.posts)):
        due = blog.posts <= row.up_to and (row.every_size or first)
        for target in row.targets.get(size, ()) if due else ():
            found = value(row, target, blog)
            why = "" if found is not None else _why(row, target, blog)
            yield Verdict(row, blog.posts, target, found, why)


def value(row: Row, target: Target, blog: Blog) -> float | None:
    """Return the measured value in the target's unit; None if a part is missing."""
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
