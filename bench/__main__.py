"""Measure `blog` against bare Python, similar tools and its targets.

Blogs are generated once per size and seed and kept in the working folder. All rows run in rounds,
each in a new order, with a run of `python -c pass` (P) before each row, and one of the row that is
not measured, so that all files are in the system's cache; figures are medians.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from bench import page
from bench.figures import Report, dumps, loads
from bench.judge import verdicts
from bench.machine import machine
from bench.measure import Failed
from bench.row import Row
from bench.rows import ROWS
from bench.session import measure
from bench.table import table


def parser() -> argparse.ArgumentParser:
    """Return the argument parser."""
    made = argparse.ArgumentParser("python -m bench", description=__doc__)
    made.add_argument(
        "--sizes",
        type=sizes,
        default="1000,10000,100000",
        metavar="N,N",
        help="numbers of posts [default: %(default)s]",
    )
    made.add_argument("--rounds", type=int, default=15, metavar="N", help="[default: %(default)s]")
    made.add_argument(
        "--only",
        action="append",
        choices=[row.name for row in ROWS],
        metavar="ROW",
        help="measure this row, and those it is compared with; again for more. "
        + ", ".join(row.name for row in ROWS),
    )
    made.add_argument("--seed", type=int, default=1, metavar="N", help="of the posts and the order")
    made.add_argument(
        "--work",
        type=Path,
        default=Path(tempfile.gettempdir()) / "blogcli-bench",
        metavar="DIR",
        help="where the blogs are kept [default: %(default)s]",
    )
    made.add_argument(
        "--from",
        dest="given",
        type=Path,
        metavar="FILE",
        help="measure nothing, take the figures of an earlier --json",
    )
    made.add_argument("--json", type=Path, metavar="FILE", help="write the figures there")
    made.add_argument("--write-docs", action="store_true", help="write docs/performance.md")
    made.add_argument(
        "--check", action="store_true", help="end with 1 where a target is missed, and name it"
    )
    return made


def sizes(text: str) -> list[int]:
    """Parse numbers separated by commas, and sort them."""
    return sorted({int(one) for one in text.split(",")})


def chosen(names: Sequence[str] | None) -> list[Row]:
    """Return the rows with these names (default: all), and the rows that their targets use."""
    if not names:
        return list(ROWS)
    rows = [row for row in ROWS if row.name in names]
    targets = (target for row in rows for size in row.targets.values() for target in size)
    needed = {target.than for target in targets} | set(names)
    return [row for row in ROWS if row.name in needed]


def report_of(options: argparse.Namespace, rows: Sequence[Row]) -> Report:
    """Return the figures, measured now or read from a file."""
    if options.given:
        return loads(options.given.read_text(encoding="utf-8"))
    options.work.mkdir(parents=True, exist_ok=True)
    blogs = []
    for posts in options.sizes:
        due = [row for row in rows if posts <= row.up_to]
        if posts != options.sizes[0]:
            due = [row for row in due if row.every_size]
        blogs.append(measure(options.work, posts, due, options.rounds, options.seed, tell))
    return Report(time.strftime("%Y-%m-%d"), machine(options.work), options.seed, tuple(blogs))


def tell(progress: str) -> None:
    """Write the progress to stderr."""
    print(progress, file=sys.stderr, flush=True)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark; return the exit code."""
    options = parser().parse_args(arguments)
    rows = chosen(options.only)
    try:
        report = report_of(options, rows)
    except Failed as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    print("\n".join(table(report, rows)))
    if options.json:
        options.json.write_text(dumps(report), encoding="utf-8")
    if options.write_docs:
        page.write(report, rows)
    missed = [one for one in verdicts(report, rows) if not one.met]
    if options.check:
        for one in missed:
            print(f"missed: {one}", file=sys.stderr)
    return int(options.check and bool(missed))


if __name__ == "__main__":
    raise SystemExit(main())
