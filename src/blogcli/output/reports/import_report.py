"""Write the report of an import, for people and for scripts."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field

from blogcli.output.terminal import Terminal, visible
from blogcli.posts.text.counted import counted

SCHEMA = 1
"""Version of the JSON report; incremented when a key is removed or changes its meaning."""

_MOST_TOLD = 40
"""The maximum number of problems to list on a terminal; JSON lists them all."""


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One line of the report: `outcome` is new, updated, unchanged, held, changed or left.

    A post is `held` if it was not converted, so that updated or unchanged is not known.

    `what` is post, page, comment …; `count` the number of items the row stands for; `comments` the
    comments that come with a post. `reason` says why an item was left out, or what was changed.
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
class ImportReport:
    """The result of an import from `sources`; `kinds` has the format name of each."""

    sources: list[str] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    rows: list[ReportRow] = field(default_factory=list)

    def totals(self) -> Counter[tuple[str, str, str]]:
        """Return the number of items by outcome, kind and status."""
        counts: Counter[tuple[str, str, str]] = Counter()
        for row in self.rows:
            counts[row.outcome, row.what, row.status] += row.count
            if row.comments:
                counts[row.outcome, "comment", ""] += row.comments
        return counts


def import_report_json(report: ImportReport) -> Iterator[str]:
    """Yield the report as pieces of one JSON document, one line per row."""
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


def write_report_table(terminal: Terminal, report: ImportReport) -> None:
    """Write totals and problems on a terminal; in a pipe, all rows as TSV."""
    if terminal.stdout_is_tty:
        for line in _for_eyes(report):
            terminal.write(visible(line) + "\n")
        return
    from blogcli.output.text_table import write_rows

    write_rows(terminal, map(_cells, report.rows))


def say_import_report(terminal: Terminal, report: ImportReport) -> None:
    """Write totals and problems to stderr, for when stdout carries another result."""
    for line in _for_eyes(report):
        terminal.say(line)


def _cells(row: ReportRow) -> Sequence[str]:
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


def _for_eyes(report: ImportReport) -> Iterator[str]:
    for source, kind in zip(report.sources, report.kinds, strict=True):
        yield f"{source}: {kind}"
    for (outcome, what, status), count in report.totals().items():
        noun = what if count == 1 else f"{what}s"
        yield f"  {outcome:<9} {count:>6,} {' '.join(filter(None, (status, noun)))}"
    told = [row for row in report.rows if row.reason]
    for row in told[:_MOST_TOLD]:
        name = row.title or counted(row.count, row.what, form=",")
        yield f"{row.outcome}: {name}: {row.reason}"
    if len(told) > _MOST_TOLD:
        yield f"… and {len(told) - _MOST_TOLD:,} more; --json FILE lists them all"
