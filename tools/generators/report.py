"""Rows as tables for a terminal, and as docs/generators.md."""

from __future__ import annotations

import json
import re
import subprocess
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

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
    """Return the version of a generator's program: that of its Node package, or what it says."""
    place = Path(program(generator.needs[0])).resolve()
    for folder in place.parents if len(generator.needs) > 1 else ():
        if (folder / "package.json").is_file():
            return str(json.loads((folder / "package.json").read_text("utf-8"))["version"])
    words = ["version"] if generator.name == "hugo" else ["--version"]
    ended = subprocess.run([str(place), *words], capture_output=True, text=True, check=False)
    found = re.findall(r"\d+\.\d+(?:\.\d+)?", ended.stdout)
    return found[0] if found else ""


class Tally(NamedTuple):
    """What docs/generators.md tells of one generator: its counts, and those of each question."""

    version: str
    counts: tuple[str, ...]
    questions: Mapping[str, str]


def tally(name: str, version: str, rows: Sequence[Row]) -> Tally:
    """Return what the page tells of a generator's rows."""
    kinds: dict[str, list[bool]] = {}
    for row in rows:
        kinds.setdefault(row.kind.removeprefix("after edits: "), []).append(row.agrees)
    said = {kind: f"{sum(found):,} of {len(found):,}" for kind, found in kinds.items()}
    return Tally(version, counts(name, rows), said)


def told(text: str) -> dict[str, Tally]:
    """Return the tallies of a page that `page` has made."""
    first, _, rest = text.partition("## Questions")
    found = {}
    for label, *cells in _cells(first)[1:]:
        name, _, version = label.partition(" ")
        found[name] = Tally(version, tuple(cells), {})
    (_, *names), *kinds = _cells(rest.partition("## ")[0]) or [[""]]
    for at, name in enumerate(names):
        said = {kind: cells[at] for kind, *cells in kinds if cells[at]}
        found[name] = found[name]._replace(questions=said)
    return found


def _cells(text: str) -> list[list[str]]:
    lines = [line for line in text.splitlines() if line.startswith("|") and "|---" not in line]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]


def page(tallies: Mapping[str, Tally]) -> str:
    """Return docs/generators.md, with the generators in this order."""
    return "\n".join(_lines(tallies)) + "\n"


def _lines(tallies: Mapping[str, Tally]) -> Iterator[str]:
    yield "# True to the generators\n"
    yield "Made by `python -m tools.generators --write-docs`. It builds small sites with the real"
    yield "generators, edits them with blogcli, builds them again, and compares post by post."
    yield "A row is one post and one question. Unknown are addresses that blogcli does not claim to"
    yield "know.\n"
    rows = ((f"{name} {one.version}", *one.counts) for name, one in tallies.items())
    yield from table(("generator", *COLUMNS), rows)
    yield "## Questions\n"
    kinds = dict.fromkeys(kind for one in tallies.values() for kind in one.questions)
    cells = ((kind, *(one.questions.get(kind, "") for one in tallies.values())) for kind in kinds)
    yield from table(("agreed of compared", *tallies), cells)
    yield "## Known differences\n"
    if KNOWN:
        named = ((one.generator, one.kind, f"`{one.part}`", one.reason) for one in KNOWN)
        yield from table(("generator", "question", "cases", "reason"), named)
    else:
        yield "None."
