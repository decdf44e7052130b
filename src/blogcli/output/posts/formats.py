"""The formats of `--format`; kept apart so that help texts need no other output module."""

from collections.abc import Mapping
from typing import NamedTuple


class Format(NamedTuple):
    """An output format: help text, module with its `write_NAME`, and which options it allows."""

    help: str
    module: str = "text_formats"
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

GROUPS = ("day", "month", "year")
"""What posts of a table may stand under; see date_groups."""
