"""The measured figures: medians, ratios, and their JSON format."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from statistics import median, quantiles
from typing import Any

from bench.measure import Run

SCHEMA = 1


@dataclass(frozen=True, slots=True)
class Timing:
    """The runs of one command: seconds of each, in order, and peak memory in bytes."""

    command: str
    seconds: tuple[float, ...]
    memory: int

    @classmethod
    def of(cls, command: str, runs: Sequence[Run]) -> Timing:
        """Return the timing of these runs."""
        seconds = tuple(round(run.seconds, 6) for run in runs)
        return cls(command, seconds, max(run.memory for run in runs))

    @property
    def median(self) -> float:
        """The median in seconds."""
        return median(self.seconds)

    @property
    def quartiles(self) -> tuple[float, float]:
        """The first and third quartile in seconds."""
        if len(self.seconds) == 1:
            return self.median, self.median
        low, _, high = quantiles(self.seconds, n=4, method="inclusive")
        return low, high


@dataclass(frozen=True, slots=True)
class Blog:
    """All figures for a blog of one size, by row name.

    `floor` is P; `missing` has the reason for each row that was not measured.
    """

    posts: int
    post_bytes: int
    index_bytes: int
    floor: Timing
    timings: Mapping[str, Timing]
    missing: Mapping[str, str]

    def ratio(self, row: str) -> float | None:
        """Return the row's median divided by the median of P."""
        timing = self.timings.get(row)
        return timing.median / self.floor.median if timing else None

    def spread(self, row: str) -> tuple[float, float]:
        """Return the row's quartiles divided by the median of P."""
        low, high = self.timings[row].quartiles
        return low / self.floor.median, high / self.floor.median


@dataclass(frozen=True, slots=True)
class Report:
    """The figures of one session: date, machine, and each blog from small to large."""

    date: str
    machine: Mapping[str, str]
    seed: int
    blogs: tuple[Blog, ...]


def dumps(report: Report) -> str:
    """Return the report as JSON, with ratios next to the seconds."""
    record: dict[str, Any] = {"schema": SCHEMA, **asdict(report)}
    for blog, kept in zip(report.blogs, record["blogs"], strict=True):
        kept["ratios"] = {row: round(blog.ratio(row) or 0, 2) for row in blog.timings}
    return json.dumps(record, indent=1, ensure_ascii=False) + "\n"


def loads(text: str) -> Report:
    """Parse a report written by `dumps`; the ratios are computed again."""
    record = json.loads(text)
    blogs = tuple(
        Blog(
            kept["posts"],
            kept["post_bytes"],
            kept["index_bytes"],
            _timing(kept["floor"]),
            {row: _timing(timing) for row, timing in kept["timings"].items()},
            kept["missing"],
        )
        for kept in record["blogs"]
    )
    return Report(record["date"], record["machine"], record["seed"], blogs)


def _timing(kept: Mapping[str, Any]) -> Timing:
    return Timing(kept["command"], tuple(kept["seconds"]), kept["memory"])
