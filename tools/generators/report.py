"""Rows as tables for a terminal, and as docs/generators.md."""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from tools.docs import table
from tools.generators.known import KNOWN, known
from tools.generators.model import Generator, Row
from tools.generators.programs import program

PAGE = Path(__file__).parents[2] / "docs" / "generators.md"

COLUMNS = ("rows compared", "agreed", "unknown to blogcli", "known differences", "differences")

_SHOWN = 6
"""Cases printed of each kind of difference."""


def verdict(generator: str, row: Row) -> str:
    """Return the column that a row is counted in."""
    if row.agrees:
        return "agreed"
    if row.said == "unknown":
        return "unknown to blogcli"
    return "known differences" if known(generator, row) else "differences"


def counts(generator: str, rows: Sequence[Row]) -> tuple[str, ...]:
    """Return the cells of one line of the table."""
    found = Counter(verdict(generator, row) for row in rows)
    return (f"{len(rows):,}", *(f"{found[column]:,}" for column in COLUMNS[1:]))


def differences(generator: str, rows: Sequence[Row]) -> Iterator[str]:
    """Yield what differs without being known, each kind once, with its first cases."""
    groups: dict[tuple[str, str, str], dict[str, list[str]]] = {}
    for row in rows:
        if verdict(generator, row) == "differences":
            key = (row.kind, row.truth, row.said)
            groups.setdefault(key, {}).setdefault(row.case, []).append(row.site)
    for (kind, truth, said), cases in sorted(groups.items()):
        yield f"  {kind}: {generator} {truth!r}, blogcli {said!r}, in {len(cases)} cases"
        for case, sites in list(cases.items())[:_SHOWN]:
            more = f" and {len(sites) - 2} more" if len(sites) > 2 else ""
            yield f"      {case} [{'; '.join(sites[:2])}{more}]"


def version(generator: Generator) -> str:
    """Return the version of a generator's program."""
    words = ["version"] if generator.name == "hugo" else ["--version"]
    ended = subprocess.run(
        [program(generator.needs[0]), *words], capture_output=True, text=True, check=False
    )
    found = re.findall(r"\d+\.\d+(?:\.\d+)?", ended.stdout)
    return found[0] if found else ""


def page(results: Mapping[str, tuple[str, Sequence[Row]]]) -> str:
    """Return docs/generators.md: each generator with its version and rows."""
    return "\n".join(_lines(results)) + "\n"


def _lines(results: Mapping[str, tuple[str, Sequence[Row]]]) -> Iterator[str]:
    yield "# True to the generators\n"
    yield "Made by `python -m tools.generators --write-docs`. It builds small sites with the real"
    yield "generators, edits them with blogcli, builds them again, and compares post by post."
    yield "A row is one post and one question. Unknown are addresses that blogcli does not claim to"
    yield "know.\n"
    rows = ((f"{name} {said}", *counts(name, found)) for name, (said, found) in results.items())
    yield from table(("generator", *COLUMNS), rows)
    yield "## Questions\n"
    kinds = dict.fromkeys(_question(row) for _, found in results.values() for row in found)
    cells = (
        (kind, *(_of(name, kind, found) for name, (_, found) in results.items())) for kind in kinds
    )
    yield from table(("agreed of compared", *results), cells)
    yield "## Known differences\n"
    if KNOWN:
        named = ((one.generator, one.kind, f"`{one.part}`", one.reason) for one in KNOWN)
        yield from table(("generator", "question", "cases", "reason"), named)
    else:
        yield "None."


def _question(row: Row) -> str:
    return row.kind.removeprefix("after edits: ")


def _of(name: str, kind: str, rows: Sequence[Row]) -> str:
    mine = [row for row in rows if _question(row) == kind]
    agreed = sum(row.agrees for row in mine)
    return f"{agreed:,} of {len(mine):,}" if mine else ""
