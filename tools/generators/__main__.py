"""Compare blogcli with the real generators, or one real blog with its build.

    python -m tools.generators [--only NAME] [--site WORD] [--node-modules DIR] [--write-docs]
    python -m tools.generators --blog DIR --build DIR [--zone ZONE]

For each generator that is installed it builds small sites, edits them with blogcli, and compares
both, post by post. Programs are found on $PATH and beside Python, Node packages through NODE_PATH
or --node-modules. With --only, docs/generators.md keeps what it says of the other generators. The
exit code is 1 if anything differs that known.py does not name.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from tools.generators.judge import judge
from tools.generators.model import Generator, Row
from tools.generators.programs import missing
from tools.generators.real import compare
from tools.generators.report import (
    COLUMNS,
    PAGE,
    Tally,
    counts,
    differences,
    page,
    tally,
    told,
    version,
)
from tools.generators.sites.astro import ASTRO
from tools.generators.sites.hexo import HEXO
from tools.generators.sites.hugo import HUGO
from tools.generators.sites.javascript import DOCUSAURUS, ELEVENTY
from tools.generators.sites.jekyll import JEKYLL
from tools.generators.sites.pelican import PELICAN

GENERATORS = (HUGO, JEKYLL, PELICAN, HEXO, ELEVENTY, DOCUSAURUS, ASTRO)


def line(*cells: str) -> None:
    """Print one line of the table."""
    print(f"{cells[0]:52}", *(f"{cell:>18}" for cell in cells[1:]), flush=True)


def compared(generator: Generator, word: str, *, each: bool) -> list[Row]:
    """Return the rows of the sites whose names hold a word; `each` prints their counts."""
    rows: list[Row] = []
    for site in generator.sites():
        if word in site.name:
            mine = list(judge(generator, site))
            rows += mine
            if each:
                line(f"  {site.name}", *counts(generator.name, mine))
    line(generator.name, *counts(generator.name, rows))
    return rows


def all_generators(options: argparse.Namespace) -> bool:
    """Compare with each generator that is installed; return whether all is well."""
    found: list[str] = []
    tallies: dict[str, Tally] = {}
    line("", *COLUMNS)
    for generator in GENERATORS:
        if options.only and generator.name not in options.only:
            continue
        reason = missing(generator.needs)
        if reason:
            print(f"{generator.name}: not compared, {reason}")
            continue
        rows = compared(generator, options.site, each=options.each)
        said = version(generator) if options.write_docs else ""
        tallies[generator.name] = tally(generator.name, said, rows)
        found += differences(generator.name, rows)
    print(*found, sep="\n")
    if options.write_docs:
        _write_page(tallies)
    return bool(tallies) and not found


def _write_page(tallies: Mapping[str, Tally]) -> None:
    """Write the page; what it told of other generators stays."""
    known = {**told(PAGE.read_text("utf-8") if PAGE.exists() else ""), **tallies}
    names = (generator.name for generator in GENERATORS)
    PAGE.write_text(page({name: known[name] for name in names if name in known}), "utf-8")


def one_blog(blog: Path, build: Path, zone: str) -> bool:
    """Compare a real blog with its build; return whether they agree."""
    with tempfile.TemporaryDirectory() as home:
        rows = list(compare(blog.resolve(), build, Path(home), zone))
    line("", *COLUMNS)
    line(str(blog), *counts("", rows))
    found = [*differences("", rows)]
    print(*found, sep="\n")
    return not found


def main() -> int:
    """Compare what the options ask for; return the exit code."""
    parser = argparse.ArgumentParser(
        prog="tools.generators", description=__doc__.partition("\n")[0]
    )
    parser.add_argument("--only", action="append", choices=[one.name for one in GENERATORS])
    parser.add_argument("--site", default="", help="only sites with this word in their name")
    parser.add_argument("--each", action="store_true", help="print a line for each site")
    parser.add_argument("--node-modules", help="folder of Node packages (default: $NODE_PATH)")
    parser.add_argument(
        "--write-docs",
        action="store_true",
        help="write docs/generators.md; with --only, those generators in it",
    )
    parser.add_argument("--blog", type=Path, help="a real blog")
    parser.add_argument("--build", type=Path, help="the folder that its generator has built")
    parser.add_argument("--zone", default="UTC", help="the time zone of that build's machine")
    options = parser.parse_args()
    if bool(options.blog) is not bool(options.build):
        parser.error("--blog and --build go together")
    if options.node_modules:
        os.environ["NODE_PATH"] = str(Path(options.node_modules).resolve())
    if options.blog:
        return 0 if one_blog(options.blog, options.build, options.zone) else 1
    return 0 if all_generators(options) else 1


if __name__ == "__main__":
    raise SystemExit(main())
