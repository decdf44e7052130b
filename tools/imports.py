"""Read and convert every export in folders, and report what was imported and what was lost.

Usage: python -m tools.imports DIR…

Prints one line per export: format, posts, pages, comments and warnings; for the conversion from
HTML to Markdown, the visible words and the percentage kept, and the number of images, links,
headings, embeds and code lines, total and lost. The last line has the sums. The exit code is 1 if
a conversion gave a warning.
"""

from __future__ import annotations

import sys
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from blogcli.errors import BlogError
from blogcli.exchange.html.verify import THINGS as COUNTED
from blogcli.exchange.model import ExportPost, Notice, ReadOptions
from blogcli.exchange.plan.convert import convert_body
from blogcli.exchange.sources.open_export import open_export

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
THINGS = COUNTED[1:]
HEAD = ("export", "kind", "posts", "pages", "said", "warn", "words", "kept", *THINGS)


def count(file: Path) -> tuple[str, Counter[str], list[str]]:
    """Return the format of an export, its figures by name, and the warnings per post."""
    figures: Counter[str] = Counter()
    warnings: list[str] = []
    with open_export(file, ReadOptions(NOW)) as reading:
        for entry in reading.entries:
            if isinstance(entry, Notice):
                warnings.append(f"{entry.post or file.name}: {entry.message}")
            elif isinstance(entry, ExportPost):
                body = convert_body(entry)
                figures[f"{entry.kind}s"] += 1
                figures["said"] += len(entry.comments)
                for thing, (there, lost) in body.proof.items():
                    figures.update({thing: there, f"{thing} lost": lost})
                figures["lossy"] += bool(body.warnings)
                warnings += [f"{entry.title or entry.origin.id}: {told}" for told in body.warnings]
    figures["warn"] = len(warnings)
    return reading.kind, figures, warnings


def row(name: str, kind: str, figures: Counter[str]) -> list[str]:
    """Return the cells of one line of the table."""
    words = figures["words"]
    kept = 100 * (1 - figures["words lost"] / words) if words else 100.0
    counted = [str(figures[what]) for what in HEAD[2:7]]
    things = [f"{figures[thing]}/-{figures[f'{thing} lost']}" for thing in THINGS]
    return [name, kind, *counted, f"{kept:.3f} %", *things]


def main(folders: list[str]) -> int:
    """Print the table and the warnings; return the exit code."""
    files = [file for folder in folders for file in sorted(Path(folder).rglob("*.*"))]
    rows = [list(HEAD)]
    told: list[str] = []
    total: Counter[str] = Counter()
    for file in files:
        if not file.is_file():
            continue
        try:
            kind, figures, warnings = count(file)
        except BlogError as error:
            told.append(f"not read: {error}")
            continue
        rows.append(row(file.name, kind, figures))
        total += figures
        told += [f"warning: {text}" for text in warnings]
    rows.append(row("all", "", total))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for cells in rows:
        line = [text.ljust(width) for text, width in zip(cells, widths, strict=True)]
        print("  ".join(line).rstrip())
    print("\n".join(told))
    return int(total["lossy"] > 0)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
