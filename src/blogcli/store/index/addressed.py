"""Posts by their addresses."""

from collections.abc import Iterable, Iterator

from blogcli.posts.model.summary import Summary
from blogcli.posts.text.json_text import json_text
from blogcli.store.index.index import Index
from blogcli.store.index.rows import outlines

_ENDINGS = ("", "/index.html", ".html", ".html/index.html")  # of an address, beside slashes


def addressed(index: Index, addresses: Iterable[str]) -> Iterator[Summary]:
    """Yield the posts, with `url` and `aliases` alone, that may be at one of these addresses.

    So may those with old addresses, or one that is not known, or percent-encoded.
    """
    columns, tables, make = outlines({"path", "url", "aliases"})
    kept = json_text([url + end for url in addresses for end in _ENDINGS], escaped=True)
    # No index has these columns: the rows in their own order are read in half the time.
    asked = (
        f"SELECT {columns} FROM {tables} NOT INDEXED WHERE listed AND (url IS NULL OR aliases != ''"
        " OR instr(url, '%') OR rtrim(url, '/') IN (SELECT value FROM json_each(?)))"
        " ORDER BY path"
    )
    yield from index.batches(asked, make, values=(kept,))
