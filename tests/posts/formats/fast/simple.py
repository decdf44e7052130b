"""Front matter of files for the tests of what reads most of it without a parser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from blogcli.errors import Unreadable
from blogcli.posts.model.document import split

CORPORA = Path(__file__).parents[5] / "shared" / "corpora"
WEIRD = Path(__file__).parents[2] / "weird"


def front_matter(folder: Path, format: str) -> Iterator[str]:
    """The front matter in that format of all files below a folder that can be split."""
    for file in sorted(folder.rglob("*.m*d*")):
        if not file.is_file():
            continue
        try:
            document = split(file.read_bytes())
        except Unreadable:
            continue
        if document.format == format:
            yield document.meta
