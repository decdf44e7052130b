"""The formats of `--format`; kept apart so that help texts need no other output module."""

from collections.abc import Mapping
from typing import NamedTuple


class Format(NamedTuple):
    """An output format: help text, module with its `write_NAME`, and which options it allows."""

    help: str
    module: str = "text"
    fields: bool = True
    nul: bool = True


FORMATS: Mapping[str, Format] = {
    "table": Format("columns for reading, as wide as the terminal", "table", nul=False),
    "plain": Format("a readable line a post, without colour"),
    "tsv": Format(r"tab-separated, no header, \t \n \r \\ escaped"),
    "csv": Format("comma-separated with a header (RFC 4180)", nul=False),
    "json": Format("an array of records", nul=False),
    "jsonl": Format("a JSON record a line"),
    "yaml": Format("a list of records", nul=False),
    "slugs": Format("the slugs alone", fields=False),
    "paths": Format("the paths alone", fields=False),
    "count": Format("how many", fields=False, nul=False),
}
