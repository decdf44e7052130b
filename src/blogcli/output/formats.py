"""The formats of `--format`, as a table: the help of a command needs no more of this room."""

from collections.abc import Mapping
from typing import NamedTuple


class Format(NamedTuple):
    """A format: what it is, the module whose `write_NAME` writes it, and what may go with it."""

    help: str
    module: str = "text"
    fields: bool = True
    nul: bool = True


FORMATS: Mapping[str, Format] = {
    "table": Format("a table as wide as the terminal", "table", nul=False),
    "plain": Format("one readable line per post, without color"),
    "tsv": Format(r"tab-separated, no header, \t \n \r \\ escaped"),
    "csv": Format("comma-separated with a header (RFC 4180)", nul=False),
    "json": Format("an array of records", nul=False),
    "jsonl": Format("one JSON record per line"),
    "yaml": Format("a list of records", nul=False),
    "slugs": Format("slugs only", fields=False),
    "paths": Format("paths only", fields=False),
    "count": Format("the number of posts", fields=False, nul=False),
}
