"""What an import brought, for eyes and for scripts."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field

from blogcli.output.terminal import Terminal, visible

SCHEMA = 1
"""Version of the report's JSON; it rises when a key goes or changes its meaning."""

_MOST_TOLD = 40
"""So many things that need a person's eye are told on a terminal; JSON has them all."""


@dataclass(frozen=True, slots=True)
class Row:
    """One thing of an export: `outcome` is new, updated, unchanged, held, changed or left.

    A post is `held` where it was not converted to see whether it is updated or unchanged.

    `what` is post, page, comment …; `count` so many of them where they are told together, and
    `comments` those that come with a post. `reason` says why something is left, or in what it came
    across changed.
    """

    outcome: str
    what: str
    status: str = ""
    title: str = ""
    path: str = ""
    reason: str = ""
    count: int = 1
    comments: int = 0


@dataclass(slots=True)
class Report:
    """All that became of the exports named `sources`; `kinds` is what people call these."""

    sources: list[str] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)

    def totals(self) -> Counter[tuple[str, str, str]]:
        """How many there were by outcome, what and status."""
        counts: Counter[tuple[str, str, str]] = Counter()
        for row in self.rows:
            counts[row.outcome, row.what, row.status] += row.count
            if row.comments:
                counts[row.outcome, "comment", ""] += row.comments
        return counts


def as_json(report: Report) -> Iterator[str]:
    """The report as one JSON document, a row to a line, piece by piece."""
    totals = [
        {"outcome": outcome, "what": what, "status": status, "count": count}
        for (outcome, what, status), count in report.totals().items()
    ]
    head = {
        "schema": SCHEMA,
        "sources": report.sources,
        "kinds": report.kinds,
        "totals": totals,
    }
    yield json.dumps(head, ensure_ascii=False, indent=1).removesuffix("\n}") + ',\n "rows": ['
    separator = "\n  "
    for row in report.rows:
        yield separator + json.dumps(asdict(row), ensure_ascii=False)
        separator = ",\n  "
    yield "\n ]\n}\n"


def write_report(terminal: Terminal, report: Report) -> None:
    """A table of totals and what needs an eye on a terminal; in a pipe every row, tabs between."""
    if terminal.stdout_is_tty:
        for line in _for_eyes(report):
            terminal.write(visible(line) + "\n")
        return
    from blogcli.output.text import write_rows

    write_rows(terminal, map(_cells, report.rows))


def say_report(terminal: Terminal, report: Report) -> None:
    """The same for eyes on stderr, where something else is the answer."""
    for line in _for_eyes(report):
        terminal.say(line)


def _cells(row: Row) -> Sequence[str]:
    return (
        row.outcome,
        row.what,
        row.status,
        str(row.count),
        str(row.comments),
        row.title,
        row.path,
        row.reason,
    )


def _for_eyes(report: Report) -> Iterator[str]:
    for source, kind in zip(report.sources, report.kinds, strict=True):
        yield f"{source}: {kind}"
    for (outcome, what, status), count in report.totals().items():
        noun = what if count == 1 else f"{what}s"
        yield f"  {outcome:<9} {count:>6,} {' '.join(filter(None, (status, noun)))}"
    told = [row for row in report.rows if row.reason]
    for row in told[:_MOST_TOLD]:
        name = row.title or (f"{row.count:,} {row.what}{'s' * (row.count != 1)}")
        yield f"{row.outcome}: {name}: {row.reason}"
    if len(told) > _MOST_TOLD:
        yield f"… and {len(told) - _MOST_TOLD:,} more; --json FILE lists them all"
